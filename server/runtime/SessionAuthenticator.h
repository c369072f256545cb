// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Principal.h"
#include "server/http/Request.h"
#include "server/infra/keyring/AccessToken.h"
#include "server/infra/postgres/Database.h"

#include <QHash>

#include <mutex>

namespace pos::runtime {

// Who a bearer token belongs to: a valid signature, and a session that is alive. The signature is checked once a token,
// the session at most once a second, so that one that has ended is refused a second later everywhere. Asking also
// tells the database that the session is in use. Thread-safe; workers only.
class SessionAuthenticator {
public:
    static constexpr Duration kTrust = std::chrono::seconds(1);
    static constexpr Duration kIdle = std::chrono::minutes(60);
    static constexpr qsizetype kRemembered = 10'000;

    SessionAuthenticator(pg::Database &database, std::shared_ptr<const keyring::TokenKeys> keys, const Clock &clock)
        : m_database(database), m_clock(clock), m_verifier(std::move(keys), clock)
    {
    }

    // Unauthenticated "token_missing", "token_invalid", "token_expired" or "session_ended".
    Result<http::Principal> authenticate(const http::Request &request);

private:
    struct Known {
        keyring::AccessClaims claims;
        Instant checkedAt;
    };
    Result<void> checkSession(const keyring::AccessClaims &claims);

    pg::Database &m_database;
    const Clock &m_clock;
    keyring::TokenVerifier m_verifier;
    std::mutex m_mutex;
    QHash<QByteArray, Known> m_known; // by SHA-256 of the token
};

} // namespace pos::runtime
