// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BusinessDate.h"

#include <QDateTime>

namespace pos {

QDate businessDate(Instant instant, const QTimeZone &zone, int cutOffHour)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), zone);
    // By the wall clock, not by subtracting hours: on the day a clock changes both differ.
    return local.time().hour() < cutOffHour ? local.date().addDays(-1) : local.date();
}

} // namespace pos
