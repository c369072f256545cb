// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/CashRounding.h"

namespace pos::domain {

CashRounding CashRounding::toStep(Money step)
{
    CashRounding rounding;
    if (step.minor() > 1)
        rounding.m_step = step;
    return rounding;
}

CashRounding CashRounding::defaultFor(QStringView currency)
{
    return toStep(Money::ofMinor(currency == QLatin1StringView("IDR") ? 100 : 0));
}

Money CashRounding::round(Money amount) const
{
    if (m_step.isZero())
        return amount;
    // Amounts are bounded by Money::kMax, so that neither step can leave int64.
    const qint64 steps = mulDiv(amount.minor(), 1, m_step.minor(), Rounding::HalfUp).value_or(0);
    return Money::ofMinor(steps * m_step.minor());
}

} // namespace pos::domain
