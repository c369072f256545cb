// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Connection.h"

#include <mutex>
#include <set>

namespace pos::runtime {

// Which process of all that share a database runs a job: the first that asks, for as long as it lives. Its turns are
// advisory locks of one connection, so PostgreSQL itself gives them back when the process dies, hangs up or is cut off.
// A job that was cut off may still be at work for a moment when another begins: jobs hold their own rows' locks.
// Thread-safe, blocks; connects when it is first asked and again after a loss.
class JobTurns {
public:
    // `url` of a login that may act as pos_system.
    explicit JobTurns(QByteArray url) : m_url(std::move(url)) { }

    Result<bool> take(const QByteArray &job);
    // A daily job that was due then has been done, by whichever process.
    Result<bool> isDone(const QByteArray &job, Instant due);
    Result<void> setDone(const QByteArray &job, Instant due);
    // All back at once, so that another process need not wait for the connection's end.
    void release();

private:
    Result<pg::Rows> run(const pg::Statement &statement, const pg::Params &params);

    const QByteArray m_url;
    std::mutex m_mutex;
    std::unique_ptr<pg::Connection> m_connection;
    std::set<QByteArray> m_mine;
};

} // namespace pos::runtime
