// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Quantity.h"
#include "core/domain/CashRounding.h"
#include "core/domain/OrderPricing.h"

#include <optional>

namespace pos::domain {

// A line of the sale as it was stored, and what earlier refunds took from it. All amounts positive.
struct RefundableLine {
    Quantity quantity;
    LineSums sums;
    bool taxInclusive = false;
    Quantity refundedQuantity = {};
    LineSums refunded = {};

    Quantity left() const { return quantity - refundedQuantity; }
};

struct RefundableOrder {
    std::vector<RefundableLine> lines;
    Money total;    // of the sale, with its rounding
    Money refunded; // sum of the earlier refunds' totals
};

struct RefundSums {
    std::vector<LineSums> lines; // of the asked lines; a line with quantity 0 is all zero
    Money subtotal;
    Money discountTotal;
    Money taxTotal;
    Money rounding; // total − sum of the lines
    Money total;    // positive; the document carries it negated
    bool completes = false; // nothing is left of the sale after it
};

// quantities: one a line of the sale, 0 = not this line. Each part is the stored value times the share
// given back so far, less what was given back before: parts of any size add up to the stored value
// exactly, and never to more. The last part also takes the sale's rounding; an earlier cash part is
// rounded as cash is.
// Conflict "nothing_left", or the field error lines[i].quantity too_large.
Result<RefundSums> refund(const RefundableOrder &order, const std::vector<Quantity> &quantities,
                          const CashRounding &rounding);

} // namespace pos::domain
