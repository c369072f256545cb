// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Quantity.h"

namespace pos {

Result<Money> times(Money unitPrice, Quantity quantity)
{
    POS_TRY(const qint64 minor, mulDiv(unitPrice.minor(), quantity.thousandths(), Quantity::kScale, Rounding::HalfUp));
    const Money product = Money::ofMinor(minor);
    if (!product.inRange())
        return fail({ErrorCode::Invalid, QStringLiteral("overflow"), QStringLiteral("the amount is too large")});
    return product;
}

} // namespace pos
