// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace pos {

QString toRfc3339(Instant instant)
{
    const auto ms = instant.time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

Result<Instant> instantFromRfc3339(QStringView text)
{
    const bool shaped = text.size() >= 20 && (text[10] == u'T' || text[10] == u't');
    const QDateTime parsed = shaped ? QDateTime::fromString(text.toString(), Qt::ISODateWithMs) : QDateTime();
    if (!parsed.isValid() || parsed.timeSpec() == Qt::LocalTime)
        return fail({ErrorCode::Invalid, QStringLiteral("not_an_instant"),
                     QStringLiteral("not an RFC 3339 instant with an offset")});
    return Instant(Duration(parsed.toMSecsSinceEpoch()));
}

Instant SystemClock::now() const
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

} // namespace pos
