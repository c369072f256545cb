// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CodePage.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FieldErrors.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PasswordField.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastPassword = 10; // the server has the last word
constexpr int kNameLength = 120;
constexpr int kCodeLength = 20'000; // a whole mail may be pasted
} // namespace

CodePage::CodePage(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_title(new Label(tok::Type::Title)),
      m_intro(new Label(tok::Type::Body, "muted")), m_banner(new Banner(Tone::Danger)), m_code(new QLineEdit),
      m_name(new QLineEdit), m_password(new PasswordField), m_codeField(new Field(m_code)),
      m_nameField(new Field(m_name)), m_passwordField(new Field(m_password)),
      m_submit(new Button(Button::Kind::Primary)), m_other(new Button(Button::Kind::Link)),
      m_back(new Button(Button::Kind::Link))
{
    build();
    connect(m_submit, &QPushButton::clicked, this, &CodePage::submit);
    for (QLineEdit *edit : {m_code, m_name, static_cast<QLineEdit *>(m_password)})
        connect(edit, &QLineEdit::returnPressed, this, &CodePage::submit);
    connect(m_code, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_codeField->setError({});
        const QString code = codeIn(text);
        if (!code.isEmpty() && code != text) // out of a mail
            m_code->setText(code);
    });
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setError({}); });
    connect(m_password, &QLineEdit::textEdited, this, [this] { m_passwordField->setError({}); });
    connect(m_back, &QPushButton::clicked, this, &CodePage::backAsked);
    connect(m_other, &QPushButton::clicked, this,
            [this] { begin(m_kind == Kind::Address ? Kind::NewPassword : Kind::Address); });
    retranslate();
}

void CodePage::build()
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    auto *words = boxOn<QVBoxLayout>(nullptr, 0, 2);
    m_intro->setWrapped();
    words->addWidget(m_title);
    words->addWidget(m_intro);
    column->addLayout(words);
    column->addWidget(m_banner);
    column->addWidget(m_codeField);
    column->addWidget(m_nameField);
    column->addWidget(m_passwordField);
    column->addSpacing(tok::s1);
    column->addWidget(m_submit);
    column->addWidget(m_other, 0, Qt::AlignHCenter);
    column->addWidget(m_back, 0, Qt::AlignHCenter);
    m_code->setObjectName(QStringLiteral("code.code"));
    m_name->setObjectName(QStringLiteral("code.name"));
    m_password->setObjectName(QStringLiteral("code.password"));
    m_submit->setObjectName(QStringLiteral("code.submit"));
    m_other->setObjectName(QStringLiteral("code.other"));
    m_back->setObjectName(QStringLiteral("code.back"));
    m_banner->setObjectName(QStringLiteral("code.banner"));
    m_code->setMaxLength(kCodeLength);
    m_name->setMaxLength(kNameLength);
    m_banner->hide();
}

QString CodePage::codeIn(const QString &text)
{
    static const QRegularExpression code(QStringLiteral("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{86}(?![A-Za-z0-9_-])"));
    return code.match(text).captured();
}

void CodePage::begin(Kind kind, const QString &notice)
{
    m_kind = kind;
    m_code->clear();
    m_name->clear();
    m_password->clear();
    for (Field *field : {m_codeField, m_nameField, m_passwordField})
        field->setError({});
    m_banner->setTone(Tone::Info);
    m_banner->setTexts(notice, {});
    m_banner->setVisible(!notice.isEmpty());
    setWorking(false);
    showKind();
    m_code->setFocus(Qt::OtherFocusReason);
}

