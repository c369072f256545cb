// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Money.h"

#include <limits>

namespace pos {

namespace {
__extension__ using Wide = __int128;
}

Result<qint64> mulDiv(qint64 a, qint64 b, qint64 c, Rounding rounding)
{
    Q_ASSERT(c > 0);
    const Wide product = static_cast<Wide>(a) * b;
    const bool negative = product < 0;
    const Wide magnitude = negative ? -product : product;
    Wide quotient = magnitude / c;
    const Wide twice = (magnitude % c) * 2;
    if (rounding == Rounding::HalfUp && twice >= c)
        ++quotient;
    else if (rounding == Rounding::HalfEven && (twice > c || (twice == c && quotient % 2 == 1)))
        ++quotient;
    if (quotient > std::numeric_limits<qint64>::max())
        return fail({ErrorCode::Invalid, QStringLiteral("overflow"), QStringLiteral("the amount is too large")});
    const auto value = static_cast<qint64>(quotient);
    return negative ? -value : value;
}

} // namespace pos
