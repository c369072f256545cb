// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/HandledEvents.h"

namespace pos::outbox::handled {

namespace {

constexpr pg::Statement kMark{"handled_mark", R"(
    INSERT INTO events.handled (consumer, event_id, handled_at) SELECT $1, id, $3 FROM unnest($2::uuid[]) id
    ON CONFLICT DO NOTHING RETURNING event_id)"};

constexpr pg::Statement kTakeOver{"handled_take_over", R"(
    WITH places AS (DELETE FROM events.cursors WHERE consumer = $1 RETURNING *)
    INSERT INTO events.handled (consumer, event_id, handled_at)
    SELECT $1, o.id, $2 FROM places c JOIN events.outbox o ON o.shard = c.shard
    WHERE o.xid < c.from_xid OR (o.xid < c.until_xid AND o.seq <= c.seq)
    ON CONFLICT DO NOTHING)",
                                  std::chrono::seconds(60)};

constexpr pg::Statement kClean{"handled_clean", R"(
    DELETE FROM events.handled WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM events.handled WHERE handled_at < $2 AND consumer = $1 LIMIT $3)))",
                               std::chrono::seconds(30)};

} // namespace

Result<QSet<Id>> mark(pg::Transaction &tx, const QByteArray &consumer, QList<Id> events, Instant now)
{
    std::sort(events.begin(), events.end()); // two that mark the same ones wait for each other in one direction
    POS_TRY(const pg::Rows rows, tx.run(kMark, pg::Params(consumer.constData(), events, now)));
    QSet<Id> fresh;
    for (const pg::Row row : rows)
        fresh.insert(row.id("event_id"));
    return fresh;
}

Result<void> takeOver(pg::Transaction &tx, const QByteArray &consumer, Instant now)
{
    POS_CHECK(tx.run(kTakeOver, pg::Params(consumer.constData(), now)));
    return {};
}

Result<qint64> clean(pg::Transaction &tx, const QByteArray &consumer, Instant before)
{
    POS_TRY(const pg::Rows rows, tx.run(kClean, pg::Params(consumer.constData(), before, kCleanBatch)));
    return rows.affected();
}

} // namespace pos::outbox::handled
