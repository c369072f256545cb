// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/BrokerWatch.h"
#include "server/infra/kafka/Handle.h"
#include "server/infra/outbox/Event.h"

namespace pos::kafka {

// Sends events, idempotently and acknowledged by all replicas, in order per key: add() some, then finish() waits for
// what became of them. After a failure nothing of it is still under way, so all of it can be sent again: a key's
// events then come twice, but never the later before the earlier. One thread, but for stop().
class Producer {
public:
    Producer(std::shared_ptr<const Options> options, BrokerWatch &watch, logging::Logger &log);

    // TooLarge where no broker would take it, Unavailable when Kafka is away.
    Result<void> add(const outbox::Event &event);
    // Within Options::deliverWithin. TooLarge or Unavailable by the first that was not taken.
    Result<void> finish();
    void stop() { m_stopping = true; } // finish() gives up soon; any thread

private:
    Result<void> open();
    void noteReport(const rd_kafka_message_t &message);
    Result<void> enqueue(const outbox::Event &event);
    bool waitForReports();
    void giveUp();

    const std::shared_ptr<const Options> m_options;
    BrokerWatch &m_watch;
    Listener m_listener;
    Handle m_handle;
    std::optional<Error> m_failure;
    std::atomic<bool> m_stopping = false;
};

} // namespace pos::kafka
