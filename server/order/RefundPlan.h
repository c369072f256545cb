// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/RefundCalculator.h"
#include "server/inventory/StockLedger.h"
#include "server/order/Caller.h"
#include "server/order/OrderRecord.h"
#include "server/order/ShopSettings.h"

namespace pos::order {

// What a refund gives back, by the lines of its sale.
struct RefundPlan {
    std::vector<Quantity> quantities; // one a line of the sale, 0: not this one
    std::vector<bool> restock;
    domain::RefundSums sums;
    QString method;

    // The refund as a document of its own, without its number.
    OrderRecord document(const OrderRecord &sale, const ShopSettings &settings, const Caller &caller, const Id &id,
                         const Clock &clock, const QString &reason) const;
    inventory::StockMove stock(const OrderRecord &document, const Caller &caller) const;
};

// Conflict "state_not_allowed" or "nothing_left"; field errors name the lines of the request.
Result<RefundPlan> planRefund(const OrderRecord &sale, const contract::RefundRequest &request,
                              const ShopSettings &settings);

} // namespace pos::order
