// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/KeyService.h"

#include <map>

namespace pos::keyring {

// The key service of a shop without Vault: one file of master keys, each line a version and its 32
// bytes. The key-encryption keys and the lookup keys are derived from it (HKDF) and never stored.
// Losing the file loses every name and address; it is not in any backup of the database.
class LocalKeyService final : public KeyService {
public:
    // Reads the file, or makes it (mode 0600, in a folder of mode 0700) when there is none. Refuses a
    // file that others may read, and one that does not parse: a key is never replaced in silence.
    static Result<std::unique_ptr<LocalKeyService>> open(const QString &path);

    Result<std::pair<Secret, WrappedKey>> makeDataKey(const Id &tenant, const Id &subject) override;
    Result<Secret> unwrap(const WrappedKey &key, const Id &tenant, const Id &subject) override;
    Result<QByteArray> lookupHash(const QByteArray &keyName, const QByteArray &value, int version) override;
    int lookupVersion(const QByteArray &keyName) const override;
    Result<void> check() override;

private:
    LocalKeyService(QString path, std::map<int, Secret> masters)
        : m_path(std::move(path)), m_masters(std::move(masters))
    {
    }
    Result<Secret> derive(const QByteArray &purpose, int version) const;

    QString m_path;
    std::map<int, Secret> m_masters; // never empty; the highest version wraps
};

} // namespace pos::keyring
