// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Database.h"

#include <atomic>
#include <functional>

namespace pos::audit {

// Moves what has come in to the end of the trail: one at a time over all processes, numbered without gaps, under the
// server's time. Thread-safe; blocks.
class Sequencer {
public:
    using Observer = std::function<void(qint64 appended)>;

    Sequencer(pg::Database &database, const Clock &clock, Observer observer = {})
        : m_database(database), m_clock(clock), m_observer(std::move(observer))
    {
    }

    // Until nothing waits; returns how many rows it appended. 0 also while another process is at it.
    Result<qint64> appendAll();
    // The partitions of this month and the three that follow. Unavailable when the database is.
    Result<void> makePartitions();

private:
    Result<qint64> appendSome(Instant now);

    pg::Database &m_database;
    const Clock &m_clock;
    Observer m_observer;
    std::atomic<int> m_partitionsOf = 0; // month (year × 12 + month) they were last made sure of
};

} // namespace pos::audit
