// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Principal.h"
#include "server/http/Request.h"
#include "server/infra/keyring/AccessToken.h"
#include "server/infra/postgres/Database.h"
#include "server/runtime/SessionStates.h"

#include <QHash>

#include <mutex>

namespace pos::runtime {

// Who a bearer token belongs to: a valid signature, and a session that is alive. The signature is checked once a token.
// The database is asked for the session at most once a second, and each time when nothing is known of it. Asking also
// tells the database that the session is in use. Thread-safe; workers only.
class SessionAuthenticator {
public:
    static constexpr Duration kIdle = std::chrono::minutes(60);
    static constexpr qsizetype kRemembered = 10'000;

    SessionAuthenticator(pg::Database &database, std::shared_ptr<const keyring::TokenKeys> keys, const Clock &clock,
                         SessionStates &states)
        : m_database(database), m_clock(clock), m_verifier(std::move(keys), clock), m_states(states)
    {
    }

    // Unauthenticated "token_missing", "token_invalid", "token_expired" or "session_ended".
    Result<http::Principal> authenticate(const http::Request &request);

private:
    Result<keyring::AccessClaims> claimsOf(const QByteArray &name, const QByteArray &token);
    Result<void> checkSession(const keyring::AccessClaims &claims);

    pg::Database &m_database;
    const Clock &m_clock;
    keyring::TokenVerifier m_verifier;
    SessionStates &m_states;
    std::mutex m_mutex;
    QHash<QByteArray, keyring::AccessClaims> m_known; // by SHA-256 of the token
};

} // namespace pos::runtime
