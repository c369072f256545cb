// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/SharedState.h"

#include "server/infra/cache/MemoryCache.h"
#include "server/infra/keyring/Crypto.h"
#include "server/infra/logging/Logger.h"
#include "server/infra/metrics/ServiceMetrics.h"
#include "server/infra/redis/RedisCache.h"
#include "server/runtime/JobLock.h"

namespace pos::runtime {

using namespace std::chrono;

struct SharedState::Counted {
    metrics::Counter answered;
    metrics::Counter failed;
    metrics::Timer took;
};

SharedState::SharedState(const Clock &clock) : m_cache(std::make_unique<cache::MemoryCache>(clock))
{
}

SharedState::~SharedState()
{
    stop();
}

Result<std::unique_ptr<SharedState>> SharedState::open(const config::Settings &settings, const Clock &clock,
                                                       logging::Logger &log)
{
    auto state = std::unique_ptr<SharedState>(new SharedState(clock));
    if (!settings.redisAddress.isEmpty()) {
        state->openRedis(settings, log);
        const Result<void> contact = state->m_redis->firstContact();
        if (!contact && contact.error().code == ErrorCode::Invalid)
            return fail(contact.error());
    }
    state->m_sessions = std::make_unique<SessionStates>(*state->m_cache);
    return state;
}

void SharedState::openRedis(const config::Settings &settings, logging::Logger &log)
{
    // Who reads Redis does not read its password there, so names made with it tell nothing.
    m_salt = keyring::crypto::sha256("pos limits\n" + settings.redisPassword.reveal());
    m_redis = std::make_unique<redis::Client>(
        redis::Client::Options{.address = settings.redisAddress,
                               .password = settings.redisPassword.clone(),
                               .database = settings.redisDb,
                               .tls = settings.redisTls,
                               .authorityFile = settings.redisCaFile},
        [this](bool answered, microseconds took) { count(answered, took); },
        [&log](const Result<void> &now) {
            if (now)
                log.info("Redis is there");
            else
                log.warn("Redis is away: sessions are asked of the database, limits are this process' own",
                         {{"detail", now.error().detail}});
        });
    m_locks = std::make_unique<redis::Locks>(*m_redis);
    m_cache = std::make_unique<redis::RedisCache>(*m_redis, SessionStates::kTrust);
}

Job SharedState::locked(Job job)
{
    return m_redis ? runtime::locked(std::move(job), *m_redis, *m_locks) : std::move(job);
}

void SharedState::share(http::RateLimiter &limiter)
{
    if (!m_redis || limiter.isUnlimited())
        return;
    const http::RateLimiter::Policy &policy = limiter.policy();
    m_limits.push_back(std::make_unique<redis::SharedLimit>(
        *m_redis, redis::SharedLimit::Policy{policy.name, policy.perSecond, policy.burst}, m_salt,
        [&limiter](const QByteArray &key, microseconds debt) { limiter.learn(key, debt, steady_clock::now()); }));
    limiter.tell([shared = m_limits.back().get()](const QByteArray &key) { shared->taken(key); });
}

std::optional<ReadinessCheck> SharedState::check() const
{
    if (!m_redis)
        return {};
    return ReadinessCheck{.part = "redis", .check = [this] { return checkRedis(); }, .isNeeded = false};
}

void SharedState::countInto(metrics::ServiceMetrics &metrics)
{
    if (!m_redis)
        return;
    metrics.gaugeFrom("pos_redis_up", "1 while Redis answers, 0 while it is away.",
                      [this] { return qint64{checkRedis() ? 1 : 0}; });
    const char *help = "Exchanges with Redis by their end; what was not even sent counts as failed.";
    m_counters.reset(new Counted{metrics.counter("pos_redis_exchanges_total", help, {{"outcome", "answered"}}),
                                 metrics.counter("pos_redis_exchanges_total", help, {{"outcome", "failed"}}),
                                 metrics.timer("pos_redis_exchange_seconds", "How long Redis took to answer.")});
    m_counted = m_counters.get();
}

void SharedState::count(bool answered, microseconds took) const
{
    Counted *counted = m_counted;
    if (!counted)
        return;
    (answered ? counted->answered : counted->failed).add();
    if (answered)
        counted->took.observe(took);
}

void SharedState::stop()
{
    m_locks.reset();
    if (m_redis)
        m_redis->stop();
}

} // namespace pos::runtime
