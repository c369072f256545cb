// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/outbox/Outbox.h"

namespace pos::product {

// Writes down a change twice, in the change's own transaction: for the audit trail and for whoever
// listens to pos.stock.v1.
class ChangeLog {
public:
    explicit ChangeLog(const Clock &clock) : m_clock(clock) { }

    struct Change {
        QByteArray action; // "product.updated": also the event's type
        QByteArray entity; // "product"
        Id id;
        QStringList fields = {};  // names of what changed
        QJsonObject details = {}; // ids and counts
    };
    void add(pg::Transaction &tx, const http::Call &call, const Change &change) const;

private:
    const Clock &m_clock;
};

} // namespace pos::product
