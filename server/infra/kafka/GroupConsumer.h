// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/BrokerWatch.h"
#include "server/infra/kafka/ConsumerWork.h"
#include "server/infra/kafka/Handle.h"

namespace pos::kafka {

// One member of a consumer group that is called as its consumer is: the partitions are shared among the processes that
// run it. Owns a thread, on which Kafka is read and the handler runs. An offset is committed after the database has
// committed, so an event may come twice, and ConsumerWork knows it. A partition whose event fails waits by itself; the
// others go on.
class GroupConsumer {
public:
    GroupConsumer(outbox::Consumer consumer, const ConsumerWork::Parts &parts, BrokerWatch &watch,
                  std::shared_ptr<const Options> options);
    ~GroupConsumer();
    GroupConsumer(const GroupConsumer &) = delete;
    GroupConsumer &operator=(const GroupConsumer &) = delete;

    void start();
    void stop(); // waits for the handler at work

    static constexpr qsizetype kBatch = 500;

private:
    using Steady = std::chrono::steady_clock;
    using Partition = std::pair<QByteArray, int>;
    struct Lane {
        std::deque<Message> waiting;
        qsizetype oneByOne = 0; // so many still come alone: a batch failed, and which event it was shows only alone
        int tries = 0;          // of the first
        Steady::time_point notBefore = {};
        bool isPaused = false;
    };

    void run();
    bool open();
    void close();
    void poll();
    void take(const rd_kafka_message_t &message);
    void rebalance(rd_kafka_t *handle, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t *partitions);
    void workTogether();
    void workAlone(const Partition &partition, Lane &lane);
    void done(const std::map<Partition, qsizetype> &counts);
    void failed(const Partition &partition, Lane &lane, const Error &error);
    void noteOutage(const Error &error);
    void pauseAndResume();
    void upkeep();

    ConsumerWork m_work;
    logging::Logger &m_log;
    BrokerWatch &m_watch;
    const std::shared_ptr<const Options> m_options;
    Listener m_listener;
    Handle m_handle;
    std::map<Partition, Lane> m_lanes; // what is assigned
    Steady::time_point m_nextUpkeep = {};
    bool m_outage = false;
    bool m_broken = false; // the handle is of no use any more
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace pos::kafka
