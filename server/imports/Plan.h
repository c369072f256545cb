// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/Import.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::imports {

// What a staged line can come to. Planned by the check, settled by the run.
//   products: plan_create → created, plan_change → changed, same, error; after undo: removed, restored, kept
//   sales:    plan_sale → sale, plan_refund → refund_linked | refund_unlinked, plan_adjustment → adjustment,
//             duplicate (imported before), error
// Says for every line of a checked file what it would become, against what the shop holds now.
Result<void> plan(pg::Transaction &tx, const Import &import);

// {"lines", "to_do", "outcomes": {"plan_create": {"lines": 3, "groups": 0, "amount": 0}, …}} and for sales
// {"invoices", "amount", "first_at", "last_at"}: every line is counted in exactly one outcome.
Result<QJsonObject> planReport(pg::Transaction &tx, const Import &import);

} // namespace pos::imports
