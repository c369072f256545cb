// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/OrderPricing.h"

#include "core/domain/TaxCalculator.h"

#include <algorithm>

namespace pos::domain {

namespace {

QString fieldOf(size_t line, const char *name)
{
    return QStringLiteral("lines[%1].%2").arg(line).arg(QLatin1StringView(name));
}

// How far a rule has come on this document.
struct Running {
    Id rule;
    Money priced;
    Money tax;
};

// The tax of all of the rule's lines so far, less what those before carry. The tax of a larger sum is
// never smaller, so that no line gets a negative part.
Result<TaxedAmount> taxOnDocument(std::vector<Running> &running, const TaxRule &rule, Money amount)
{
    auto sum = std::find_if(running.begin(), running.end(), [&](const Running &r) { return r.rule == rule.id; });
    if (sum == running.end())
        sum = running.insert(running.end(), {rule.id, Money(), Money()});
    sum->priced += amount;
    POS_TRY(const TaxedAmount all, taxOf(rule, sum->priced));
    const Money tax = all.tax - sum->tax;
    sum->tax = all.tax;
    return rule.inclusive ? TaxedAmount{amount - tax, tax, amount} : TaxedAmount{amount, tax, amount + tax};
}

Result<LineSums> priceLine(const LineInput &line, size_t index, TaxRounding rounding, std::vector<Running> &running)
{
    if (line.quantity.isZero() || line.quantity.isNegative())
        return fail(Error::invalid(fieldOf(index, "quantity"), QStringLiteral("too_small"),
                                   QStringLiteral("must be more than nothing")));
    POS_TRY(const Money amount, times(line.unitPrice, line.quantity));
    if (line.discount.isNegative() || line.discount > amount)
        return fail(
            Error::invalid(fieldOf(index, "discount"), QStringLiteral("too_large"),
                           QStringLiteral("must lie between 0 and the price of the line, %1").arg(amount.minor())));
    const Money taxable = amount - line.discount;
    POS_TRY(const TaxedAmount taxed,
            rounding == TaxRounding::PerLine ? taxOf(line.rule, taxable) : taxOnDocument(running, line.rule, taxable));
    return LineSums{amount, line.discount, taxed.net, taxed.tax, taxed.gross};
}

} // namespace

void addTax(std::vector<TaxSum> &sums, const TaxRule &rule, const LineSums &line)
{
    if (rule.isNone())
        return;
    auto sum = std::find_if(sums.begin(), sums.end(), [&](const TaxSum &s) { return s.rule.id == rule.id; });
    if (sum == sums.end())
        sum = sums.insert(sums.end(), {rule, Money(), Money()});
    sum->net += line.net;
    sum->tax += line.tax;
}

Result<OrderSums> priceOrder(const std::vector<LineInput> &lines, TaxRounding rounding)
{
    OrderSums sums;
    std::vector<Running> running;
    sums.lines.reserve(lines.size());
    for (size_t i = 0; i < lines.size(); ++i) {
        POS_TRY(const LineSums line, priceLine(lines[i], i, rounding, running));
        sums.subtotal += line.amount;
        sums.discountTotal += line.discount;
        sums.taxTotal += line.tax;
        sums.total += line.total;
        // Each sum is checked as it grows: lines are bounded by kMax, so one step never leaves int64.
        if (!sums.subtotal.inRange() || !sums.total.inRange())
            return fail({ErrorCode::Invalid, QStringLiteral("overflow"), QStringLiteral("the order is too large")});
        addTax(sums.taxes, lines[i].rule, line);
        sums.lines.push_back(line);
    }
    return sums;
}

} // namespace pos::domain
