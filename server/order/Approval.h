// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/Caller.h"

namespace pos::order {

// Uses up a manager's approval of one action on one order (null: one that does not exist yet) and
// returns who gave it. Forbidden "approval_required" without one, "approval_invalid" for one that is
// spent, too old, or for something or somebody else. One round trip when there is one.
Result<Id> useApproval(pg::Transaction &tx, const Clock &clock, const Caller &caller, const std::optional<Id> &approval,
                       const char *action, const Id &resource);

} // namespace pos::order
