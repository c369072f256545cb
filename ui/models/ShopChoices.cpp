// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ShopChoices.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace pos::ui {

namespace {
constexpr int kHours = 24;
}

ShopChoices::Choices ShopChoices::currencies()
{
    return {{QStringLiteral("IDR"), tr("Rupiah (IDR)")},
            {QStringLiteral("GBP"), tr("Pound sterling (GBP)")},
            {QStringLiteral("USD"), tr("US dollar (USD)")},
            {QStringLiteral("EUR"), tr("Euro (EUR)")},
            {QStringLiteral("SGD"), tr("Singapore dollar (SGD)")},
            {QStringLiteral("MYR"), tr("Malaysian ringgit (MYR)")},
            {QStringLiteral("AUD"), tr("Australian dollar (AUD)")},
            {QStringLiteral("JPY"), tr("Japanese yen (JPY)")}};
}

ShopChoices::Choices ShopChoices::zones()
{
    static const QStringList regions{QStringLiteral("Africa"),   QStringLiteral("America"),   QStringLiteral("Asia"),
                                     QStringLiteral("Atlantic"), QStringLiteral("Australia"), QStringLiteral("Europe"),
                                     QStringLiteral("Indian"),   QStringLiteral("Pacific")};
    Choices zones{{QStringLiteral("Asia/Jakarta"), tr("WIB, Jakarta and Bandung (UTC+7)")},
                  {QStringLiteral("Asia/Makassar"), tr("WITA, Makassar and Denpasar (UTC+8)")},
                  {QStringLiteral("Asia/Jayapura"), tr("WIT, Jayapura (UTC+9)")}};
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        const QString name = QString::fromLatin1(id);
        if (regions.contains(name.section(u'/', 0, 0)) && name.contains(u'/') && name != zones[0].first
            && name != zones[1].first && name != zones[2].first)
            zones.append({name, QString(name).replace(u'_', u' ')});
    }
    return zones;
}

ShopChoices::Choices ShopChoices::hours()
{
    Choices hours;
    for (int hour = 0; hour < kHours; ++hour)
        hours.append({QString::number(hour), QLocale().toString(QTime(hour, 0), QLocale::ShortFormat)});
    return hours;
}

QString ShopChoices::timeIn(const QString &zone)
{
    const QDateTime now = QDateTime::currentDateTime().toTimeZone(QTimeZone(zone.toLatin1()));
    return tr("There it is %1, %2 now")
        .arg(QLocale().toString(now.time(), QLocale::ShortFormat),
             QLocale().toString(now.date(), QStringLiteral("dddd d MMMM")));
}

} // namespace pos::ui
