// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Event.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::pg {
class Database;
}

namespace pos::outbox {

// Events of one key (tenant and subject) share a shard, and a shard is delivered in order.
inline constexpr int kShards = 8;
int shardOf(const Id &tenant, const QByteArray &subject);

// Queues the event into the transaction: it leaves with the commit, or not at all. Append while the aggregate is
// locked: that is what makes the order of its events the order of its changes. Sets `id`, `time` and `traceparent` when
// unset.
void append(pg::Transaction &tx, const Clock &clock, Event event);

// Who did it, for the audit trail. A job or a command is an actor of kind "system".
struct Actor {
    QByteArray kind; // "user", "system", "guest"
    Id user;
    Id session;
    QByteArray role;
    QByteArray requestId;
};

struct AuditEntry {
    QByteArray action; // "order.created": the noun, then what happened
    QByteArray entity; // "order"
    Id entityId;
    Id subject; // the data subject's pseudonym, null where none
    QByteArray purpose; // set for every read of personal data
    QStringList fields; // names of what changed, never values
    QJsonObject details = {}; // counts and ids alone
};

// The audit event of a change, in the change's own transaction (topic pos.audit.v1). A request id that came from
// outside must be bounded and printable before it comes here.
void appendAudit(pg::Transaction &tx, const Clock &clock, const QByteArray &source, const Id &tenant,
                 const Actor &actor, const AuditEntry &entry);
// Of what changed nothing in the database, such as a backup: in a transaction of its own.
Result<void> recordAudit(pg::Database &database, const Clock &clock, const QByteArray &source, const Id &tenant,
                         const Actor &actor, const AuditEntry &entry);

} // namespace pos::outbox
