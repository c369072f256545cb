// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Secret.h"

#include <optional>
#include <vector>

namespace pos::keyring {

// Where the key-encryption key and the lookup keys live: the local key file, or Vault Transit. Which of the two made
// a version is seen from its number. Thread-safe, may block: workers only.
//
// Errors: Corrupt when a wrapped key does not open with this service and context, an alarm that no second try mends;
// Unavailable when the service cannot be asked now.
class KeyService {
public:
    static constexpr int kVaultVersions = 1000; // version 3 of a key in Vault is 1003 here; below are the key file's

    struct WrappedKey {
        QByteArray bytes;
        int version = 0; // of the key-encryption key
    };
    struct Wrapped {
        Id tenant;
        Id subject;
        WrappedKey key;
    };
    struct Plain {
        Id tenant;
        Id subject;
        Secret key;
    };
    struct NewSubject {
        Id subject;
        Secret key;
        WrappedKey wrapped;
    };

    virtual ~KeyService() = default;

    // A data key of 32 bytes, fresh or wrapped for this tenant and subject. Unwrapping with another
    // context fails with Corrupt.
    virtual Result<std::pair<Secret, WrappedKey>> makeDataKey(const Id &tenant, const Id &subject);
    virtual Result<Secret> unwrap(const WrappedKey &key, const Id &tenant, const Id &subject);
    // Many at once, each with its own outcome, in order.
    virtual std::vector<Result<WrappedKey>> wrapAll(const std::vector<Plain> &keys) = 0;
    virtual std::vector<Result<Secret>> unwrapAll(const std::vector<Wrapped> &keys) = 0;
    // Under the newest version of the key-encryption key.
    virtual std::vector<Result<WrappedKey>> rewrapAll(const std::vector<Wrapped> &keys);
    // A person to come whose key was made ahead of need; none: makeDataKey().
    virtual std::optional<NewSubject> takePrepared(const Id &) { return {}; }

    // A new version of the key-encryption key, and its number; what is wrapped still opens.
    virtual Result<int> rotate() = 0;
    virtual Result<int> newestVersion() = 0;
    virtual bool isOwn(int version) const = 0;

    // HMAC-SHA256 for lookups ("bidx-email", "bidx-phone", "login"); the version is pinned and stored beside it.
    virtual Result<QByteArray> lookupHash(const QByteArray &keyName, const QByteArray &value, int version) = 0;
    virtual int lookupVersion(const QByteArray &keyName) const = 0;

    // One sentence for /ready when it cannot work. Does not wait.
    virtual Result<void> check() = 0;
};

} // namespace pos::keyring
