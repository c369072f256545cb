// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/staff/InvitePane.h"

#include "ui/api/ApiClient.h"
#include "ui/panels/staff/RoleWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/OptionCard.h"

#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace pos::ui {

InvitePane::InvitePane(ApiClient &client, QWidget *parent)
    : DetailPane(QStringLiteral("invite"), parent), m_client(client), m_email(new QLineEdit),
      m_emailField(new Field(m_email)), m_language(new ComboBox), m_languageField(new Field(m_language)),
      m_roleTitle(new Label(tok::Type::Small, "muted")), m_rights(new Label(tok::Type::Small, "muted")),
      m_invite(new Button(Button::Kind::Primary, QStringLiteral("send"))), m_cancel(new Button(Button::Kind::Secondary))
{
    m_email->setObjectName(QStringLiteral("invite.email"));
    m_email->setMaxLength(254);
    m_email->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase);
    m_language->setObjectName(QStringLiteral("invite.language"));
    m_emailField->setRequired();
    content()->addWidget(m_emailField);
    auto *roles = boxOn<QVBoxLayout>(nullptr, 0, tok::s1);
    roles->addWidget(m_roleTitle);
    for (const contract::Role role : contract::allRoles()) {
        auto *card = new OptionCard;
        card->setObjectName(QStringLiteral("invite.role.") + QString::fromLatin1(contract::toWord(role)));
        card->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the pane is narrower than a card would like
        roles->addWidget(card);
        m_roles.append(card);
        connect(card, &QAbstractButton::toggled, this, &InvitePane::showRights);
    }
    content()->addLayout(roles);
    m_rights->setWrapped();
    content()->addWidget(m_rights);
    content()->addWidget(m_languageField);
    content()->addStretch(1);
    m_invite->setObjectName(QStringLiteral("invite.send"));
    m_cancel->setObjectName(QStringLiteral("invite.cancel"));
    foot()->addWidget(m_invite);
    foot()->addWidget(m_cancel);
    foot()->addStretch();
    connect(m_invite, &QPushButton::clicked, this, &InvitePane::submit);
    connect(m_cancel, &QPushButton::clicked, this, &InvitePane::closeRequested);
    connect(m_email, &QLineEdit::returnPressed, this, &InvitePane::submit);
    connect(m_email, &QLineEdit::textEdited, this, [this] { m_emailField->setError({}); });
    retranslate();
}

void InvitePane::begin()
{
    m_email->clear();
    m_emailField->setError({});
    hideError();
    m_roles[contract::allRoles().indexOf(contract::Role::Cashier)]->setChecked(true);
    m_language->setValue(QLocale().language() == QLocale::Indonesian ? QStringLiteral("id") : QStringLiteral("en"));
    m_email->setFocus(Qt::OtherFocusReason);
}

bool InvitePane::isDirty() const
{
    return isVisible() && !m_email->text().trimmed().isEmpty();
}

contract::Role InvitePane::role() const
{
    for (qsizetype i = 0; i < m_roles.size(); ++i) {
        if (m_roles[i]->isChecked())
            return contract::allRoles()[i];
    }
    return contract::Role::Cashier;
}

void InvitePane::submit()
{
    if (m_working)
        return;
    const QString email = m_email->text().trimmed();
    if (!email.contains(u'@')) {
        m_emailField->setError(tr("Write their e-mail address."));
        m_email->setFocus(Qt::OtherFocusReason);
        return;
    }
    hideError();
    setWorking(true);
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/invitations");
    request.body = QJsonObject{{QStringLiteral("email"), email},
                               {QStringLiteral("role"), QString::fromLatin1(contract::toWord(role()))},
                               {QStringLiteral("language"), m_language->value()}};
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        setWorking(false);
        if (answer)
            answered(answer->document);
        else
            refused(answer.error());
    });
}

void InvitePane::answered(const QJsonObject &invitation)
{
    m_email->clear();
    Q_EMIT invited(invitation);
}

void InvitePane::refused(const Error &error)
{
    for (const FieldError &wrong : error.fields) {
        if (wrong.field != QLatin1String("email"))
            continue;
        m_emailField->setError(wrong.message);
        m_email->setFocus(Qt::OtherFocusReason);
        return;
    }
    showError(error, tr("What you typed is still here."));
}

void InvitePane::setWorking(bool working)
{
    m_working = working;
    m_invite->setBlocked(working ? tr("Being sent") : QString());
}

void InvitePane::showRights()
{
    QStringList rights;
    for (const contract::Permission permission : contract::permissionsOf(role()))
        rights.append(QStringLiteral("\u2022 ") + RoleWords::may(permission));
    m_rights->setText(rights.join(u'\n'));
}

void InvitePane::retranslate()
{
    setHeading(tr("Invite somebody"), tr("They choose their own password"));
    m_emailField->setTexts(tr("E-mail"), tr("The invitation goes there. It is good for seven days."));
    m_roleTitle->setText(tr("Role"));
    for (qsizetype i = 0; i < m_roles.size(); ++i)
        m_roles[i]->setTexts(RoleWords::name(contract::allRoles()[i]), RoleWords::purpose(contract::allRoles()[i]));
    m_languageField->setTexts(tr("Language of the invitation"));
    m_language->setChoices({{QStringLiteral("id"), QStringLiteral("Bahasa Indonesia")},
                            {QStringLiteral("en"), QStringLiteral("English")}});
    m_invite->setLabel(tr("Invite"));
    m_cancel->setLabel(tr("Cancel"));
    showRights();
    setWorking(m_working);
}

} // namespace pos::ui
