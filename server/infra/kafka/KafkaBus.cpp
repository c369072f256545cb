// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/KafkaBus.h"

#include "server/infra/outbox/HandledEvents.h"

namespace pos::kafka {

KafkaBus::KafkaBus(pg::Database &database, const Clock &clock, logging::Logger &log, BrokerWatch &watch,
                   std::shared_ptr<const Options> options)
    : m_parts{database, clock, log}, m_watch(watch), m_options(std::move(options))
{
}

KafkaBus::~KafkaBus()
{
    stop();
}

void KafkaBus::subscribe(outbox::Consumer consumer)
{
    m_names.push_back(consumer.name);
    m_consumers.push_back(std::make_unique<GroupConsumer>(std::move(consumer), m_parts, m_watch, m_options));
}

Result<void> KafkaBus::start()
{
    POS_CHECK(m_parts.database.asSystem([&](pg::Transaction &tx) -> Result<void> {
        for (const QByteArray &name : m_names)
            POS_CHECK(outbox::handled::takeOver(tx, name, m_parts.clock.now()));
        return {};
    }));
    for (const auto &consumer : m_consumers)
        consumer->start();
    return {};
}

void KafkaBus::stop()
{
    for (const auto &consumer : m_consumers)
        consumer->stop();
}

} // namespace pos::kafka
