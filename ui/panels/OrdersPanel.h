// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/OrdersModel.h"
#include "ui/panels/Panel.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class Button;
class DetailHost;
class ListSection;
class OrderDetail;
class PageHeader;
class SalePage;

// Sales and refunds, the newest first, each with its lines, sums, payments and receipt; and the place
// where new ones are made.
class OrdersPanel final : public Panel {
    Q_OBJECT
public:
    OrdersPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Orders"); }
    void start() override;
    void open(const QString &id) override;
    void reload() override;
    void takeFocus() override;
    void showList(const QList<QPair<QString, QString>> &filters) override;
    bool isUnsaved() const override;
    void leave(std::function<void()> then) override;

    void sell(); // begins a new order

protected:
    void retranslate() override;

private:
    void choose(int row);
    void showDetail(const QJsonObject &order);
    void closeDetail();
    void build();
    void connectParts();
    void backToList();
    void setFilters();
    void loadPeople();
    void loadSettings();

    OrdersModel m_model;
    QList<QPair<QString, QString>> m_people; // id, name
    QStackedWidget *m_stack;
    PageHeader *m_header;
    Button *m_new;
    Button *m_firstNew;
    ListSection *m_list;
    OrderDetail *m_detail;
    DetailHost *m_host = nullptr;
    SalePage *m_sale;
};

} // namespace pos::ui
