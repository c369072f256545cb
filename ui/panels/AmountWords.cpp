// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/AmountWords.h"

namespace pos::ui {

QString AmountWords::sentence(const Error &error, const MoneyFormat &format)
{
    if (error.reason == QLatin1String("bad_grouping"))
        return tr("Thousands are written as in %1.").arg(format.format(Money::ofMinor(1234500)));
    if (error.reason == QLatin1String("too_many_decimals"))
        return format.decimals() == 0 ? tr("This currency has no decimals.")
                                      : tr("At most %n decimals.", nullptr, format.decimals());
    if (error.reason == QLatin1String("overflow"))
        return tr("This amount is too large.");
    return tr("Write an amount, such as %1.").arg(format.format(Money::ofMinor(12500)));
}

} // namespace pos::ui
