// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/KeyService.h"

#include <map>
#include <mutex>

namespace pos::keyring {

// The key service of a shop without Vault: one file of master keys, each line a version and its 32
// bytes. The key-encryption keys and the lookup keys are derived from it (HKDF) and never stored.
// Losing the file loses every name and address; it is not in any backup of the database.
class LocalKeyService final : public KeyService {
public:
    // Reads the file, or makes it (mode 0600, in a folder of mode 0700) when there is none. Refuses a
    // file that others may read, and one that does not parse: a key is never replaced in silence.
    static Result<std::unique_ptr<LocalKeyService>> open(const QString &path);

    std::vector<Result<WrappedKey>> wrapAll(const std::vector<Plain> &keys) override;
    std::vector<Result<Secret>> unwrapAll(const std::vector<Wrapped> &keys) override;
    // Adds a line to the file. A process that meets the new version reads the file again.
    Result<int> rotate() override;
    Result<int> newestVersion() override;
    bool isOwn(int version) const override { return version < kVaultVersions; }
    Result<QByteArray> lookupHash(const QByteArray &keyName, const QByteArray &value, int version) override;
    int lookupVersion(const QByteArray &keyName) const override;
    Result<void> check() override;

private:
    LocalKeyService(QString path, std::map<int, Secret> masters)
        : m_path(std::move(path)), m_masters(std::move(masters))
    {
    }
    Result<Secret> derive(const QByteArray &purpose, int version);
    Result<WrappedKey> wrap(const Plain &key);
    Result<Secret> unwrapOne(const Wrapped &key);
    Result<void> readAgain();

    const QString m_path;
    mutable std::mutex m_mutex;
    std::map<int, Secret> m_masters; // never empty; the highest version wraps
};

} // namespace pos::keyring
