// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/TaxRule.h"

namespace pos::domain {

// Always net + tax = gross.
struct TaxedAmount {
    Money net;
    Money tax;
    Money gross;
};

// The tax of one line. A base other than the price itself is rounded to the smallest unit before the
// rate is applied, because that is how it is declared: 12 % of 11/12 is therefore not 11 %. Both steps
// round half up; an inclusive price leaves the remainder to net. Fails with "overflow" alone.
Result<TaxedAmount> taxOf(const TaxRule &rule, Money amount);

} // namespace pos::domain
