// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/infra/keyring/FieldCipher.h"

#include <QHash>

#include <list>
#include <mutex>

namespace pos::keyring {

// Unwrapped data keys, the ones used last, for at most five minutes. A key that leaves is wiped as soon
// as nobody works with it. Thread-safe.
class DataKeyCache {
public:
    static constexpr Duration kLifetime = std::chrono::minutes(5);

    explicit DataKeyCache(const Clock &clock, size_t capacity = 10'000) : m_clock(clock), m_capacity(capacity) { }

    DataKeyPtr find(const Id &tenant, const Id &subject);
    void insert(const Id &tenant, const Id &subject, DataKeyPtr key);
    void drop(const Id &tenant, const Id &subject);
    void clear();
    size_t size() const;

private:
    struct Name {
        Id tenant;
        Id subject;
        friend bool operator==(const Name &a, const Name &b) { return a.subject == b.subject && a.tenant == b.tenant; }
        friend size_t qHash(const Name &name, size_t seed = 0) { return qHashMulti(seed, name.tenant, name.subject); }
    };
    struct Entry {
        Name name;
        DataKeyPtr key;
        Instant until;
    };
    void remove(std::list<Entry>::iterator entry);

    const Clock &m_clock;
    const size_t m_capacity;
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries; // newest use first
    QHash<Name, std::list<Entry>::iterator> m_index;
};

} // namespace pos::keyring
