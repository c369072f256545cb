// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/OrdersModel.h"
#include "ui/panels/ListPanel.h"

namespace pos::ui {

class Button;
class OrderDetail;
class SalePage;

// Sales and refunds, the newest first, each with its lines, sums, payments and receipt; and the place
// where new ones are made.
class OrdersPanel final : public ListPanel {
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
    void showInPane(const QJsonObject &order) override;
    QString shownId() const override;

private:
    void build();
    void connectParts();
    void backToList();
    void setFilters();
    void loadPeople();
    void loadSettings();

    OrdersModel m_model;
    QList<QPair<QString, QString>> m_people; // id, name
    Button *m_new;
    Button *m_firstNew;
    OrderDetail *m_detail;
    SalePage *m_sale;
};

} // namespace pos::ui
