// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Quantity.h"

#include <QTimeZone>

namespace pos::csv {

// One cell of a file, read strictly: what is not clearly a number or a time is an error with a code
// ("not_a_number", "too_many_decimals", "too_large", "not_a_time").

// "1.234,56" with mark ',' and scale 2 → 123456. A currency sign around it is taken off.
Result<Money> moneyFromText(const QString &text, char decimalMark, int scale);
// At most three decimals: "0,25" → 250 thousandths.
Result<Quantity> quantityFromText(const QString &text, char decimalMark);

// Formats a spreadsheet writes times in; the first that reads every sample is taken, day before month.
const QStringList &timeFormats();
QString detectTimeFormat(const QStringList &samples);
// Wall-clock time of the shop, to UTC.
Result<Instant> instantFromText(const QString &text, const QString &format, const QTimeZone &zone);

} // namespace pos::csv
