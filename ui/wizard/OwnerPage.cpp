// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/OwnerPage.h"

#include "ui/widgets/Field.h"
#include "ui/widgets/PasswordField.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastPassword = 10; // the server has the last word
constexpr int kNameLength = 120;
constexpr int kEmailLength = 254;
}// namespace

OwnerPage::OwnerPage(QWidget *parent)
    : WizardPage(parent), m_name(new QLineEdit), m_email(new QLineEdit), m_password(new PasswordField)
{
    m_name->setMaxLength(kNameLength);
    m_email->setMaxLength(kEmailLength);
    m_email->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase);
    const QList<QPair<QString, QLineEdit *>> all{{QStringLiteral("owner_name"), m_name},
                                                 {QStringLiteral("email"), m_email},
                                                 {QStringLiteral("password"), m_password}};
    for (const auto &[name, edit] : all) {
        Field *one = addField(name, edit);
        one->setRequired();
        body()->addWidget(one);
    }
    retranslate();
}

QString OwnerPage::answer() const
{
    return m_name->text().trimmed();
}

bool OwnerPage::check()
{
    if (!require({"owner_name", "email", "password"}))
        return false;
    static const QRegularExpression looksLikeMail(QStringLiteral("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"));
    if (!looksLikeMail.match(m_email->text().trimmed()).hasMatch())
        field(QStringLiteral("email"))->setError(tr("This is not an e-mail address."));
    if (m_password->text().size() < kLeastPassword)
        field(QStringLiteral("password"))->setError(tr("At least %n characters.", nullptr, kLeastPassword));
    return !focusFirstError({"email", "password"});
}

void OwnerPage::collect(QJsonObject &answers) const
{
    answers[QStringLiteral("owner_name")] = m_name->text().trimmed();
    answers[QStringLiteral("email")] = m_email->text().trimmed();
    answers[QStringLiteral("password")] = m_password->text();
}

void OwnerPage::begin()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

void OwnerPage::retranslate()
{
    setTexts(tr("Owner account"), tr("The owner may do everything and invites the others. There is no other way in, "
                                     "so keep the password in a safe place."));
    field(QStringLiteral("owner_name"))->setTexts(tr("Your name"));
    field(QStringLiteral("email"))->setTexts(tr("E-mail"), tr("You sign in with it"));
    field(QStringLiteral("password"))
        ->setTexts(tr("Password"), tr("At least %n characters. A few words in a row are easy to keep in mind.", nullptr,
                                      kLeastPassword));
    m_password->setWords(tr("Show the password"), tr("Hide the password"));
}

} // namespace pos::ui
