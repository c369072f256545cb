// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/RateLimiter.h"

#include <algorithm>

namespace pos::http {

using namespace std::chrono;

RateLimiter::Decision RateLimiter::take(const QByteArray &key, TimePoint now)
{
    if (isUnlimited())
        return {true, std::numeric_limits<int>::max(), 0};
    const nanoseconds cost = nanoseconds(seconds(1)) / m_policy.perSecond;
    const nanoseconds depth = cost * m_policy.burst;

    int remaining = 0;
    {
        const std::lock_guard lock(m_mutex);
        Bucket &bucket = bucketOf(key, now);
        const TimePoint fullAt = std::max(bucket.fullAt, now) + cost;
        if (fullAt - now > depth)
            return {false, 0, std::max(1, static_cast<int>(ceil<seconds>(fullAt - now - depth).count()))};
        bucket.fullAt = fullAt;
        remaining = static_cast<int>((depth - (fullAt - now)) / cost);
    }
    if (m_taken)
        m_taken(key);
    return {true, remaining, 0};
}

RateLimiter::Bucket &RateLimiter::bucketOf(const QByteArray &key, TimePoint now)
{
    const auto found = m_index.find(key);
    if (found != m_index.end()) {
        m_buckets.splice(m_buckets.begin(), m_buckets, *found);
        return m_buckets.front();
    }
    if (m_buckets.size() >= m_capacity) {
        m_index.remove(m_buckets.back().key);
        m_buckets.pop_back();
    }
    m_buckets.push_front({key, now});
    m_index.insert(key, m_buckets.begin());
    return m_buckets.front();
}

void RateLimiter::learn(const QByteArray &key, nanoseconds debt, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    Bucket &bucket = bucketOf(key, now);
    bucket.fullAt = std::max(bucket.fullAt, now + debt);
}

size_t RateLimiter::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

QByteArray RateLimiter::policyHeader() const
{
    const int window = std::max(1, m_policy.burst / std::max(1, m_policy.perSecond));
    return '"' + m_policy.name + "\";q=" + QByteArray::number(m_policy.burst) + ";w=" + QByteArray::number(window);
}

QByteArray RateLimiter::header(const Decision &decision) const
{
    return '"' + m_policy.name + "\";r=" + QByteArray::number(decision.remaining)
           + ";t=" + QByteArray::number(std::max(1, decision.waitSeconds));
}

QHostAddress clientOf(const QHostAddress &address)
{
    bool isV4 = false;
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4)
        return QHostAddress(v4);
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes);
}

} // namespace pos::http
