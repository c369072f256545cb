// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CashRounding.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace pos::domain {

enum class PaymentMethod { Cash, Transfer };
QByteArray toWord(PaymentMethod method); // "cash", "transfer"
Result<PaymentMethod> paymentMethodFromWord(QByteArrayView word);

// What the customer offers: amount is the part of the order it pays; tendered is the money handed
// over, for cash alone.
struct Tender {
    PaymentMethod method = PaymentMethod::Cash;
    Money amount;
    std::optional<Money> tendered = {};
};

// Three fields, always: tendered − change = net.
struct Payment {
    PaymentMethod method = PaymentMethod::Cash;
    Money tendered;
    Money change;
    Money net;
};

struct Settlement {
    std::vector<Payment> payments;
    Money rounding; // to be added to the order's total
    Money paid;     // by these payments
    Money change;
    bool settled = false; // nothing is left to pay
};

// Applies the tenders to what is left to pay (0 or more, before cash rounding). Cash that pays the
// last part pays its rounded value; cash that leaves something open is not rounded. Field errors:
// payments[i].amount too_large, payments[i].tendered too_small or not_allowed.
Result<Settlement> settle(Money left, const std::vector<Tender> &tenders, const CashRounding &rounding);

} // namespace pos::domain
