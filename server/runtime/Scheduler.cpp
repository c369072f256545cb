// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Scheduler.h"

#include "server/infra/logging/Logger.h"

#include <QDateTime>

namespace pos::runtime {

Instant nextDaily(Instant now, int minutesAfterMidnight)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count());
    const QTime at = QTime(0, 0).addSecs(minutesAfterMidnight * 60);
    for (int days = 0;; ++days) {
        QDateTime due(local.date().addDays(days), at);
        if (!due.isValid())
            due = QDateTime(local.date().addDays(days), at.addSecs(3600));
        if (due > local)
            return Instant(Duration(due.toMSecsSinceEpoch()));
    }
}

void Scheduler::start()
{
    for (const Job &job : m_jobs)
        m_threads.emplace_back([this, &job] { work(job); });
}

void Scheduler::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

// False when the scheduler stops. A daily job looks at the clock once a minute, because a machine may
// sleep or its clock may be set.
bool Scheduler::waitUntilDue(const Job &job)
{
    std::unique_lock lock(m_mutex);
    const auto stopping = [this] { return m_stopping.load(); };
    if (!job.dailyAt)
        return !m_wake.wait_for(lock, job.every, stopping);
    const Instant due = nextDaily(m_clock.now(), *job.dailyAt);
    while (!m_stopping && m_clock.now() < due)
        m_wake.wait_for(lock, std::min<Duration>(due - m_clock.now(), std::chrono::minutes(1)), stopping);
    return !m_stopping;
}

void Scheduler::work(const Job &job)
{
    while (waitUntilDue(job)) {
        const auto started = std::chrono::steady_clock::now();
        Result<void> done;
        try {
            done = job.run(m_stopping);
        } catch (const std::exception &exception) {
            done = fail(Error::internal(QString::fromLocal8Bit(exception.what())));
        }
        const auto took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started);
        if (!done)
            m_log.error("job failed: " + job.name, done.error());
        else
            m_log.debug("job done", {{"job", job.name}, {"ms", static_cast<qint64>(took.count())}});
    }
}

} // namespace pos::runtime
