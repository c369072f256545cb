// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/api/Profile.h"
#include "ui/models/OrderLinesModel.h"
#include "ui/models/ShopTime.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QGridLayout)
QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class Banner;
class Button;
class DataTable;
class ElidedLabel;
class Label;
class StatusPill;

// One order beside its list: lines, sums, payments, and the receipt as it was printed.
class OrderDetail final : public Page {
    Q_OBJECT
public:
    explicit OrderDetail(ApiClient &client, QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void open(const QJsonObject &order); // as the list knows it; the rest is asked for
    QString orderId() const { return m_order[QStringLiteral("id")].toString(); }

Q_SIGNALS:
    void closeRequested();
    void copied();

protected:
    void retranslate() override;

private:
    void build();
    void load();
    void loadReceipt();
    void fill();
    void fillSums();
    void showTab(int tab);

    ApiClient &m_client;
    MoneyFormat m_money;
    ShopTime m_time;
    QJsonObject m_order;
    QString m_receipt;
    std::unique_ptr<QObject> m_load;
    std::unique_ptr<QObject> m_loadReceipt;
    OrderLinesModel m_lines;

    ElidedLabel *m_heading;
    ElidedLabel *m_sub;
    StatusPill *m_pill;
    Button *m_close;
    QTabBar *m_tabs;
    Banner *m_banner;
    Button *m_retry;
    QStackedWidget *m_stack;
    DataTable *m_table;
    QGridLayout *m_sums;
    QList<QWidget *> m_sumCells;
    Label *m_receiptText;
    Button *m_copy;
};

} // namespace pos::ui
