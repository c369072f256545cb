// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/logging/Logger.h"
#include "server/infra/outbox/EventBus.h"
#include "server/infra/postgres/Database.h"

#include <atomic>

namespace pos::outbox {

// Brings to a consumer what was laid aside and is asked for again (posctl events retry). On the consumer's thread.
class ParkedRetry {
public:
    ParkedRetry(pg::Database &database, const Clock &clock, logging::Logger &log, Duration outageBackOff)
        : m_database(database), m_clock(clock), m_log(log), m_outageBackOff(outageBackOff)
    {
    }

    // Each event in a transaction of its own. Fails only when the database does.
    Result<void> tryAll(const Consumer &consumer, const std::atomic<bool> &stopping);

private:
    Result<bool> tryNext(const Consumer &consumer); // false: there is none

    pg::Database &m_database;
    const Clock &m_clock;
    logging::Logger &m_log;
    const Duration m_outageBackOff;
};

} // namespace pos::outbox
