// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/ApprovalDialog.h"

#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"

#include <QVBoxLayout>

namespace pos::ui {

ApprovalDialog::ApprovalDialog(ApiClient &client, const QString &action, const QString &resource, QWidget *over,
                               std::function<void(const QString &)> given)
    : OrderDialog(QStringLiteral("approval"), tr("A manager has to agree"), over), m_client(client), m_action(action),
      m_resource(resource), m_given(std::move(given)), m_email(new QLineEdit), m_pin(new QLineEdit),
      m_emailField(new Field(m_email)), m_pinField(new Field(m_pin))
{
    auto *why = new Label(tok::Type::Body, "muted");
    why->setText(action == QLatin1String("order.discount")
                     ? tr("This discount is beyond what your role may give. A manager agrees here with e-mail and PIN.")
                     : tr("Your role does not do this alone. A manager agrees here with e-mail and PIN, for this "
                          "order only."));
    why->setWrapped();
    body()->addWidget(why);
    m_email->setObjectName(QStringLiteral("approval.email"));
    m_pin->setObjectName(QStringLiteral("approval.pin"));
    m_pin->setEchoMode(QLineEdit::Password);
    m_pin->setMaxLength(8);
    m_pin->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_emailField->setTexts(tr("Manager's e-mail"));
    m_pinField->setTexts(tr("PIN"), tr("Set under the manager's own account."));
    body()->addWidget(m_emailField);
    body()->addWidget(m_pinField);
    setAction(tr("Agree"), Button::Kind::Primary);
    m_email->setFocus();
}

void ApprovalDialog::submit()
{
    m_emailField->setError(m_email->text().trimmed().isEmpty() ? tr("Who agrees?") : QString());
    m_pinField->setError(m_pin->text().isEmpty() ? tr("4 to 8 digits.") : QString());
    if (m_emailField->hasError() || m_pinField->hasError())
        return;
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/auth/approvals");
    QJsonObject body{{QStringLiteral("email"), m_email->text().trimmed()},
                     {QStringLiteral("pin"), m_pin->text()},
                     {QStringLiteral("action"), m_action}};
    if (!m_resource.isEmpty())
        body.insert(QStringLiteral("resource_id"), m_resource);
    request.body = body;
    hideBanner();
    setWorking(true);
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        setWorking(false);
        if (!answer) {
            m_pin->clear();
            m_pin->setFocus();
            return showError(answer.error(),
                             {{QStringLiteral("email"), m_emailField}, {QStringLiteral("pin"), m_pinField}});
        }
        const auto given = m_given;
        const QString approval = answer->document[u"approval_id"].toString();
        accept();
        given(approval);
    });
}

} // namespace pos::ui
