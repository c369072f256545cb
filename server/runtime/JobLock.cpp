// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/JobLock.h"

#include <QScopeGuard>

namespace pos::runtime {

namespace {

constexpr Duration kLook = std::chrono::milliseconds(200);

// One run. Its flag goes up with the scheduler's, and with the loss of the lock.
class Run : public std::enable_shared_from_this<Run> {
public:
    Run(redis::Client &redis, const std::atomic<bool> &stop) : m_redis(redis), m_stop(&stop) { }

    const std::atomic<bool> &halted() const { return m_halted; }
    void halt() { m_halted = true; }
    void watch()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stop)
            return;
        if (*m_stop)
            m_halted = true;
        else
            m_redis.later(kLook, [run = shared_from_this()] { run->watch(); });
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_stop = nullptr;
    }
    // False when it is time to stop instead.
    bool waitABit()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, kLook);
        return !*m_stop;
    }

private:
    redis::Client &m_redis;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    const std::atomic<bool> *m_stop; // the scheduler's; null when the run is over
    std::atomic<bool> m_halted = false;
};

} // namespace

Job locked(Job job, redis::Client &redis, redis::Locks &locks)
{
    job.run = [inner = std::move(job.run), key = "cleanup:lock:" + job.name, &redis,
               &locks](const std::atomic<bool> &stop) -> Result<void> {
        const auto run = std::make_shared<Run>(redis, stop);
        auto held = locks.take(key, [run] { run->halt(); });
        while (held && !*held) {
            if (!run->waitABit())
                return {};
            held = locks.take(key, [run] { run->halt(); });
        }
        run->watch();
        const auto over = qScopeGuard([&run] { run->end(); });
        Result<void> done = inner(run->halted());
        if (done && run->halted() && !stop)
            done = fail(Error{ErrorCode::Cancelled, QStringLiteral("lock_lost"),
                              QStringLiteral("the lock in Redis was lost: the job stopped half way")});
        return done;
    };
    return job;
}

} // namespace pos::runtime
