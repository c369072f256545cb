// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Profile.h"
#include "ui/today/FigureCard.h"
#include "ui/widgets/BarChart.h"
#include "ui/widgets/SumsView.h"

#include <QCoreApplication>
#include <QDate>
#include <QJsonObject>

namespace pos::ui {

// The server's two reports as what the page shows: figures beside a week ago, bars by hour and by day.
class DayReport {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::DayReport)
public:
    static constexpr int kDays = 14;

    void setProfile(const Profile &profile) { m_profile = profile; }
    void setToday(const QJsonObject &today) { m_today = today; }
    void setDays(const QJsonObject &sales) { m_sales = sales; }
    bool isEmpty() const { return m_today.isEmpty(); }

    QDate day() const;
    QDate dayOfBar(int bar) const; // of the bars by day
    QString dayInWords() const;    // "Thursday, 22 January 2026"
    QString pastName() const;      // "Thursday last week"
    QString updatedAt() const;
    bool knowsProfit() const;

    FigureCard::Figure revenue() const;
    FigureCard::Figure orders() const;
    FigureCard::Figure basket() const;
    FigureCard::Figure profit() const;
    QList<BarChart::Bar> byHour() const;
    QList<BarChart::Bar> byDay() const;
    QList<SumsView::Row> payments() const;
    QList<SumsView::Row> bestSellers() const;
    int openOrders() const;
    int delayedOrders() const;
    Money openTotal() const;

private:
    FigureCard::Figure compared(const QString &title, const char *field, bool isCount) const;
    QString words(qint64 value, bool isCount) const;
    QJsonObject dayOf(QDate date) const;
    int runningHour() const;

    Profile m_profile;
    QJsonObject m_today;
    QJsonObject m_sales;
};

} // namespace pos::ui
