// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/today/DayReport.h"

#include "ui/models/JsonCells.h"
#include "ui/models/ShopTime.h"
#include "ui/sale/OrderSums.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QLocale>

namespace pos::ui {

namespace {

constexpr int kHours = 24;
constexpr int kLeastHours = 10;
constexpr int kCardDays = 7;
constexpr int kBest = 7;

QHash<int, Money> hoursIn(const QJsonArray &rows)
{
    QHash<int, Money> hours;
    for (const QJsonValue &row : rows)
        hours.insert(row[u"hour"].toInt(), moneyIn(row.toObject(), "total"));
    return hours;
}

QString twoDigits(int hour)
{
    return QStringLiteral("%1").arg(hour % kHours, 2, 10, QLatin1Char('0'));
}

} // namespace

QDate DayReport::day() const
{
    return QDate::fromString(m_today[u"business_date"].toString(), Qt::ISODate);
}

QDate DayReport::dayOfBar(int bar) const
{
    return day().addDays(bar + 1 - kDays);
}

QString DayReport::dayInWords() const
{
    return QLocale().toString(day(), QStringLiteral("dddd, d MMMM yyyy"));
}

QString DayReport::pastName() const
{
    return tr("%1 last week").arg(QLocale().standaloneDayName(day().dayOfWeek()));
}

QString DayReport::updatedAt() const
{
    return ShopTime(m_profile.zone).time(QDateTime::fromString(m_today[u"updated_at"].toString(), Qt::ISODateWithMs));
}

bool DayReport::knowsProfit() const
{
    return hasValue(m_today, "gross_profit");
}

int DayReport::openOrders() const
{
    return m_today[u"awaiting_payment"][u"orders"].toInt();
}

int DayReport::delayedOrders() const
{
    return m_today[u"awaiting_payment"][u"delayed"].toInt();
}

Money DayReport::openTotal() const
{
    return moneyIn(m_today[u"awaiting_payment"].toObject(), "total");
}

QJsonObject DayReport::dayOf(QDate date) const
{
    const QString iso = date.toString(Qt::ISODate);
    for (const QJsonValue &value : m_sales[u"days"].toArray()) {
        if (value[u"business_date"].toString() == iso)
            return value.toObject();
    }
    return {};
}

QString DayReport::words(qint64 value, bool isCount) const
{
    return isCount ? m_profile.money.format(Quantity::ofUnits(value)) : m_profile.money.format(Money::ofMinor(value));
}

// Beside what it was a week ago at this time of the day: half a day is not held against a whole one.
FigureCard::Figure DayReport::compared(const QString &title, const char *field, bool isCount) const
{
    const QLatin1String name(field);
    const qint64 now = m_today[name].toInteger();
    const qint64 before = m_today[u"last_week"][u"so_far"][name].toInteger();
    FigureCard::Figure figure{title, words(now, isCount)};
    if (before > 0) {
        figure.change = mulDiv(now - before, 1000, before, Rounding::HalfUp).value_or(0);
        figure.changeText = m_profile.money.format(Quantity::ofThousandths(*figure.change * 100)) + u'%';
        figure.comparedWith = tr("vs %1").arg(words(before, isCount));
    } else {
        figure.comparedWith = tr("nothing a week ago");
    }
    for (int i = kCardDays - 1; i > 0; --i) {
        const QJsonObject past = dayOf(day().addDays(-i));
        const qint64 count = past[u"orders"].toInteger();
        figure.days.append(name == QLatin1String("average_basket")
                               ? (count > 0 ? past[u"total"].toInteger() / count : 0)
                               : past[name].toInteger());
    }
    figure.days.append(now);
    return figure;
}

FigureCard::Figure DayReport::revenue() const
{
    return compared(tr("Revenue"), "total", false);
}

FigureCard::Figure DayReport::orders() const
{
    return compared(tr("Orders"), "orders", true);
}

FigureCard::Figure DayReport::basket() const
{
    return compared(tr("Average basket"), "average_basket", false);
}

FigureCard::Figure DayReport::profit() const
{
    return compared(tr("Gross profit"), "gross_profit", false);
}

int DayReport::runningHour() const
{
    const QDateTime now = QDateTime::fromString(m_today[u"updated_at"].toString(), Qt::ISODateWithMs);
    return now.toTimeZone(m_profile.zone).time().hour();
}

// From the first hour in which anything was sold, today or a week ago, to the last.
QList<BarChart::Bar> DayReport::byHour() const
{
    const auto today = hoursIn(m_today[u"by_hour"].toArray());
    const auto past = hoursIn(m_today[u"last_week"][u"by_hour"].toArray());
    const int begin = m_today[u"first_hour"].toInt();
    const int running = (runningHour() - begin + kHours) % kHours;
    int first = running;
    int last = running;
    for (int at = 0; at < kHours; ++at) {
        const int hour = (begin + at) % kHours;
        if (today.contains(hour) || past.contains(hour)) {
            first = qMin(first, at);
            last = qMax(last, at);
        }
    }
    while (last - first + 1 < kLeastHours && (last < kHours - 1 || first > 0))
        last < kHours - 1 ? ++last : --first;
    QList<BarChart::Bar> bars;
    for (int at = first; at <= last; ++at) {
        const int hour = (begin + at) % kHours;
        BarChart::Bar bar{twoDigits(hour), tr("%1:00 to %2:00").arg(twoDigits(hour), twoDigits(hour + 1)),
                          today.value(hour)};
        if (!past.isEmpty())
            bar.past = past.value(hour);
        bar.isRunning = at == running;
        bar.isAhead = at > running;
        bars.append(bar);
    }
    return bars;
}

QList<BarChart::Bar> DayReport::byDay() const
{
    QList<BarChart::Bar> bars;
    for (int i = 0; i < kDays; ++i) {
        const QDate date = dayOfBar(i);
        const bool isToday = date == day();
        const QJsonObject sums = isToday ? m_today : dayOf(date);
        BarChart::Bar bar{QLocale().toString(date, QStringLiteral("d MMM")),
                          QLocale().toString(date, QStringLiteral("ddd, d MMM")), moneyIn(sums, "total")};
        bar.isRunning = isToday;
        bars.append(bar);
    }
    return bars;
}

QList<SumsView::Row> DayReport::payments() const
{
    QList<SumsView::Row> rows;
    for (const QJsonValue &value : m_today[u"payments"].toArray())
        rows.append({OrderSums::methodName(value[u"method"].toString()),
                     m_profile.money.format(moneyIn(value.toObject(), "net")), tok::Type::Body, ""});
    return rows;
}

QList<SumsView::Row> DayReport::bestSellers() const
{
    QList<SumsView::Row> rows;
    for (const QJsonValue &value : m_today[u"top_products"].toArray()) {
        if (rows.size() == kBest)
            break;
        const QJsonObject product = value.toObject();
        rows.append({QStringLiteral("%1 × %2").arg(m_profile.money.format(quantityIn(product, "quantity")),
                                                   product[u"name"].toString()),
                     m_profile.money.format(moneyIn(product, "total")), tok::Type::Body, ""});
    }
    return rows;
}

} // namespace pos::ui
