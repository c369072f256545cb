// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ShopTime.h"

#include <QDateTime>
#include <QLocale>

namespace pos::ui {

namespace {

QString dayOf(QDate date)
{
    return QLocale().toString(date, QStringLiteral("d MMM yyyy"));
}

} // namespace

QDateTime ShopTime::local(const QString &rfc3339) const
{
    return QDateTime::fromString(rfc3339, Qt::ISODateWithMs).toTimeZone(m_zone);
}

QString ShopTime::dateTime(const QString &rfc3339) const
{
    const QDateTime instant = local(rfc3339);
    return instant.isValid() ? dayOf(instant.date()) + QStringLiteral(", ") + time(instant) : QString();
}

QDate ShopTime::today() const
{
    return QDateTime::currentDateTimeUtc().toTimeZone(m_zone).date();
}

QString ShopTime::brief(const QString &rfc3339, QDate today) const
{
    const QDateTime instant = QDateTime::fromString(rfc3339, Qt::ISODateWithMs).toTimeZone(m_zone);
    if (!instant.isValid())
        return {};
    if (instant.date().year() != today.year())
        return dayOf(instant.date());
    return QLocale().toString(instant.date(), QStringLiteral("d MMM")) + QStringLiteral(", ") + time(instant);
}

QString ShopTime::time(const QDateTime &instant) const
{
    return QLocale().toString(instant.toTimeZone(m_zone).time(), QLocale::ShortFormat);
}

QString ShopTime::date(const QString &iso)
{
    return dayOf(QDate::fromString(iso, Qt::ISODate));
}

} // namespace pos::ui
