// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/DataKeyCache.h"

namespace pos::keyring {

void DataKeyCache::remove(std::list<Entry>::iterator entry)
{
    m_index.remove(entry->name);
    m_entries.erase(entry);
}

DataKeyPtr DataKeyCache::find(const Id &tenant, const Id &subject)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_index.constFind(Name{tenant, subject});
    if (found == m_index.constEnd())
        return {};
    const auto entry = *found;
    if (entry->until <= m_clock.now()) {
        remove(entry);
        return {};
    }
    m_entries.splice(m_entries.begin(), m_entries, entry);
    return entry->key;
}

void DataKeyCache::insert(const Id &tenant, const Id &subject, DataKeyPtr key)
{
    const std::lock_guard lock(m_mutex);
    const Name name{tenant, subject};
    if (const auto found = m_index.constFind(name); found != m_index.constEnd())
        remove(*found);
    m_entries.push_front({name, std::move(key), m_clock.now() + kLifetime});
    m_index.insert(name, m_entries.begin());
    if (m_entries.size() > m_capacity)
        remove(std::prev(m_entries.end()));
}

void DataKeyCache::drop(const Id &tenant, const Id &subject)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.constFind(Name{tenant, subject}); found != m_index.constEnd())
        remove(*found);
}

void DataKeyCache::clear()
{
    const std::lock_guard lock(m_mutex);
    m_index.clear();
    m_entries.clear();
}

size_t DataKeyCache::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

} // namespace pos::keyring
