// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/DiscountLimit.h"

namespace pos::domain {

bool DiscountLimit::allows(Money amount, Money discount) const
{
    const Result<qint64> most = mulDiv(amount.minor(), m_ppm, kEverything, Rounding::Down);
    return most && discount.minor() <= *most;
}

} // namespace pos::domain
