// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/JobTurns.h"

namespace pos::runtime {

namespace {

constexpr pg::Statement kTake{"job_turn_take",
                              "SELECT pg_try_advisory_lock(hashtextextended('job ' || $1, 0)) AS mine"};
constexpr pg::Statement kIsThere{"job_turn_is_there", "SELECT 1 AS n"};
// A run that a wrong clock dated into the future does not stand for the days until then.
constexpr pg::Statement kIsDone{"job_turn_is_done",
                                "SELECT EXISTS (SELECT FROM events.job_runs WHERE job = $1 AND done_for >= $2 "
                                "AND done_for < $2 + interval '1 day') AS done"};
constexpr pg::Statement kSetDone{"job_turn_set_done", R"(
    INSERT INTO events.job_runs (job, done_for) VALUES ($1, $2)
    ON CONFLICT (job) DO UPDATE SET done_for = excluded.done_for)"};

} // namespace

Result<pg::Rows> JobTurns::run(const pg::Statement &statement, const pg::Params &params)
{
    if (!m_connection || !m_connection->isAlive()) {
        m_mine.clear(); // with the connection
        m_connection.reset();
        POS_TRY(m_connection, pg::Connection::open(m_url, "pos_system"));
    }
    const pg::Connection::Command command{&statement, &params};
    auto rows = m_connection->pipeline({&command, 1});
    if (!rows)
        return fail(rows.error().error);
    return std::move(rows->front());
}

Result<bool> JobTurns::take(const QByteArray &job)
{
    const std::lock_guard lock(m_mutex);
    if (m_mine.contains(job)) {
        // Asked, not believed: a connection whose other end went without a word looks alive for long.
        if (const auto there = run(kIsThere, pg::Params()); !there) {
            m_mine.clear();
            m_connection.reset();
            return fail(there.error());
        }
        if (m_mine.contains(job))
            return true;
    }
    POS_TRY(const pg::Rows rows, run(kTake, pg::Params(job.constData())));
    const bool mine = rows.first().boolean("mine");
    if (mine)
        m_mine.insert(job);
    return mine;
}

Result<bool> JobTurns::isDone(const QByteArray &job, Instant due)
{
    const std::lock_guard lock(m_mutex);
    POS_TRY(const pg::Rows rows, run(kIsDone, pg::Params(job.constData(), due)));
    return rows.first().boolean("done");
}

Result<void> JobTurns::setDone(const QByteArray &job, Instant due)
{
    const std::lock_guard lock(m_mutex);
    POS_CHECK(run(kSetDone, pg::Params(job.constData(), due)));
    return {};
}

void JobTurns::release()
{
    const std::lock_guard lock(m_mutex);
    m_mine.clear();
    m_connection.reset();
}

} // namespace pos::runtime
