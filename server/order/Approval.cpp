// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/Approval.h"

namespace pos::order {

namespace {

constexpr pg::Statement kUse{"order_use_approval", "SELECT identity.use_approval($1, $2, $3, $4, $5) AS approver"};

} // namespace

Result<Id> useApproval(pg::Transaction &tx, const Clock &clock, const Caller &caller, const std::optional<Id> &approval,
                       const char *action, const Id &resource)
{
    if (!approval) {
        return fail(Error::forbidden(QStringLiteral("approval_required"),
                                     QStringLiteral("%1 needs a manager's approval").arg(QLatin1StringView(action))));
    }
    POS_TRY(const pg::Rows rows, tx.run(kUse, pg::Params(*approval, action, resource, caller.actor.user, clock.now())));
    const Id approver = rows.isEmpty() ? Id() : rows.first().id("approver");
    if (approver.isNull())
        return fail(Error::forbidden(QStringLiteral("approval_invalid"),
                                     QStringLiteral("this approval is spent, too old or not for this")));
    return approver;
}

} // namespace pos::order
