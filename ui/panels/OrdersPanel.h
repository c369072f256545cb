// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/OrdersModel.h"
#include "ui/panels/Panel.h"

namespace pos::ui {

class DetailHost;
class ListSection;
class OrderDetail;
class PageHeader;

// Sales and refunds, the newest first, each with its lines, sums, payments and receipt.
class OrdersPanel final : public Panel {
    Q_OBJECT
public:
    OrdersPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Orders"); }
    void start() override;
    void open(const QString &id) override;
    void reload() override;
    void takeFocus() override;

protected:
    void retranslate() override;

private:
    void choose(int row);
    void showDetail(const QJsonObject &order);
    void closeDetail();

    OrdersModel m_model;
    PageHeader *m_header;
    ListSection *m_list;
    OrderDetail *m_detail;
    DetailHost *m_host;
};

} // namespace pos::ui
