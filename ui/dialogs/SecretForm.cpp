// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/SecretForm.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PasswordField.h"

#include <QRegularExpression>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastPassword = 10; // the server has the last word
constexpr int kPinLength = 8;
} // namespace

SecretForm::SecretForm(Kind kind, ApiClient &client, QWidget *parent)
    : Page(parent), m_kind(kind), m_client(client), m_title(new Label(tok::Type::Strong)),
      m_note(new Label(tok::Type::Small, "muted")), m_secret(new PasswordField), m_proof(new PasswordField),
      m_secretField(new Field(m_secret)), m_proofField(new Field(m_proof)),
      m_submit(new Button(Button::Kind::Secondary))
{
    const QString name = kind == Kind::Pin ? QStringLiteral("pin") : QStringLiteral("password");
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s2);
    m_note->setWrapped();
    column->addWidget(m_title);
    column->addWidget(m_note);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    row->addWidget(m_secretField, 1);
    row->addWidget(m_proofField, 1);
    column->addLayout(row);
    auto *foot = boxOn<QHBoxLayout>(nullptr);
    foot->addWidget(m_submit);
    foot->addStretch();
    column->addLayout(foot);
    m_secret->setObjectName(name + QStringLiteral(".new"));
    m_proof->setObjectName(name + QStringLiteral(".proof"));
    m_submit->setObjectName(name + QStringLiteral(".submit"));
    if (kind == Kind::Pin) {
        m_secret->setMaxLength(kPinLength);
        m_secret->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhHiddenText);
    }
    setFocusProxy(m_secret);
    connect(m_submit, &QPushButton::clicked, this, &SecretForm::submit);
    for (PasswordField *edit : {m_secret, m_proof})
        connect(edit, &QLineEdit::returnPressed, this, &SecretForm::submit);
    connect(m_secret, &QLineEdit::textEdited, this, [this] { m_secretField->setError({}); });
    connect(m_proof, &QLineEdit::textEdited, this, [this] { m_proofField->setError({}); });
    retranslate();
}

void SecretForm::setHasPin(bool hasPin)
{
    m_hasPin = hasPin;
    retranslate();
}

bool SecretForm::check()
{
    static const QRegularExpression pin(QStringLiteral("^[0-9]{4,8}$"));
    if (m_kind == Kind::Pin)
        m_secretField->setError(pin.match(m_secret->text()).hasMatch() ? QString() : tr("Four to eight digits."));
    else
        m_secretField->setError(m_secret->text().size() < kLeastPassword
                                    ? tr("At least %n characters.", nullptr, kLeastPassword)
                                    : QString());
    m_proofField->setError(m_proof->text().isEmpty() ? tr("This is needed.") : QString());
    for (Field *field : {m_secretField, m_proofField}) {
        if (!field->hasError())
            continue;
        field->control()->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return true;
}

void SecretForm::submit()
{
    if (m_working || !check())
        return;
    ApiRequest request;
    if (m_kind == Kind::Pin) {
        request.method = "PUT";
        request.path = QStringLiteral("/api/v1/auth/pin");
        request.body =
            QJsonObject{{QStringLiteral("password"), m_proof->text()}, {QStringLiteral("pin"), m_secret->text()}};
    } else {
        request.method = "POST";
        request.path = QStringLiteral("/api/v1/auth/password/change");
        request.body = QJsonObject{{QStringLiteral("current_password"), m_proof->text()},
                                   {QStringLiteral("new_password"), m_secret->text()}};
    }
    m_working = true;
    retranslate();
    m_client.call(request, this, [this](const Result<ApiReply> &answer) { answered(answer); });
}

void SecretForm::answered(const Result<ApiReply> &answer)
{
    m_working = false;
    retranslate();
    if (answer) {
        m_secret->clear();
        m_proof->clear();
        m_hasPin = m_hasPin || m_kind == Kind::Pin;
        retranslate();
        Q_EMIT done();
        return;
    }
    const Error &error = answer.error();
    bool placed = false;
    for (const FieldError &wrong : error.fields) {
        const bool isSecret = wrong.field == QLatin1String("pin") || wrong.field == QLatin1String("new_password");
        (isSecret ? m_secretField : m_proofField)->setError(wrong.message);
        placed = true;
    }
    if (!placed) {
        m_proofField->setError(ErrorWords::sentence(error));
        m_proof->setFocus(Qt::OtherFocusReason);
        m_proof->selectAll();
    }
}

void SecretForm::retranslate()
{
    if (m_kind == Kind::Pin) {
        m_title->setText(tr("PIN"));
        m_note->setText(m_hasPin ? tr("You have one. With it you approve at somebody else's till.")
                                 : tr("You have none. With it you approve at somebody else's till."));
        m_secretField->setTexts(tr("New PIN"), tr("Four to eight digits"));
        m_submit->setLabel(m_hasPin ? tr("Change the PIN") : tr("Set the PIN"));
    } else {
        m_title->setText(tr("Password"));
        m_note->setText(tr("Changing it ends your sessions on other computers."));
        m_secretField->setTexts(tr("New password"), tr("At least %n characters", nullptr, kLeastPassword));
        m_submit->setLabel(tr("Change the password"));
    }
    m_proofField->setTexts(tr("Your password now"));
    for (PasswordField *edit : {m_secret, m_proof})
        edit->setWords(tr("Show what is typed"), tr("Hide what is typed"));
    m_submit->setBlocked(m_working ? tr("Being saved") : QString());
}

} // namespace pos::ui
