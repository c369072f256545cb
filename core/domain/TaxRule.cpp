// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/TaxRule.h"

namespace pos::domain {

namespace {
// Keeps every product of the calculator within 128 bits, and is far more than any law asks for.
constexpr qint64 kMaxDenominator = 1'000'000;
} // namespace

bool TaxRule::appliesOn(QDate businessDate) const
{
    return (from.isNull() || from <= businessDate) && (to.isNull() || businessDate <= to);
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
    if (!from.isNull() && !to.isNull() && to < from)
        return wrong(QStringLiteral("to"), QStringLiteral("must not lie before its begin"));
    return {};
}

} // namespace pos::domain
