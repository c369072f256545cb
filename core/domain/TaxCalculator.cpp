// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/TaxCalculator.h"

namespace pos::domain {

namespace {

Result<Money> part(Money amount, qint64 numerator, qint64 denominator)
{
    POS_TRY(const qint64 minor, mulDiv(amount.minor(), numerator, denominator, Rounding::HalfUp));
    return Money::ofMinor(minor);
}

Result<Money> taxAmount(const TaxRule &rule, Money amount)
{
    const bool ownBase = rule.baseNumerator != rule.baseDenominator;
    if (rule.inclusive) {
        // amount = net × (1 + rate × base); the base is counted from that net, unrounded.
        const qint64 whole = rule.baseDenominator * TaxRule::kPpm + rule.ratePpm * rule.baseNumerator;
        if (!ownBase)
            return part(amount, rule.ratePpm * rule.baseNumerator, whole);
        POS_TRY(const Money base, part(amount, rule.baseNumerator * TaxRule::kPpm, whole));
        return part(base, rule.ratePpm, TaxRule::kPpm);
    }
    Money base = amount;
    if (ownBase) {
        POS_TRY(base, part(amount, rule.baseNumerator, rule.baseDenominator));
    }
    return part(base, rule.ratePpm, TaxRule::kPpm);
}

} // namespace

Result<TaxedAmount> taxOf(const TaxRule &rule, Money amount)
{
    POS_TRY(const Money tax, taxAmount(rule, amount));
    const TaxedAmount taxed =
        rule.inclusive ? TaxedAmount{amount - tax, tax, amount} : TaxedAmount{amount, tax, amount + tax};
    if (!taxed.gross.inRange())
        return fail({ErrorCode::Invalid, QStringLiteral("overflow"), QStringLiteral("the amount is too large")});
    return taxed;
}

} // namespace pos::domain
