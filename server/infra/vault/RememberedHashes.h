// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"

#include <QHash>

#include <list>
#include <mutex>
#include <optional>

namespace pos::vault {

// Lookup hashes that Vault has made, the ones used last, so that known people sign in while it is away. What was
// hashed is not kept: only its hash under a key of this process. Thread-safe.
class RememberedHashes {
public:
    explicit RememberedHashes(size_t capacity = 10'000);

    std::optional<QByteArray> find(const QByteArray &keyName, const QByteArray &value, int version);
    void insert(const QByteArray &keyName, const QByteArray &value, int version, const QByteArray &hash);
    size_t size() const;

private:
    struct Entry {
        QByteArray name;
        QByteArray hash;
    };
    QByteArray nameOf(const QByteArray &keyName, const QByteArray &value, int version) const;

    const size_t m_capacity;
    const Secret m_key;
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries; // newest use first
    QHash<QByteArray, std::list<Entry>::iterator> m_index;
};

} // namespace pos::vault
