// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>

#include <chrono>
#include <functional>
#include <list>
#include <mutex>

namespace pos::http {

// Token buckets by name. Memory is bounded: the bucket used longest ago gives way. Thread-safe.
class RateLimiter {
public:
    struct Policy {
        QByteArray name; // "address": as in the RateLimit headers
        int perSecond = 0; // 0: no limit
        int burst = 0;
    };
    struct Decision {
        bool allowed = true;
        int remaining = 0;
        int waitSeconds = 0; // until the next one is allowed, at least 1 when this one is not
    };
    using TimePoint = std::chrono::steady_clock::time_point;

    explicit RateLimiter(Policy policy, size_t capacity = 20'000)
        : m_policy(std::move(policy)), m_capacity(capacity) { }

    bool isUnlimited() const { return m_policy.perSecond <= 0; }
    Decision take(const QByteArray &key, TimePoint now);
    size_t size() const;

    const Policy &policy() const { return m_policy; }
    // Where several processes limit together: `taken` is told of each that is let through, and what the others let
    // through comes back as the time until the bucket would be full. Set before the first take().
    void tell(std::function<void(const QByteArray &key)> taken) { m_taken = std::move(taken); }
    void learn(const QByteArray &key, std::chrono::nanoseconds debt, TimePoint now);

    QByteArray policyHeader() const;                        // RateLimit-Policy
    QByteArray header(const Decision &decision) const;      // RateLimit

private:
    // The time at which the bucket would be full says all about it (GCRA).
    struct Bucket {
        QByteArray key;
        TimePoint fullAt;
    };

    Bucket &bucketOf(const QByteArray &key, TimePoint now); // the mutex is held

    const Policy m_policy;
    const size_t m_capacity;
    std::function<void(const QByteArray &key)> m_taken;
    mutable std::mutex m_mutex;
    std::list<Bucket> m_buckets; // used last first
    QHash<QByteArray, std::list<Bucket>::iterator> m_index;
};

// Whom an address stands for: one IPv6 customer usually owns a whole /64.
QHostAddress clientOf(const QHostAddress &address);

} // namespace pos::http
