// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/OutboxReader.h"

#include "server/infra/outbox/Outbox.h"
#include "server/infra/outbox/ParkedEvents.h"

namespace pos::outbox::reader {

namespace {

// A new consumer begins with what lies there or, where a relay to a broker was at work before, behind it.
constexpr pg::Statement kAddConsumer{"outbox_add_consumer", R"(
    INSERT INTO events.cursors (consumer, shard, from_xid, until_xid, seq)
    SELECT $1::text, s, coalesce(r.from_xid, '0'), coalesce(r.until_xid, '0'), coalesce(r.seq, 0)
    FROM generate_series(0, $2::int - 1) s
    LEFT JOIN events.cursors r ON r.consumer = $3::text AND r.shard = s
    ON CONFLICT DO NOTHING)"};
constexpr pg::Statement kRetire{"outbox_retire", R"(
    UPDATE events.cursors SET consumer = $2::text WHERE consumer = $1::text)"};
constexpr pg::Statement kRemoveConsumer{"outbox_remove_consumer", "DELETE FROM events.cursors WHERE consumer = $1"};
constexpr auto kRetiredRelay = "kafka-relay.retired";

constexpr Duration kDeadline = std::chrono::seconds(30);

// $4: nothing below it is for this consumer, so that what others have to work off is not looked through again. No
// back-off is as long as a minute: what lies further ahead was noted before the clock was set back.
constexpr pg::Statement kLook{"outbox_look", R"(
    SELECT c.shard, coalesce(c.retry_at > $3 AND c.retry_at < $3 + interval '1 minute', false) AS waits, pg_snapshot_xmin(pg_current_snapshot()) AS looked_below,
        EXISTS (SELECT 1 FROM events.outbox o
                WHERE o.shard = c.shard AND o.xid >= greatest(c.from_xid, $4::xid8) AND (o.xid >= c.until_xid OR o.seq > c.seq)
                  AND o.xid < pg_snapshot_xmin(pg_current_snapshot()) AND o.topic = ANY ($2::text[])) AS has_work
    FROM events.cursors c WHERE c.consumer = $1 ORDER BY c.shard)",
                              kDeadline};

constexpr pg::Statement kLock{"outbox_lock_cursor", R"(
    SELECT shard, from_xid, until_xid, seq, tries FROM events.cursors
    WHERE consumer = $1 AND shard = ANY ($2) AND (retry_at IS NULL OR retry_at <= $3 OR retry_at >= $3 + interval '1 minute')
    FOR UPDATE SKIP LOCKED)"};

// Always one row at least, with the window's end. A window that is done is followed by the next one. Materialized:
// pulled up, its end would be computed for each row.
constexpr pg::Statement kFetch{"outbox_fetch", R"(
    WITH w AS MATERIALIZED (
        SELECT CASE WHEN $2::xid8 = $3::xid8 THEN events.window_end($1::smallint, $3::xid8) ELSE $3::xid8 END AS until_xid)
    SELECT w.until_xid, o.* FROM w
    LEFT JOIN LATERAL (
        SELECT seq, id, topic, type, source, tenant_id, subject, occurred_at, traceparent, data FROM events.outbox
        WHERE shard = $1::smallint AND xid >= $2::xid8 AND xid < w.until_xid AND seq > $4 AND topic = ANY ($5::text[])
        ORDER BY seq LIMIT $6) o ON true
    ORDER BY o.seq)",
                               kDeadline};

constexpr pg::Statement kMove{"outbox_move_cursor", R"(
    UPDATE events.cursors SET from_xid = $3::xid8, until_xid = $4::xid8, seq = $5, tries = 0, retry_at = NULL, error = NULL
    WHERE consumer = $1 AND shard = $2)"};

constexpr pg::Statement kPostpone{"outbox_postpone", R"(
    UPDATE events.cursors SET tries = $3, retry_at = $4, error = $5 WHERE consumer = $1 AND shard = $2)"};

