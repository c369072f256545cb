// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Secret.h"
#include "core/contract/Permission.h"

#include <QHash>

namespace pos::keyring {

// What an access token says. Terminal is "T01", "T02", …
struct AccessClaims {
    Id user;
    Id tenant;
    Id session;
    contract::Role role = contract::Role::Cashier;
    QByteArray terminal;
    Instant expires;
};

// The key pairs that sign access tokens: jwt-0001.pem, jwt-0002.pem, … in the key folder, mode 0600, the
// first made when there is none. The highest signs, all verify, so that a new one can be added while old
// tokens live. Immutable once open.
class TokenKeys {
public:
    struct Key {
        QByteArray id;
        Secret privatePem;
        QByteArray publicPem;
    };
    static Result<std::shared_ptr<const TokenKeys>> open(const QString &folder);
    // Kept elsewhere; the last signs.
    static Result<std::shared_ptr<const TokenKeys>> fromPems(std::vector<Secret> pems);
    static Result<Secret> makePem();
    // Writes those that the folder does not hold yet, as further jwt-*.pem; how many.
    static Result<int> adopt(const QString &folder, const TokenKeys &keys);

    const Key &signing() const { return m_keys.back(); }
    const Key *find(const QByteArray &id) const;
    const std::vector<Key> &all() const { return m_keys; }

private:
    std::vector<Key> m_keys; // never empty
};

// JWT with ES256. Thread-safe.
class TokenSigner {
public:
    TokenSigner(std::shared_ptr<const TokenKeys> keys, const Clock &clock) : m_keys(std::move(keys)), m_clock(clock) { }
    Result<QByteArray> sign(const AccessClaims &claims) const; // issued now, until claims.expires

private:
    std::shared_ptr<const TokenKeys> m_keys;
    const Clock &m_clock;
};

class TokenVerifier {
public:
    static constexpr Duration kSkew = std::chrono::seconds(60);
    static constexpr qsizetype kMaxBytes = 4096;

    TokenVerifier(std::shared_ptr<const TokenKeys> keys, const Clock &clock) : m_keys(std::move(keys)), m_clock(clock)
    {
    }
    // Unauthenticated "token_invalid" or "token_expired". ES256 by a key of ours alone, exp required.
    Result<AccessClaims> verify(const QByteArray &token) const;

private:
    std::shared_ptr<const TokenKeys> m_keys;
    const Clock &m_clock;
};

} // namespace pos::keyring
