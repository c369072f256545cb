// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/logging/Logger.h"
#include "server/infra/outbox/ParkedRetry.h"

#include <deque>
#include <span>

namespace pos::kafka {

// One message of a partition, read.
struct Message {
    outbox::Event event;
    qint64 offset = 0;
    QString fault = {}; // not empty: it could not be read, and `event` stands for it
};

// A consumer's side in the database: each event takes effect once, in the transaction that marks it as handled.
// On the consumer's thread.
class ConsumerWork {
public:
    struct Parts {
        pg::Database &database;
        const Clock &clock;
        logging::Logger &log;
    };
    ConsumerWork(outbox::Consumer consumer, const Parts &parts, std::chrono::hours keepMarks);

    const outbox::Consumer &consumer() const { return m_consumer; }

    // All or nothing. What was handled before, here or by another process, is passed over.
    Result<void> handle(std::span<const Message> batch);
    Result<void> park(const Message &message, int tries, const Error &error);
    // What was laid aside and is asked for again; and from time to time the marks that are too old to matter.
    Result<void> upkeep(const std::atomic<bool> &stopping);

    static constexpr Duration kOutageBackOff = std::chrono::seconds(2);

private:
    const outbox::Consumer m_consumer;
    const Parts m_parts;
    const std::chrono::hours m_keepMarks;
    outbox::ParkedRetry m_parkedRetry;
    Instant m_cleanedAt = {};
};

} // namespace pos::kafka
