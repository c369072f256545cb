// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/ConsumerWork.h"

#include "server/infra/outbox/HandledEvents.h"
#include "server/infra/outbox/ParkedEvents.h"

namespace pos::kafka {

namespace {

constexpr auto kCleanEvery = std::chrono::hours(1);

QString wordsOf(const Error &error)
{
    return codeWord(error.code) + QStringLiteral(": ") + error.detail;
}

} // namespace

ConsumerWork::ConsumerWork(outbox::Consumer consumer, const Parts &parts, std::chrono::hours keepMarks)
    : m_consumer(std::move(consumer)), m_parts(parts), m_keepMarks(keepMarks),
      m_parkedRetry(parts.database, parts.clock, parts.log, kOutageBackOff)
{
}

Result<void> ConsumerWork::handle(std::span<const Message> batch)
{
    QList<Id> ids;
    for (const Message &message : batch)
        ids.append(message.event.id);
    return m_parts.database.asSystem([&](pg::Transaction &tx) -> Result<void> {
        const Instant now = m_parts.clock.now();
        POS_TRY(QSet<Id> fresh, outbox::handled::mark(tx, m_consumer.name, ids, now));
        for (const Message &message : batch) {
            if (!fresh.remove(message.event.id))
                continue;
            if (!message.fault.isEmpty())
                outbox::parked::add(tx, m_consumer.name, message.event, message.offset, 1, message.fault, now);
            else
                POS_CHECK(m_consumer.handle(tx, message.event));
        }
        return {};
    });
}

Result<void> ConsumerWork::park(const Message &message, int tries, const Error &error)
{
    return m_parts.database.asSystem([&](pg::Transaction &tx) -> Result<void> {
        const Instant now = m_parts.clock.now();
        POS_TRY(const QSet<Id> fresh, outbox::handled::mark(tx, m_consumer.name, {message.event.id}, now));
        if (!fresh.isEmpty())
            outbox::parked::add(tx, m_consumer.name, message.event, message.offset, tries, wordsOf(error), now);
        return {};
    });
}

Result<void> ConsumerWork::upkeep(const std::atomic<bool> &stopping)
{
    POS_CHECK(m_parkedRetry.tryAll(m_consumer, stopping));
    const Instant now = m_parts.clock.now();
    if (now < m_cleanedAt + kCleanEvery)
        return {};
    qint64 removed = outbox::handled::kCleanBatch;
    while (removed == outbox::handled::kCleanBatch && !stopping) {
        POS_TRY(removed, m_parts.database.asSystem([&](pg::Transaction &tx) {
            return outbox::handled::clean(tx, m_consumer.name, now - m_keepMarks);
        }));
    }
    m_cleanedAt = now;
    return {};
}

} // namespace pos::kafka
