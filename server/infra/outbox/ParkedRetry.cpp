// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/ParkedRetry.h"

#include "server/infra/outbox/ParkedEvents.h"

namespace pos::outbox {

Result<void> ParkedRetry::tryAll(const Consumer &consumer, const std::atomic<bool> &stopping)
{
    while (!stopping) {
        POS_TRY(const bool again, tryNext(consumer));
        if (!again)
            break;
    }
    return {};
}

Result<bool> ParkedRetry::tryNext(const Consumer &consumer)
{
    std::optional<ParkedEvent> taken;
    const Result<void> done = m_database.asSystem([&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(taken, parked::take(tx, consumer.name, m_clock.now()));
        if (!taken)
            return {};
        POS_CHECK(consumer.handle(tx, taken->event));
        if (consumer.finish)
            POS_CHECK(consumer.finish());
        parked::remove(tx, *taken);
        return {};
    });
    if (!taken)
        return done ? Result<bool>(false) : fail(done.error());
    if (done) {
        if (consumer.committed)
            consumer.committed();
        m_log.info("parked event delivered", {{"consumer", consumer.name}, {"event_id", taken->event.id.toString()}});
        return true;
    }
    return m_database.asSystem([&](pg::Transaction &tx) -> Result<bool> {
        if (isOutage(done.error()))
            parked::postpone(tx, *taken, m_clock.now() + m_outageBackOff);
        else
            parked::failAgain(tx, *taken, codeWord(done.error().code) + QStringLiteral(": ") + done.error().detail);
        return true;
    });
}

} // namespace pos::outbox
