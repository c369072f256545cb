// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/RefundCalculator.h"

#include <algorithm>

namespace pos::domain {

namespace {

Result<Money> share(Money stored, Money before, Quantity upTo, Quantity whole)
{
    POS_TRY(const qint64 minor, mulDiv(stored.minor(), upTo.thousandths(), whole.thousandths(), Rounding::HalfUp));
    return Money::ofMinor(minor) - before;
}

Result<LineSums> refundLine(const RefundableLine &line, Quantity quantity)
{
    const Quantity upTo = line.refundedQuantity + quantity;
    LineSums part;
    // Net, tax and discount grow steadily, so that no part of them is negative; what is made of them follows.
    POS_TRY(part.net, share(line.sums.net, line.refunded.net, upTo, line.quantity));
    POS_TRY(part.tax, share(line.sums.tax, line.refunded.tax, upTo, line.quantity));
    POS_TRY(part.discount, share(line.sums.discount, line.refunded.discount, upTo, line.quantity));
    part.total = part.net + part.tax;
    part.amount = (line.taxInclusive ? part.total : part.net) + part.discount;
    return part;
}

} // namespace

Result<RefundSums> refund(const RefundableOrder &order, const std::vector<Quantity> &quantities,
                          const CashRounding &rounding)
{
    Q_ASSERT(quantities.size() == order.lines.size());
    RefundSums sums;
    sums.completes = true;
    bool any = false;
    for (size_t i = 0; i < order.lines.size(); ++i) {
        const RefundableLine &line = order.lines[i];
        const Quantity quantity = quantities[i];
        if (quantity.isNegative() || quantity > line.left())
            return fail(Error::invalid(QStringLiteral("lines[%1].quantity").arg(i), QStringLiteral("too_large"),
                                       QStringLiteral("more than is left of this line")));
        LineSums part;
        if (!quantity.isZero()) {
            any = true;
            POS_TRY(part, refundLine(line, quantity));
        }
        sums.completes = sums.completes && quantity == line.left();
        sums.subtotal += part.amount;
        sums.discountTotal += part.discount;
        sums.taxTotal += part.tax;
        sums.total += part.total;
        sums.lines.push_back(part);
    }
    if (!any)
        return fail(Error::conflict(QStringLiteral("nothing_left"), QStringLiteral("nothing is left to refund")));

    const Money lineTotal = sums.total;
    const Money left = order.total - order.refunded;
    sums.total = sums.completes ? left : std::min(rounding.round(lineTotal), left);
    sums.rounding = sums.total - lineTotal;
    return sums;
}

} // namespace pos::domain
