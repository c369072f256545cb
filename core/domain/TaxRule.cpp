// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/TaxRule.h"

namespace pos::domain {

namespace {
// Keeps every product of the calculator within 128 bits, and is far more than any law asks for.
constexpr qint64 kMaxDenominator = 1'000'000;
} // namespace

bool TaxRule::appliesOn(QDate businessDate) const
{
    return (from.isNull() || from <= businessDate) && (until.isNull() || businessDate < until);
}

Result<void> TaxRule::validate() const
{
    const auto wrong = [](const QString &field, const QString &message) {
        return fail(Error::invalid(field, QStringLiteral("out_of_range"), message));
    };
    if (ratePpm < 0 || ratePpm > kPpm)
        return wrong(QStringLiteral("rate"), QStringLiteral("a rate lies between 0 and 100 %"));
    if (baseDenominator < 1 || baseDenominator > kMaxDenominator)
        return wrong(QStringLiteral("base_denominator"), QStringLiteral("must lie between 1 and 1000000"));
    if (baseNumerator < 1 || baseNumerator > baseDenominator)
        return wrong(QStringLiteral("base_numerator"), QStringLiteral("the base is at most the whole price"));
    if (!from.isNull() && !until.isNull() && until <= from)
        return wrong(QStringLiteral("until"), QStringLiteral("must lie behind its begin"));
    return {};
}

} // namespace pos::domain
