// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/Producer.h"
#include "server/infra/outbox/OutboxDispatcher.h"

namespace pos::kafka {

// Hands events from the outbox on to Kafka: a consumer of the outbox among others, so that any number of processes may
// run one. Its place in a shard moves only after Kafka has acknowledged what lies before. An event that Kafka refuses
// for good is parked under the relay's name.
class KafkaRelay {
public:
    KafkaRelay(pg::Database &database, const Clock &clock, logging::Logger &log, BrokerWatch &watch,
               std::shared_ptr<const Options> options, outbox::OutboxDispatcher::Options dispatch);

    Result<void> start(); // of the database alone: Kafka is waited for behind it
    void stop();

    qint64 pending() const { return m_dispatcher.pending(); } // not yet with Kafka, as of the last look
    qint64 parked() const { return m_dispatcher.parked(); }   // of all consumers

    static constexpr int kBatch = 2000;
    // Each look ends with requests to the broker, and their cost is much the same for one event or for many.
    static constexpr Duration kPoll = std::chrono::milliseconds(100);

private:
    Producer m_producer;
    outbox::OutboxDispatcher m_dispatcher;
};

} // namespace pos::kafka
