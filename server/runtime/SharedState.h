// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/http/RateLimiter.h"
#include "server/infra/cache/Cache.h"
#include "server/infra/redis/Locks.h"
#include "server/infra/redis/SharedLimit.h"
#include "server/runtime/ServiceModule.h"
#include "server/runtime/SessionStates.h"

#include <atomic>

namespace pos::metrics {
class ServiceMetrics;
}

namespace pos::runtime {

// What the processes of a system share besides the database: in Redis where REDIS_ADDR is set, else in the memory of
// this process alone. It works without Redis as well, so Redis may come later, go, and come back. Thread-safe.
class SharedState {
public:
    // Waits a moment for Redis. Error: Invalid when the settings lead to no Redis we can use.
    static Result<std::unique_ptr<SharedState>> open(const config::Settings &settings, const Clock &clock,
                                                     logging::Logger &log);
    ~SharedState(); // stop()
    SharedState(const SharedState &) = delete;
    SharedState &operator=(const SharedState &) = delete;

    SessionStates &sessions() { return *m_sessions; }
    // The job with a lock in Redis, or as it is without Redis.
    Job locked(Job job);
    // Makes a limit one of all processes. The limiter outlives stop(), and takes nothing before.
    void share(http::RateLimiter &limiter);

    Result<void> checkRedis() const { return m_redis ? m_redis->check() : Result<void>(); }
    // The part "redis" of /ready, which is not needed; nothing without Redis.
    std::optional<ReadinessCheck> check() const;
    void countInto(metrics::ServiceMetrics &metrics);

    // Nothing is called afterwards; locks are given back by then.
    void stop();

private:
    struct Counted;
    explicit SharedState(const Clock &clock);
    void openRedis(const config::Settings &settings, logging::Logger &log);
    void count(bool answered, std::chrono::microseconds took) const;

    std::unique_ptr<Counted> m_counters;
    std::atomic<Counted *> m_counted = nullptr;
    QByteArray m_salt;
    std::unique_ptr<redis::Client> m_redis; // null without it
    std::unique_ptr<redis::Locks> m_locks;
    std::unique_ptr<cache::Cache> m_cache;
    std::unique_ptr<SessionStates> m_sessions;
    std::vector<std::unique_ptr<redis::SharedLimit>> m_limits;
};

} // namespace pos::runtime
