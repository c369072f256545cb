// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/sale/OrderDialog.h"

#include <QLineEdit>

#include <functional>

namespace pos::ui {

// A manager's yes at somebody else's window: e-mail and PIN, for this one action on this one order.
class ApprovalDialog final : public OrderDialog {
    Q_OBJECT
public:
    // action: "order.void", "order.refund", "order.discount"; resource: the order or cart, empty for none yet.
    ApprovalDialog(ApiClient &client, const QString &action, const QString &resource, QWidget *over,
                   std::function<void(const QString &approval)> given);

protected:
    void submit() override;

private:
    ApiClient &m_client;
    QString m_action;
    QString m_resource;
    std::function<void(const QString &)> m_given;
    QLineEdit *m_email;
    QLineEdit *m_pin;
    Field *m_emailField;
    Field *m_pinField;
};

} // namespace pos::ui
