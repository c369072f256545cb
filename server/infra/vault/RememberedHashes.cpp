// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/RememberedHashes.h"

#include "server/infra/keyring/Crypto.h"

namespace pos::vault {

using namespace keyring;

RememberedHashes::RememberedHashes(size_t capacity)
    : m_capacity(capacity), m_key(crypto::randomBytes(crypto::kKeyBytes))
{
}

QByteArray RememberedHashes::nameOf(const QByteArray &keyName, const QByteArray &value, int version) const
{
    return crypto::hmacSha256(m_key.reveal(), keyName + '|' + QByteArray::number(version) + '|' + value);
}

std::optional<QByteArray> RememberedHashes::find(const QByteArray &keyName, const QByteArray &value, int version)
{
    const QByteArray name = nameOf(keyName, value, version);
    const std::lock_guard lock(m_mutex);
    const auto found = m_index.constFind(name);
    if (found == m_index.constEnd())
        return {};
    m_entries.splice(m_entries.begin(), m_entries, *found);
    return m_entries.front().hash;
}

void RememberedHashes::insert(const QByteArray &keyName, const QByteArray &value, int version, const QByteArray &hash)
{
    const QByteArray name = nameOf(keyName, value, version);
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.constFind(name); found != m_index.constEnd()) {
        m_entries.splice(m_entries.begin(), m_entries, *found);
        return;
    }
    m_entries.push_front({name, hash});
    m_index.insert(name, m_entries.begin());
    if (m_entries.size() > m_capacity) {
        m_index.remove(m_entries.back().name);
        m_entries.pop_back();
    }
}

size_t RememberedHashes::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

} // namespace pos::vault
