// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/KafkaRelay.h"

namespace pos::kafka {

KafkaRelay::KafkaRelay(pg::Database &database, const Clock &clock, logging::Logger &log, BrokerWatch &watch,
                       std::shared_ptr<const Options> options, outbox::OutboxDispatcher::Options dispatch)
    : m_producer(options, watch, log), m_dispatcher(database, clock, log, std::move(dispatch))
{
    m_dispatcher.subscribe(
        {.name = outbox::reader::kRelay,
         .topics = options->topics,
         .handle = [this](pg::Transaction &, const outbox::Event &event) { return m_producer.add(event); },
         .finish = [this] { return m_producer.finish(); },
         .isReady = [&watch] { return watch.isUp(); }});
}

Result<void> KafkaRelay::start()
{
    return m_dispatcher.start();
}

void KafkaRelay::stop()
{
    m_producer.stop();
    m_dispatcher.stop();
}

} // namespace pos::kafka
