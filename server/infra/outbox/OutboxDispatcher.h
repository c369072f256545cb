// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/logging/Logger.h"
#include "server/infra/outbox/EventBus.h"
#include "server/infra/outbox/OutboxReader.h"
#include "server/infra/postgres/Database.h"

#include <atomic>
#include <map>
#include <thread>
#include <vector>

namespace pos::pg {
class Connection;
}

namespace pos::outbox {

// Delivers within this process, out of the outbox. Any number of processes may run one over the same database: a
// shard of a consumer is worked on by one at a time. Owns one thread, on which all handlers run; it sleeps on LISTEN
// and looks by itself once a second, and polls quickly for a moment after there was work.
class OutboxDispatcher final : public EventBus {
public:
    struct Options {
        QByteArray listenUrl = {}; // a connection of its own for LISTEN; empty: polling alone
        // Consumers of other processes too: whoever starts first keeps for them what they have not seen.
        QByteArrayList known = {};
        int batch = 500;
        Duration awakePoll = std::chrono::milliseconds(20);     // how often it looks while there is work
        Duration firstBackOff = std::chrono::milliseconds(200); // doubled with each try
        Duration outageBackOff = std::chrono::seconds(2);       // after Unavailable and Timeout
    };

    OutboxDispatcher(pg::Database &database, const Clock &clock, logging::Logger &log, Options options);
    ~OutboxDispatcher() override;

    void subscribe(Consumer consumer) override;
    Result<void> start() override;
    void stop() override;

    // One look at everything there is to do, on the calling thread: the number of events delivered or laid aside.
    // For tests and commands; not while start()ed. registerConsumers() must have run once.
    Result<qint64> deliverAll();
    Result<void> registerConsumers();
    // Lets idle consumers catch up, cleans what all have passed, counts what waits.
    Result<void> upkeep();

    // As of the last upkeep; any thread.
    qint64 pending() const { return m_pending.load(); } // of this process's consumers, up to 100,000 each
    qint64 parked() const { return m_parked.load(); }

private:
    struct Attempt; // what one transaction tried, for when it fails
    struct Round;   // what all shards gave at once

    Result<qint64> deliverShards(const Consumer &consumer, const QList<int> &shards);
    Result<qint64> deliverTogether(const Consumer &consumer, const QList<int> &shards);
    Result<Round> deliverRound(const Consumer &consumer, const QList<int> &shards, int limit);
    Result<qint64> deliverShard(const Consumer &consumer, int shard);
    Result<qint64> deliverBatch(const Consumer &consumer, int shard, int limit, Attempt &attempt);
    Result<qint64> handleFailure(const Consumer &consumer, int shard, const Attempt &attempt, const Error &error);

    void run();
    bool waitForWork(Duration atMost);
    Result<void> listen();
    void noteOutage(const Error &error);

    pg::Database &m_database;
    const Clock &m_clock;
    logging::Logger &m_log;
    const Options m_options;
    std::vector<Consumer> m_consumers;
    // How many events still come one by one: a batch failed, and which event it was shows only alone.
    std::map<std::pair<QByteArray, int>, qint64> m_oneByOne;
    std::map<QByteArray, QByteArray> m_clearBelow; // by consumer: no event of its lies below this transaction

    std::unique_ptr<pg::Connection> m_listener;
    std::thread m_thread;
    std::atomic<bool> m_stopping = false;
    std::atomic<qint64> m_pending = 0;
    std::atomic<qint64> m_parked = 0;
    bool m_outage = false;
};

} // namespace pos::outbox
