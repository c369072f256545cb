// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/Panel.h"
#include "ui/today/DayReport.h"
#include "ui/today/LowStockModel.h"

#include <QTimer>

QT_FORWARD_DECLARE_CLASS(QGridLayout)
QT_FORWARD_DECLARE_CLASS(QHBoxLayout)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Banner;
class Button;
class DataTable;
class IconLabel;
class Label;
class PageHeader;
class SumsView;

// The day so far beside the same day a week ago; behind each number its list. It asks again each
// minute while it is looked at, and changes the numbers where they stand.
class TodayPanel final : public Panel {
    Q_OBJECT
public:
    TodayPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Today"); }
    void start() override;
    void open(const QString &id) override;
    void reload() override;
    void takeFocus() override;

protected:
    void retranslate() override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *buildChart();
    QWidget *buildLowStock();
    QWidget *buildSide();
    void addAttention(QVBoxLayout *column);
    void connectParts();
    void load();
    void loadDays();
    void fill();
    void fillChart();
    void fillAttention();
    void askOrders(const QList<QPair<QString, QString>> &filters);
    QString businessDate() const;

    DayReport m_report;
    LowStockModel m_low;
    QTimer m_minute;
    std::unique_ptr<QObject> m_load;
    std::unique_ptr<QObject> m_loadDays;
    bool m_started = false;
    bool m_byDay = false;

    PageHeader *m_header;
    Button *m_refresh;
    Button *m_hours;
    Button *m_days;
    Banner *m_banner;
    Button *m_retry;
    FigureCard *m_revenue;
    FigureCard *m_orders;
    FigureCard *m_basket;
    FigureCard *m_profit;
    Label *m_chartTitle;
    Label *m_pastKey;
    BarChart *m_chart;
    Label *m_lowTitle;
    Button *m_lowAll;
    DataTable *m_lowTable;
    Label *m_lowNone;
    Label *m_attentionTitle;
    IconLabel *m_openIcon;
    Label *m_openText;
    Button *m_openShow;
    IconLabel *m_stockIcon;
    Label *m_stockText;
    Button *m_stockShow;
    Label *m_bestTitle;
    SumsView *m_best;
    Label *m_bestNone;
    Label *m_paymentsTitle;
    SumsView *m_payments;
    Label *m_paymentsNone;
};

} // namespace pos::ui
