// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/PreparedKeys.h"

namespace pos::vault {

PreparedKeys::Shelf &PreparedKeys::shelfOf(const Id &tenant)
{
    if (const auto found = m_index.constFind(tenant); found != m_index.constEnd()) {
        m_shelves.splice(m_shelves.begin(), m_shelves, *found);
        return m_shelves.front();
    }
    m_shelves.push_front({tenant, {}});
    m_index.insert(tenant, m_shelves.begin());
    if (m_shelves.size() > kTenants) {
        m_index.remove(m_shelves.back().tenant);
        m_shelves.pop_back();
    }
    return m_shelves.front();
}

void PreparedKeys::expect(const Id &tenant)
{
    const std::lock_guard lock(m_mutex);
    shelfOf(tenant);
}

std::optional<PreparedKeys::NewSubject> PreparedKeys::take(const Id &tenant)
{
    const std::lock_guard lock(m_mutex);
    Shelf &shelf = shelfOf(tenant);
    if (shelf.keys.empty())
        return {};
    NewSubject taken = std::move(shelf.keys.front());
    shelf.keys.pop_front();
    return taken;
}

void PreparedKeys::add(const Id &tenant, std::vector<NewSubject> made)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_index.constFind(tenant);
    if (found == m_index.constEnd())
        return; // has given way meanwhile
    for (NewSubject &subject : made) {
        if ((*found)->keys.size() < kPerTenant)
            (*found)->keys.push_back(std::move(subject));
    }
}

std::vector<PreparedKeys::Want> PreparedKeys::wanted() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Want> wants;
    for (const Shelf &shelf : m_shelves) {
        if (shelf.keys.size() * 2 <= kPerTenant)
            wants.push_back({shelf.tenant, kPerTenant - shelf.keys.size()});
    }
    return wants;
}

size_t PreparedKeys::size() const
{
    const std::lock_guard lock(m_mutex);
    size_t count = 0;
    for (const Shelf &shelf : m_shelves)
        count += shelf.keys.size();
    return count;
}

} // namespace pos::vault
