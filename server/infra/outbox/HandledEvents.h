// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Event.h"
#include "server/infra/postgres/Transaction.h"

#include <QSet>

namespace pos::outbox {

// The marks (events.handled) by which a consumer behind a broker knows what it has had; in the transaction of its
// work, of the system role.
namespace handled {

// Marks all, and returns those that were not marked before. Waits for another transaction that marks the same ones:
// whoever comes second finds out what became of the first.
Result<QSet<Id>> mark(pg::Transaction &tx, const QByteArray &consumer, QList<Id> events, Instant now);

// Where the consumer was delivered to out of the outbox until now: what it has had from there is marked, and its
// place there given up.
Result<void> takeOver(pg::Transaction &tx, const QByteArray &consumer, Instant now);

// Removes some marks older than `before`; returns how many.
Result<qint64> clean(pg::Transaction &tx, const QByteArray &consumer, Instant before);
inline constexpr qint64 kCleanBatch = 5000;

} // namespace handled

} // namespace pos::outbox
