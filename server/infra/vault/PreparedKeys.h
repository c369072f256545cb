// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/KeyService.h"

#include <QHash>

#include <deque>
#include <list>
#include <mutex>

namespace pos::vault {

// People to come: random ids with data keys that are wrapped already, some for each shop that makes people, so that
// none of them waits for Vault. Bounded: the shop that took one longest ago gives way. Thread-safe.
class PreparedKeys {
public:
    static constexpr size_t kPerTenant = 64;
    static constexpr size_t kTenants = 64;

    using NewSubject = keyring::KeyService::NewSubject;
    struct Want {
        Id tenant;
        size_t count = 0;
    };

    // Notes that this shop makes people.
    void expect(const Id &tenant);
    std::optional<NewSubject> take(const Id &tenant);
    void add(const Id &tenant, std::vector<NewSubject> made);
    // Shops of which half or more is used up.
    std::vector<Want> wanted() const;
    size_t size() const;

private:
    struct Shelf {
        Id tenant;
        std::deque<NewSubject> keys;
    };
    Shelf &shelfOf(const Id &tenant); // held: m_mutex

    mutable std::mutex m_mutex;
    std::list<Shelf> m_shelves; // the one used last in front
    QHash<Id, std::list<Shelf>::iterator> m_index;
};

} // namespace pos::vault
