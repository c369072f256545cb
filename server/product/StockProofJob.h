// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Database.h"

#include <atomic>

namespace pos::logging {
class Logger;
}

namespace pos::product {

// Proves each shop's stock once a night, keeps what was found, and says it loudly where it does not add up.
class StockProofJob {
public:
    StockProofJob(pg::Database &database, const Clock &clock, logging::Logger &log)
        : m_database(database), m_clock(clock), m_log(log)
    {
    }
    Result<void> run(const std::atomic<bool> &stop) const;

private:
    pg::Database &m_database;
    const Clock &m_clock;
    logging::Logger &m_log;
};

} // namespace pos::product
