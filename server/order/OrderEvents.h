// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/Caller.h"
#include "server/order/OrderRecord.h"

namespace pos::order {

// The audit entry and the event of one change, queued into its transaction: topic pos.order.v1, type
// "order.<what>": created, paid, payment_added, voided, refunded, imported. Both carry ids and sums alone.
void queueEvents(pg::Transaction &tx, const Clock &clock, const Caller &caller, const char *what,
                 const OrderRecord &order, const QStringList &changedFields = {});

} // namespace pos::order
