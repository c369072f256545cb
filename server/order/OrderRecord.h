// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Order.h"
#include "core/domain/OrderPricing.h"
#include "core/domain/OrderState.h"
#include "core/domain/Settlement.h"

namespace pos::order {

// A line as it is stored: amounts and quantity are positive, of a refund too.
struct LineRecord {
    int position = 0;
    Id variant;
    QString sku;
    QString name;
    QString unit;
    Quantity quantity;
    Money unitPrice;
    Money unitCost;
    domain::LineSums sums;
    domain::TaxRule rule;
    Id refundOf = {}; // of a refund: the sale and its line
    std::optional<int> refundOfPosition = {};
    std::optional<bool> restocked = {};
    Quantity refundedQuantity = {}; // of a sale: by all refunds so far
    domain::LineSums refunded = {};
};

// An order as it is stored. The head is the document without lines and taxes; of a refund it is negated.
struct OrderRecord {
    contract::Order head;
    QString numberPrefix; // of a new order: its number is made of this in the database
    std::vector<LineRecord> lines;
    std::vector<domain::TaxSum> taxes; // positive
    Money refundedTotal = {};          // of a sale: what its refunds gave back, positive

    domain::OrderKind kind() const;
    domain::OrderState state() const;
    void setState(domain::OrderState state);
    contract::Order document() const;
};

// The payment rows of a settlement, negated when money goes back.
std::vector<contract::OrderPayment> toRows(const std::vector<domain::Payment> &payments, const Clock &clock,
                                           Instant at);

} // namespace pos::order
