// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Secret.h"

namespace pos::keyring {

// Where the key-encryption key, the lookup keys and the signing keys live: the local key file now,
// Vault Transit behind the same interface. Thread-safe, may block: workers only.
class KeyService {
public:
    struct WrappedKey {
        QByteArray bytes;
        int version = 0; // of the key-encryption key
    };

    virtual ~KeyService() = default;

    // A data key of 32 bytes, fresh or wrapped for this tenant and subject. Unwrapping with another
    // context fails with Corrupt.
    virtual Result<std::pair<Secret, WrappedKey>> makeDataKey(const Id &tenant, const Id &subject) = 0;
    virtual Result<Secret> unwrap(const WrappedKey &key, const Id &tenant, const Id &subject) = 0;

    // HMAC-SHA256 for lookups ("bidx-email", "bidx-phone", "login"); the version is pinned and stored beside it.
    virtual Result<QByteArray> lookupHash(const QByteArray &keyName, const QByteArray &value, int version) = 0;
    virtual int lookupVersion(const QByteArray &keyName) const = 0;

    // One sentence for /ready when it cannot work.
    virtual Result<void> check() = 0;
};

} // namespace pos::keyring
