// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace pos::ui {

// Instants of the API in the shop's zone and the window's language: "1 Dec 2010, 08:26", "1 Des 2010 08.26".
class ShopTime {
public:
    explicit ShopTime(const QTimeZone &zone = QTimeZone::utc()) : m_zone(zone) { }

    QDateTime local(const QString &rfc3339) const; // what the shop's clock showed; invalid for no time
    QString dateTime(const QString &rfc3339) const;
    // For a narrow column: the day without its year or, of another year, without the time.
    QString brief(const QString &rfc3339) const { return brief(rfc3339, today()); }
    QString brief(const QString &rfc3339, QDate today) const;
    QString time(const QDateTime &instant) const;
    QDate today() const; // by this computer's clock
    static QString date(const QString &iso); // a business date, which has no zone

private:
    QTimeZone m_zone;
};

} // namespace pos::ui