constexpr pg::Statement kCountPending{"outbox_count_pending", R"(
    SELECT count(*) AS pending FROM (
        SELECT 1 FROM events.cursors c JOIN events.outbox o ON o.shard = c.shard
        WHERE c.consumer = $1 AND o.xid >= c.from_xid AND (o.xid >= c.until_xid OR o.seq > c.seq)
          AND o.topic = ANY ($2::text[])
        LIMIT 100000) counted)",
                                      kDeadline};

constexpr pg::Statement kIsEmpty{"outbox_is_empty", R"(
    SELECT NOT EXISTS (SELECT 1 FROM events.outbox) AS empty)"};

constexpr pg::Statement kClean{"outbox_clean", R"(
    DELETE FROM events.outbox WHERE ctid = ANY (ARRAY (
        SELECT o.ctid FROM events.outbox o
        JOIN (SELECT shard, min(from_xid) AS passed FROM events.cursors WHERE consumer <> $2 GROUP BY shard) c
            ON c.shard = o.shard
        WHERE o.xid < c.passed AND pg_try_advisory_xact_lock(hashtext('events.outbox.clean'))
        LIMIT $1)))",
                               kDeadline};

constexpr pg::Statement kStayAwake{"outbox_stay_awake", R"(
    INSERT INTO events.awake (until) VALUES (clock_timestamp() + $1::bigint * interval '1 millisecond')
    ON CONFLICT (one) DO UPDATE SET until = greatest(awake.until, excluded.until))"};
constexpr pg::Statement kTellOthers{"outbox_tell_others", "SELECT pg_notify('pos_outbox', '')"};

QStringList wordsOf(const QList<QByteArray> &topics)
{
    QStringList words;
    for (const QByteArray &topic : topics)
        words.append(QString::fromLatin1(topic));
    return words;
}

void queueMove(pg::Transaction &tx, const QByteArray &consumer, int shard, const QByteArray &fromXid,
               const QByteArray &untilXid, qint64 seq)
{
    tx.queue(kMove, pg::Params(consumer.constData(), shard, fromXid.constData(), untilXid.constData(), seq));
}

Event envelopeOf(const pg::Row &row)
{
    Event event;
    event.id = row.id("id");
    event.topic = row.ascii("topic");
    event.type = row.ascii("type");
    event.source = row.ascii("source");
    event.tenant = row.id("tenant_id");
    event.subject = row.ascii("subject");
    event.time = row.instant("occurred_at");
    event.traceparent = row.optionalText("traceparent").value_or(QString()).toLatin1();
    return event;
}

Event textOf(const pg::Row &row)
{
    Event event = envelopeOf(row);
    event.text = row.ascii("data");
    return event;
}

Batch batchOf(const pg::Rows &rows, Event (*eventFrom)(const pg::Row &))
{
    Batch batch;
    batch.untilXid = rows.first().ascii("until_xid");
    for (const pg::Row row : rows) {
        if (!row.isNull("id"))
            batch.deliveries.push_back({eventFrom(row), row.i64("seq")});
    }
    return batch;
}

pg::Params fetchParams(const Cursor &cursor, int shard, const QList<QByteArray> &topics, int limit)
{
    return pg::Params(shard, cursor.fromXid.constData(), cursor.untilXid.constData(), cursor.seq, wordsOf(topics),
                      limit);
}

} // namespace

Event eventOf(const pg::Row &row)
{
    Event event = envelopeOf(row);
    event.data = row.json("data");
    return event;
}

Result<void> addConsumer(pg::Transaction &tx, const QByteArray &consumer)
{
    POS_CHECK(tx.run(kAddConsumer, pg::Params(consumer.constData(), kShards, kRetiredRelay)));
    return {};
}

Result<void> addRelay(pg::Transaction &tx)
{
    POS_CHECK(tx.run(kRemoveConsumer, pg::Params(kRetiredRelay)));
    return addConsumer(tx, kRelay);
}

Result<bool> retireRelay(pg::Transaction &tx)
{
    POS_TRY(const pg::Rows rows, tx.run(kRetire, pg::Params(kRelay, kRetiredRelay)));
    return rows.affected() > 0;
}

