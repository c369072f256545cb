// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/AuditEvent.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::audit {

struct AuditFilter {
    std::optional<Id> actor;
    std::optional<QString> action;
    std::optional<QString> entity;
    std::optional<Id> entityId;
    std::optional<Id> subject;
    std::optional<Instant> from; // recorded at or after
    std::optional<Instant> to;   // recorded before
};

struct AuditPosition {
    Instant recordedAt = {};
    qint64 seq = 0;
};

// The trail of the transaction's shop.
class AuditRepository {
public:
    // Newest first; `before` is the last row of the page before.
    Result<std::vector<contract::AuditEvent>> list(pg::Transaction &tx, const Id &tenant, const AuditFilter &filter,
                                                   const std::optional<AuditPosition> &before, int limit);
    Result<contract::AuditEvent> read(pg::Transaction &tx, const Id &tenant, const Id &event);
};

} // namespace pos::audit
