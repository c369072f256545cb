// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/HeldOrdersModel.h"
#include "ui/sale/OrderDialog.h"

namespace pos::ui {

class ListSection;

// The orders that wait: one is taken up again, or dropped.
class HeldOrdersDialog final : public OrderDialog {
    Q_OBJECT
public:
    HeldOrdersDialog(ApiClient &client, const ShopTime &time, QWidget *over,
                     std::function<void(const QJsonObject &cart)> taken);

protected:
    void submit() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QJsonObject chosen() const;
    void showState();
    void drop();

    ApiClient &m_client;
    HeldOrdersModel m_model;
    ListSection *m_list;
    Button *m_drop;
    std::function<void(const QJsonObject &)> m_taken;
};

} // namespace pos::ui
