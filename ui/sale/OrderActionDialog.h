// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/KeptPost.h"
#include "ui/api/Profile.h"
#include "ui/sale/OrderDialog.h"

namespace pos::ui {

// One thing done to one order: a payment, a void, a refund. It is sent under one key until it is known
// what became of it; where the role may not do it alone, a manager agrees first.
class OrderActionDialog : public OrderDialog {
    Q_OBJECT
public:
    // approvalAction: "order.void", "order.refund"; empty: whoever sells may do it.
    OrderActionDialog(const QString &name, const QString &title, ApiClient &client, const QJsonObject &order,
                      const QString &approvalAction, QWidget *over);

Q_SIGNALS:
    void done(const QJsonObject &answer);

protected:
    const QJsonObject &order() const { return m_order; }
    void setFields(const QHash<QString, Field *> &fields) { m_fields = fields; }
    void setMayAlone(bool may) { m_mayAlone = may; }
    // below: "payments", "void", "refunds".
    void send(const QString &below, const QJsonObject &body);
    virtual void showFieldErrors(const Error &error) { showError(error, m_fields); }
    virtual void lock(bool locked) = 0; // what was sent must stay as it was sent

private:
    void post();
    void answered(const Result<ApiReply> &answer);
    void approve();

    ApiClient &m_client;
    QJsonObject m_order;
    QString m_approvalAction;
    bool m_mayAlone = true;
    QHash<QString, Field *> m_fields;
    KeptPost m_post;
    QString m_path;
    QJsonObject m_body;
};

} // namespace pos::ui
