// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QDate>
#include <QTimeZone>

namespace pos {

// The shop's day an instant belongs to: local date, with the hours before the cut-off counted to the
// day before. A sale at 01:30 with cut-off 4 belongs to yesterday. cutOffHour: 0 to 23.
QDate businessDate(Instant instant, const QTimeZone &zone, int cutOffHour);

} // namespace pos
