// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/OrderActionDialog.h"

#include "ui/api/ErrorWords.h"
#include "ui/sale/ApprovalDialog.h"

namespace pos::ui {

OrderActionDialog::OrderActionDialog(const QString &name, const QString &title, ApiClient &client,
                                     const QJsonObject &order, const QString &approvalAction, QWidget *over)
    : OrderDialog(name, title, over), m_client(client), m_order(order), m_approvalAction(approvalAction), m_post(client)
{
}

void OrderActionDialog::send(const QString &below, const QJsonObject &body)
{
    if (isWorking())
        return;
    m_path = QStringLiteral("/api/v1/orders/%1/%2").arg(m_order[u"id"].toString(), below);
    if (m_post.isOpen()) // the very same, and the approval it was sent with
        return post();
    m_body = body;
    m_mayAlone ? post() : approve();
}

void OrderActionDialog::post()
{
    hideBanner();
    setWorking(true);
    lock(true);
    m_post.send(m_path, m_body, {}, [this](const Result<ApiReply> &answer) { answered(answer); });
}

void OrderActionDialog::answered(const Result<ApiReply> &answer)
{
    setWorking(false);
    if (answer) {
        const QJsonObject document = answer->document;
        accept();
        Q_EMIT done(document);
        return;
    }
    const Error &error = answer.error();
    if (KeptPost::isUncertain(error)) {
        showBanner(ErrorWords::sentence(error),
                   tr("Nobody knows yet whether it was done. Send it again: it is never done twice."));
        return;
    }
    lock(false);
    if (error.reason == QLatin1String("approval_required"))
        approve();
    else
        showFieldErrors(error);
}

void OrderActionDialog::approve()
{
    auto *dialog = new ApprovalDialog(m_client, m_approvalAction, m_order[u"id"].toString(), this,
                                      [this](const QString &approval) {
                                          m_body.insert(QStringLiteral("approval_id"), approval);
                                          post();
                                      });
    dialog->open();
}

} // namespace pos::ui
