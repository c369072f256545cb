// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/Sequencer.h"

namespace pos::audit {

namespace {

constexpr int kBatch = 1000;
constexpr int kMonthsAhead = 3;
constexpr Duration kDeadline = std::chrono::seconds(30);

constexpr pg::Statement kAlone{"audit_alone", "SELECT pg_try_advisory_xact_lock(hashtext('audit.sequencer')) AS alone"};

// The time never goes back along the numbers: a clock that does is held at the last time given.
constexpr pg::Statement kAppend{"audit_append", R"(
    WITH taken AS (
        DELETE FROM audit.inbox WHERE position IN (SELECT position FROM audit.inbox ORDER BY position LIMIT $2)
        RETURNING *),
    appended AS (
        INSERT INTO audit.events (recorded_at, seq, event_id, occurred_at, tenant_id, source, action, entity, entity_id,
            actor_kind, actor_id, actor_role, session_id, request_id, subject_pid, purpose, fields, details)
        SELECT greatest($1::timestamptz, head.recorded_at), head.seq + row_number() OVER (ORDER BY position), event_id,
            occurred_at, tenant_id, source, action, entity, entity_id, actor_kind, actor_id, actor_role, session_id,
            request_id, subject_pid, purpose, fields, details
        FROM taken, audit.head)
    UPDATE audit.head SET seq = seq + (SELECT count(*) FROM taken), recorded_at = greatest($1::timestamptz, recorded_at)
    WHERE EXISTS (SELECT 1 FROM taken)
    RETURNING (SELECT count(*) FROM taken) AS appended)",
                                kDeadline};

constexpr pg::Statement kMakePartitions{"audit_make_partitions", "SELECT audit.make_partitions($1, $2)", kDeadline};

int monthOf(Instant instant)
{
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(instant));
    return static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month()));
}

} // namespace

Result<void> Sequencer::makePartitions()
{
    const Instant now = m_clock.now();
    POS_CHECK(m_database.asSystem(
        [&](pg::Transaction &tx) { return tx.run(kMakePartitions, pg::Params(now, kMonthsAhead)); }));
    m_partitionsOf = monthOf(now);
    return {};
}

Result<qint64> Sequencer::appendAll()
{
    // The daily job makes them long before; this is for a server that was off over the turn of the month.
    if (m_partitionsOf != monthOf(m_clock.now()))
        POS_CHECK(makePartitions());
    qint64 appended = 0;
    for (qint64 count = kBatch; count == kBatch;) {
        POS_TRY(count, appendSome(m_clock.now()));
        appended += count;
    }
    if (appended > 0 && m_observer)
        m_observer(appended);
    return appended;
}

Result<qint64> Sequencer::appendSome(Instant now)
{
    return m_database.transact({pg::DbRole::Sequencer, Id()}, [&](pg::Transaction &tx) -> Result<qint64> {
        POS_TRY(const pg::Rows lock, tx.run(kAlone));
        if (!lock.first().boolean("alone"))
            return 0;
        POS_TRY(const pg::Rows rows, tx.run(kAppend, pg::Params(now, kBatch)));
        return rows.isEmpty() ? 0 : rows.first().i64("appended");
    });
}

} // namespace pos::audit
