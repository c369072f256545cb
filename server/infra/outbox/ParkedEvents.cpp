// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/ParkedEvents.h"

#include "server/infra/outbox/OutboxReader.h"

namespace pos::outbox::parked {

namespace {

constexpr pg::Statement kList{"parked_list", R"(
    SELECT * FROM events.parked ORDER BY parked_at DESC, seq DESC LIMIT $1)"};
constexpr pg::Statement kAdd{"parked_add", R"(
    INSERT INTO events.parked (consumer, id, topic, type, source, tenant_id, subject, occurred_at, traceparent, data, seq,
                               error, tries, parked_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (consumer, id) DO UPDATE SET error = excluded.error, tries = excluded.tries, retry_at = NULL)"};
constexpr pg::Statement kCount{"parked_count", "SELECT count(*) AS parked FROM events.parked"};
constexpr pg::Statement kTryAgain{"parked_try_again", R"(
    UPDATE events.parked SET retry_at = $2 WHERE id = $1::uuid OR $1::uuid IS NULL)"};
constexpr pg::Statement kWake{"parked_wake", "SELECT pg_notify('pos_outbox', '')"};
constexpr pg::Statement kTake{"parked_take", R"(
    SELECT * FROM events.parked WHERE consumer = $1 AND retry_at <= $2 ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED)"};
constexpr pg::Statement kRemove{"parked_remove", "DELETE FROM events.parked WHERE consumer = $1 AND id = $2"};
constexpr pg::Statement kFailAgain{"parked_fail_again", R"(
    UPDATE events.parked SET tries = tries + 1, error = $3, retry_at = NULL WHERE consumer = $1 AND id = $2)"};
constexpr pg::Statement kPostpone{"parked_postpone", R"(
    UPDATE events.parked SET retry_at = $3 WHERE consumer = $1 AND id = $2)"};

ParkedEvent parkedOf(const pg::Row &row)
{
    return {row.ascii("consumer"), reader::eventOf(row),     row.text("error"),
            row.i32("tries"),      row.instant("parked_at"), !row.isNull("retry_at")};
}

} // namespace

Result<QList<ParkedEvent>> list(pg::Transaction &tx, int limit)
{
    POS_TRY(const pg::Rows rows, tx.run(kList, pg::Params(limit)));
    QList<ParkedEvent> events;
    for (const pg::Row row : rows)
        events.append(parkedOf(row));
    return events;
}

Result<qint64> count(pg::Transaction &tx)
{
    POS_TRY(const pg::Rows rows, tx.run(kCount));
    return rows.first().i64("parked");
}

Result<qint64> tryAgain(pg::Transaction &tx, const std::optional<Id> &event, Instant now)
{
    tx.queue(kWake);
    POS_TRY(const pg::Rows rows, tx.run(kTryAgain, pg::Params(event.value_or(Id()), now)));
    return rows.affected();
}

void add(pg::Transaction &tx, const QByteArray &consumer, const Event &event, qint64 seq, int tries,
         const QString &error, Instant now)
{
    const std::optional<QString> traceparent =
        event.traceparent.isEmpty() ? std::nullopt : std::optional(QString::fromLatin1(event.traceparent));
    tx.queue(kAdd, pg::Params(consumer.constData(), event.id, event.topic.constData(), event.type.constData(),
                              event.source.constData(), event.tenant, event.subject.constData(), event.time,
                              traceparent, event.data, seq, error, tries, now));
}

Result<std::optional<ParkedEvent>> take(pg::Transaction &tx, const QByteArray &consumer, Instant now)
{
    POS_TRY(const pg::Rows rows, tx.run(kTake, pg::Params(consumer.constData(), now)));
    return rows.isEmpty() ? std::nullopt : std::optional(parkedOf(rows.first()));
}

void remove(pg::Transaction &tx, const ParkedEvent &event)
{
    tx.queue(kRemove, pg::Params(event.consumer.constData(), event.event.id));
}

void failAgain(pg::Transaction &tx, const ParkedEvent &event, const QString &error)
{
    tx.queue(kFailAgain, pg::Params(event.consumer.constData(), event.event.id, error));
}

void postpone(pg::Transaction &tx, const ParkedEvent &event, Instant retryAt)
{
    tx.queue(kPostpone, pg::Params(event.consumer.constData(), event.event.id, retryAt));
}

} // namespace pos::outbox::parked
