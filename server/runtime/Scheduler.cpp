// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Scheduler.h"

#include "server/infra/logging/Logger.h"
#include "server/runtime/JobTurns.h"

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
        m_threads.emplace_back([this, &job, now = m_clock.now()] { work(job, now); });
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

// False when the scheduler stops.
bool Scheduler::pause(Duration time)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, time, [this] { return m_stopping.load(); });
}

// Looks at the clock once a minute, because a machine may sleep or its clock may be set.
bool Scheduler::waitUntil(Instant due)
{
    while (m_clock.now() < due) {
        if (!pause(std::min<Duration>(due - m_clock.now(), std::chrono::minutes(1))))
            return false;
    }
    return !m_stopping;
}

// While the database is away nobody has a turn, and no job could work.
bool Scheduler::isOurTurn(const Job &job)
{
    return !m_turns || m_turns->take(job.name).value_or(false);
}

void Scheduler::work(const Job &job, Instant started)
{
    if (job.dailyAt)
        workDaily(job, started);
    else
        workPeriodically(job);
}

void Scheduler::workPeriodically(const Job &job)
{
    while (pause(job.every)) {
        if (isOurTurn(job))
            (void)runOnce(job); // its next turn comes
    }
}

// Whoever has the turn does it; the others look on until it is done, and take over from one that died.
void Scheduler::workDaily(const Job &job, Instant started)
{
    for (Instant due = nextDaily(started, *job.dailyAt); waitUntil(due); due = nextDaily(m_clock.now(), *job.dailyAt)) {
        bool done = false;
        while (!done) {
            const bool mine = isOurTurn(job);
            const auto before = m_turns ? m_turns->isDone(job.name, due) : Result<bool>(false);
            done = before.value_or(false);
            if (!done && before && mine) {
                const Result<void> ran = runOnce(job);
                const bool brokenOff = !ran && ran.error().code == ErrorCode::Cancelled;
                done = m_stopping || (!brokenOff && (!m_turns || m_turns->setDone(job.name, due).has_value()));
            }
            if (!done && !pause(kAskAgain))
                return;
        }
    }
}

Result<void> Scheduler::runOnce(const Job &job)
{
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
    return done;
}

} // namespace pos::runtime
