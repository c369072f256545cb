// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Event.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::audit {

// Takes an event of pos.audit.v1 in, queued into the transaction (of the system role): once, however often it
// comes. Invalid when it is not an audit event at all, so that it is parked instead of standing in the
// sequencer's way.
Result<void> receive(pg::Transaction &tx, const outbox::Event &event);

} // namespace pos::audit