bool CodePage::check()
{
    const bool wantsName = m_kind == Kind::Invitation;
    const bool wantsPassword = m_kind != Kind::Address;
    const QString needed = tr("This is needed.");
    m_codeField->setError(m_code->text().trimmed().isEmpty() ? tr("Paste the code out of the mail.") : QString());
    m_nameField->setError(wantsName && m_name->text().trimmed().isEmpty() ? needed : QString());
    m_passwordField->setError(wantsPassword && m_password->text().size() < kLeastPassword
                                  ? tr("At least %n characters.", nullptr, kLeastPassword)
                                  : QString());
    for (Field *field : {m_codeField, m_nameField, m_passwordField}) {
        if (!field->hasError())
            continue;
        field->control()->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return true;
}

void CodePage::submit()
{
    if (m_working || !check())
        return;
    m_banner->hide();
    setWorking(true);
    const QString code = m_code->text().trimmed();
    switch (m_kind) {
    case Kind::Invitation: accept(); break;
    case Kind::NewPassword:
        finish(QStringLiteral("/api/v1/auth/password/reset"),
               {{QStringLiteral("token"), code}, {QStringLiteral("password"), m_password->text()}},
               tr("The new password holds. Sign in with it."));
        break;
    case Kind::Address:
        finish(QStringLiteral("/api/v1/auth/verify-email"), {{QStringLiteral("token"), code}},
               tr("Your address is confirmed. You can sign in now."));
        break;
    }
}

void CodePage::accept()
{
    m_session.acceptInvitation(m_code->text().trimmed(), m_name->text().trimmed(), m_password->text(), this,
                               [this](const Result<bool> &signedIn) {
                                   setWorking(false);
                                   if (!signedIn)
                                       refused(signedIn.error());
                                   else if (!*signedIn)
                                       Q_EMIT done(tr("Your account is made. Sign in with your new password."));
                               });
}

void CodePage::finish(const QString &path, const QJsonObject &body, const QString &notice)
{
    m_session.send(path, body, this, [this, notice](const Result<void> &sent) {
        setWorking(false);
        if (sent)
            Q_EMIT done(notice);
        else
            refused(sent.error());
    });
}

void CodePage::refused(const Error &error)
{
    const QHash<QString, Field *> fields{{QStringLiteral("token"), m_codeField},
                                         {QStringLiteral("name"), m_nameField},
                                         {QStringLiteral("password"), m_passwordField}};
    if (placeErrors(error, [&](const QString &name) { return fields.value(name); }))
        return;
    m_banner->setTone(Tone::Danger);
    m_banner->setTexts(ErrorWords::sentence(error), {});
    m_banner->show();
}

void CodePage::setWorking(bool working)
{
    m_working = working;
    m_submit->setBlocked(working ? tr("Wait a moment") : QString());
}

void CodePage::showKind()
{
    const bool invitation = m_kind == Kind::Invitation;
    const bool address = m_kind == Kind::Address;
    m_title->setText(invitation ? tr("You were invited") : address ? tr("Confirm your address") : tr("New password"));
    m_intro->setText(invitation ? tr("The shop's owner sent you a code, or gave it to you.")
                     : address  ? tr("The code is in the mail that came when the shop was made.")
                                : tr("The code is in the mail you asked for. It is good for an hour."));
    m_submit->setLabel(invitation ? tr("Start") : address ? tr("Confirm") : tr("Set the password"));
    m_other->setLabel(address ? tr("The code is for a new password") : tr("The code is to confirm my address"));
    m_other->setVisible(!invitation);
    m_nameField->setVisible(invitation);
    m_passwordField->setVisible(!address);
    setTabOrder(m_code, m_name);
    setTabOrder(m_name, m_password);
}

void CodePage::retranslate()
{
    m_codeField->setTexts(tr("Code"), tr("You can also paste the whole mail"));
    m_nameField->setTexts(tr("Your name"), tr("As it stands on receipts and in lists"));
    m_passwordField->setTexts(
        tr("New password"),
        tr("At least %n characters. A few words in a row are easy to keep in mind.", nullptr, kLeastPassword));
    m_password->setWords(tr("Show the password"), tr("Hide the password"));
    m_back->setLabel(tr("Back to sign-in"));
    showKind();
    setWorking(m_working);
}

} // namespace pos::ui
