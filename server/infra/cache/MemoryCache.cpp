// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cache/MemoryCache.h"

namespace pos::cache {

Result<QList<std::optional<Cache::Entry>>> MemoryCache::get(const QByteArrayList &keys)
{
    const Instant now = m_clock.now();
    QList<std::optional<Entry>> entries;
    const std::lock_guard lock(m_mutex);
    for (const QByteArray &key : keys) {
        const auto found = m_kept.constFind(key);
        if (found == m_kept.constEnd() || found->until <= now)
            entries.append(std::nullopt);
        else
            entries.append(Entry{found->value, found->until - now});
    }
    return entries;
}

Result<void> MemoryCache::put(const QByteArray &key, const QByteArray &value, Duration keep)
{
    const Instant now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    if (m_kept.size() >= m_capacity) {
        m_kept.removeIf([now](const auto &entry) { return entry.value().until <= now; });
        if (m_kept.size() >= m_capacity)
            m_kept.clear();
    }
    m_kept.insert(key, {value, now + keep});
    return {};
}

} // namespace pos::cache
