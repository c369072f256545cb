// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Event.h"
#include "server/infra/postgres/Transaction.h"

#include <map>

namespace pos::outbox {

// A consumer's place in one shard (migration 000005, events.cursors). Transaction ids travel as text.
struct Cursor {
    QByteArray fromXid;
    QByteArray untilXid;
    qint64 seq = 0;
    int tries = 0;
};

struct Delivery {
    Event event;
    qint64 seq = 0;
};

struct Batch {
    QByteArray untilXid;
    std::vector<Delivery> deliveries;
};

// The SQL of delivery: stateless, every call within the caller's transaction of the system role.
namespace reader {

Result<void> addConsumer(pg::Transaction &tx, const QByteArray &consumer);
// The consumer that hands events on to a broker begins with all that lies there: each knows what it has had.
inline constexpr auto kRelay = "kafka-relay";
Result<void> addRelay(pg::Transaction &tx);
// Delivery within the process takes over: consumers that are new here begin behind the relay, which holds nothing back
// any more. True when there was one.
Result<bool> retireRelay(pg::Transaction &tx);
// The shards in which something lies that the consumer may take now. Moves clearBelow ("0" at first) on when nothing
// lies below it that is the consumer's.
Result<QList<int>> look(pg::Transaction &tx, const QByteArray &consumer, const QList<QByteArray> &topics, Instant now,
                        QByteArray &clearBelow);

// Takes these shards for this transaction. Without those that another process has, or that wait to be tried again.
using Cursors = std::map<int, Cursor>;
Result<Cursors> lock(pg::Transaction &tx, const QByteArray &consumer, const QList<int> &shards, Instant now);
Result<Batch> fetch(pg::Transaction &tx, const Cursor &cursor, int shard, const QList<QByteArray> &topics, int limit);
// All at once, in the order of the cursors, the events with `text` instead of `data`.
Result<std::vector<Batch>> fetchTexts(pg::Transaction &tx, const Cursors &cursors, const QList<QByteArray> &topics,
                                      int limit);
// Queued: the batch is done. A batch below its limit ends its window.
void moveBeyond(pg::Transaction &tx, const QByteArray &consumer, int shard, const Cursor &cursor, const Batch &batch,
                int limit);

// Queued: the event that comes next failed and waits until retryAt; the place stays.
void postpone(pg::Transaction &tx, const QByteArray &consumer, int shard, int tries, Instant retryAt,
              const QString &error);
// Queued: lays the event aside and moves beyond it.
void park(pg::Transaction &tx, const QByteArray &consumer, int shard, const Cursor &cursor, const Batch &batch,
          const QString &error, Instant now);

// How much lies before this consumer, counted up to a hundred thousand.
Result<qint64> countPending(pg::Transaction &tx, const QByteArray &consumer, const QList<QByteArray> &topics);
Result<bool> isEmpty(pg::Transaction &tx);
// Removes some of what every consumer has passed; returns how many. One process at a time, others get 0.
Result<qint64> clean(pg::Transaction &tx);
inline constexpr qint64 kCleanBatch = 5000;

// Says that a dispatcher polls until then, and passes the word on to those that sleep.
Result<void> stayAwake(pg::Transaction &tx, Duration lease);

Event eventOf(const pg::Row &row);

} // namespace reader

} // namespace pos::outbox
