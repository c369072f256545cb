// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/GroupConsumer.h"

namespace pos::kafka {

// Brings events from Kafka to consumers: a group, and a thread, for each.
class KafkaBus final : public outbox::EventBus {
public:
    KafkaBus(pg::Database &database, const Clock &clock, logging::Logger &log, BrokerWatch &watch,
             std::shared_ptr<const Options> options);
    ~KafkaBus() override;

    void subscribe(outbox::Consumer consumer) override;
    Result<void> start() override; // of the database alone: Kafka is waited for behind it
    void stop() override;

private:
    const ConsumerWork::Parts m_parts;
    BrokerWatch &m_watch;
    const std::shared_ptr<const Options> m_options;
    std::vector<QByteArray> m_names;
    std::vector<std::unique_ptr<GroupConsumer>> m_consumers;
};

} // namespace pos::kafka
