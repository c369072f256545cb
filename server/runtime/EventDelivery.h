// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/infra/outbox/EventBus.h"

namespace pos::logging {
class Logger;
}
namespace pos::pg {
class Database;
}

namespace pos::runtime {

// How this process brings events to its consumers: out of the outbox by itself or, where brokers are set, through
// Kafka, with a relay that empties the outbox into it.
class EventDelivery {
public:
    // `listenUrl`: the database, for a connection of its own.
    EventDelivery(pg::Database &database, const Clock &clock, logging::Logger &log, const config::Settings &settings,
                  const QByteArray &listenUrl);
    ~EventDelivery(); // stop()
    EventDelivery(const EventDelivery &) = delete;
    EventDelivery &operator=(const EventDelivery &) = delete;

    void subscribe(outbox::Consumer consumer); // before start()
    // A broker that is away is waited for behind it. May be called again after it failed.
    Result<void> start();
    void stop();                               // waits for the handlers at work; safe to call twice

    bool isThroughKafka() const;
    // Unavailable, with the sentence to show, while the brokers do not answer. Any thread, at once.
    Result<void> check() const;
    qint64 pending() const; // not yet delivered, or not yet with Kafka; any thread
    qint64 parked() const;

private:
    struct InProcess;
    struct ThroughKafka;
    std::unique_ptr<InProcess> m_inProcess;
    std::unique_ptr<ThroughKafka> m_throughKafka;
};

} // namespace pos::runtime
