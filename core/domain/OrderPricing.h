// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Quantity.h"
#include "core/domain/TaxRule.h"

#include <vector>

namespace pos::domain {

struct LineInput {
    Quantity quantity;
    Money unitPrice; // with the tax where the rule is inclusive
    Money discount;  // of the whole line
    TaxRule rule = {}; // rate 0: no tax
};

// What is stored with the line and never computed again.
struct LineSums {
    Money amount;   // quantity × unit price
    Money discount;
    Money net;      // without tax
    Money tax;
    Money total;    // net + tax: what the customer pays for this line
};

struct TaxSum {
    TaxRule rule;
    Money net;
    Money tax;
};

// total = sum of the lines' totals + rounding; subtotal = sum of their amounts.
struct OrderSums {
    std::vector<LineSums> lines;
    std::vector<TaxSum> taxes; // one a rule, in the order of the lines; lines without tax are not in it
    Money subtotal;
    Money discountTotal;
    Money taxTotal;
    Money rounding;
    Money total;
};

// Where a tax is rounded. PerDocument rounds the sum of a rule once; each line then carries its part
// of that sum, so that the lines still add up.
enum class TaxRounding { PerLine, PerDocument };

// Field errors are named by line: "lines[2].discount". A line may cost nothing; a discount is never
// more than the line.
Result<OrderSums> priceOrder(const std::vector<LineInput> &lines, TaxRounding rounding = TaxRounding::PerLine);

// Adds a line to the sum of its rule, or opens that sum.
void addTax(std::vector<TaxSum> &sums, const TaxRule &rule, const LineSums &line);

} // namespace pos::domain