Result<QList<int>> look(pg::Transaction &tx, const QByteArray &consumer, const QList<QByteArray> &topics, Instant now,
                        QByteArray &clearBelow)
{
    POS_TRY(const pg::Rows rows,
            tx.run(kLook, pg::Params(consumer.constData(), wordsOf(topics), now, clearBelow.constData())));
    QList<int> shards;
    bool isClear = !rows.isEmpty();
    for (const pg::Row row : rows) {
        const bool hasWork = row.boolean("has_work");
        const bool waits = row.boolean("waits");
        isClear = isClear && !hasWork && !waits;
        if (hasWork && !waits)
            shards.append(row.i32("shard"));
    }
    if (isClear)
        clearBelow = rows.first().ascii("looked_below");
    return shards;
}

Result<Cursors> lock(pg::Transaction &tx, const QByteArray &consumer, const QList<int> &shards, Instant now)
{
    POS_TRY(const pg::Rows rows,
            tx.run(kLock, pg::Params(consumer.constData(), QList<qint64>(shards.begin(), shards.end()), now)));
    Cursors cursors;
    for (const pg::Row row : rows)
        cursors[row.i32("shard")] = {row.ascii("from_xid"), row.ascii("until_xid"), row.i64("seq"), row.i32("tries")};
    return cursors;
}

Result<Batch> fetch(pg::Transaction &tx, const Cursor &cursor, int shard, const QList<QByteArray> &topics, int limit)
{
    POS_TRY(const pg::Rows rows, tx.run(kFetch, fetchParams(cursor, shard, topics, limit)));
    return batchOf(rows, eventOf);
}

Result<std::vector<Batch>> fetchTexts(pg::Transaction &tx, const Cursors &cursors, const QList<QByteArray> &topics,
                                      int limit)
{
    for (const auto &[shard, cursor] : cursors)
        tx.queue(kFetch, fetchParams(cursor, shard, topics, limit));
    POS_TRY(const std::vector<pg::Rows> shards, tx.flush());
    std::vector<Batch> batches;
    for (const pg::Rows &rows : shards)
        batches.push_back(batchOf(rows, textOf));
    return batches;
}

void moveBeyond(pg::Transaction &tx, const QByteArray &consumer, int shard, const Cursor &cursor, const Batch &batch,
                int limit)
{
    if (std::ssize(batch.deliveries) < limit)
        queueMove(tx, consumer, shard, batch.untilXid, batch.untilXid, 0);
    else
        queueMove(tx, consumer, shard, cursor.fromXid, batch.untilXid, batch.deliveries.back().seq);
}

void postpone(pg::Transaction &tx, const QByteArray &consumer, int shard, int tries, Instant retryAt,
              const QString &error)
{
    tx.queue(kPostpone, pg::Params(consumer.constData(), shard, tries, retryAt, error));
}

void park(pg::Transaction &tx, const QByteArray &consumer, int shard, const Cursor &cursor, const Batch &batch,
          const QString &error, Instant now)
{
    const auto &[event, seq] = batch.deliveries.front();
    parked::add(tx, consumer, event, seq, cursor.tries + 1, error, now);
    queueMove(tx, consumer, shard, cursor.fromXid, batch.untilXid, seq);
}

Result<qint64> countPending(pg::Transaction &tx, const QByteArray &consumer, const QList<QByteArray> &topics)
{
    POS_TRY(const pg::Rows rows, tx.run(kCountPending, pg::Params(consumer.constData(), wordsOf(topics))));
    return rows.first().i64("pending");
}

Result<bool> isEmpty(pg::Transaction &tx)
{
    POS_TRY(const pg::Rows rows, tx.run(kIsEmpty));
    return rows.first().boolean("empty");
}

Result<qint64> clean(pg::Transaction &tx)
{
    POS_TRY(const pg::Rows rows, tx.run(kClean, pg::Params(kCleanBatch, kRetiredRelay)));
    return rows.affected();
}

Result<void> stayAwake(pg::Transaction &tx, Duration lease)
{
    tx.queue(kTellOthers);
    POS_CHECK(tx.run(kStayAwake, pg::Params(static_cast<qint64>(lease.count()))));
    return {};
}

} // namespace pos::outbox::reader
