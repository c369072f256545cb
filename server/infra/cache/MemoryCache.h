// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/cache/Cache.h"

#include <QHash>

#include <mutex>

namespace pos::cache {

// Of this process alone, and bounded: when it is full it forgets what has expired, and else everything.
class MemoryCache final : public Cache {
public:
    explicit MemoryCache(const Clock &clock, qsizetype capacity = 20'000) : m_clock(clock), m_capacity(capacity) { }

    Result<QList<std::optional<Entry>>> get(const QByteArrayList &keys) override;
    Result<void> put(const QByteArray &key, const QByteArray &value, Duration keep) override;

private:
    struct Kept {
        QByteArray value;
        Instant until;
    };

    const Clock &m_clock;
    const qsizetype m_capacity;
    std::mutex m_mutex;
    QHash<QByteArray, Kept> m_kept;
};

} // namespace pos::cache
