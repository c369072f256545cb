// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CashRounding.h"
#include "ui/api/ApiClient.h"
#include "ui/api/Profile.h"
#include "ui/models/OrderLinesModel.h"
#include "ui/models/ShopTime.h"
#include "ui/sale/OrderHistoryModel.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class Banner;
class Button;
class DataTable;
class ElidedLabel;
class OrderActionDialog;
class ReceiptView;
class StatusPill;
class SumsView;

// One order beside its list: lines, sums, payments, what happened to it, its receipt, and what can
// still be done: a payment, a refund, a void.
class OrderDetail final : public Page {
    Q_OBJECT
public:
    explicit OrderDetail(ApiClient &client, QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void setRounding(const domain::CashRounding &rounding) { m_rounding = rounding; }
    void setPeople(const QHash<QString, QString> &namesById) { m_history.setPeople(namesById); }
    void open(const QJsonObject &order); // as the list knows it; the rest is asked for
    QString orderId() const { return m_order[QStringLiteral("id")].toString(); }

Q_SIGNALS:
    void closeRequested();
    void changed(const QString &id); // a payment, a void or a refund was made
    void orderAsked(const QString &id);
    void said(const QString &confirmation);

protected:
    void retranslate() override;

private:
    void build();
    QWidget *buildDetails();
    QWidget *buildHistory();
    void load();
    void loadHistory();
    void fill();
    void fillActions();
    void showTab(int tab);
    void pay();
    void voidOrder();
    void refund();
    void start(OrderActionDialog *dialog, const QString &confirmation);

    ApiClient &m_client;
    Profile m_profile;
    ShopTime m_time;
    domain::CashRounding m_rounding;
    QJsonObject m_order;
    std::unique_ptr<QObject> m_load;
    std::unique_ptr<QObject> m_loadHistory;
    OrderLinesModel m_lines;
    OrderHistoryModel m_history;

    ElidedLabel *m_heading;
    ElidedLabel *m_sub;
    ElidedLabel *m_why; // the reason or note it carries
    StatusPill *m_pill;
    Button *m_close;
    QTabBar *m_tabs;
    Banner *m_banner;
    Button *m_retry;
    QStackedWidget *m_stack;
    DataTable *m_table;
    DataTable *m_historyTable;
    SumsView *m_sums;
    ReceiptView *m_receipt;
    Button *m_pay;
    Button *m_refund;
    Button *m_void;
};

} // namespace pos::ui
