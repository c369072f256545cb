// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/Options.h"
#include "server/infra/logging/Logger.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

typedef struct rd_kafka_s rd_kafka_t;

namespace pos::kafka {

// Knows whether the brokers answer, on a thread of its own: what the relay and the consumers wait for, and what
// /ready and the log say. Makes the topics once they do.
class BrokerWatch {
public:
    BrokerWatch(std::shared_ptr<const Options> options, logging::Logger &log);
    ~BrokerWatch();
    BrokerWatch(const BrokerWatch &) = delete;
    BrokerWatch &operator=(const BrokerWatch &) = delete;

    void start();
    void stop(); // within Options::answerWithin

    // They answer, and our topics are there. Any thread.
    bool isUp() const { return m_up; }
    // Unavailable "kafka_down" when not, with the addresses tried and the last reason. Any thread.
    Result<void> check() const;
    // For those who speak to brokers by themselves; any thread.
    void noteTrouble(const QString &reason);

private:
    void run();
    Result<void> ask(rd_kafka_t *handle);
    void set(const Result<void> &outcome);
    QString awaySentence() const;

    const std::shared_ptr<const Options> m_options;
    logging::Logger &m_log;
    std::atomic<bool> m_up = false;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    QString m_trouble;  // the newest of a connection
    QString m_sentence; // why it is not up
    bool m_said = false;
    bool m_hasTopics = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace pos::kafka
