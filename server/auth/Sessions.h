// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/AuthDocuments.h"
#include "server/auth/AuthParts.h"
#include "server/auth/SessionRepository.h"

namespace pos::auth {

// Sessions from sign-in to their end. Thread-safe; workers only.
class Sessions {
public:
    static constexpr Duration kAccessLifetime = std::chrono::minutes(15);

    explicit Sessions(const AuthParts &parts) : m_parts(parts), m_signer(parts.tokenKeys, parts.clock) { }

    // In the transaction of the sign-in, whose tenant is the person's.
    Result<contract::SignedIn> open(pg::Transaction &tx, const StaffRow &staff, const Visitor &visitor) const;
    // A token is good once. One that was spent already ends the whole session: somebody else holds a copy.
    // Unauthenticated "session_ended" for everything that is not the newest token of a living session.
    Result<contract::SignedIn> refresh(const QString &refreshToken, const Visitor &visitor) const;

    Result<std::vector<contract::SessionItem>> list(const Member &member) const;
    Result<void> end(const Member &member, const Id &session, const char *reason) const; // NotFound: not one of theirs
    Result<void> endAll(const Member &member, const Id &keep = Id()) const;

    // Somebody else's, for who manages the staff. NotFound "user" for who does not work here.
    Result<std::vector<contract::SessionItem>> listOf(const Member &asking, const Id &user) const;
    Result<void> endOf(const Member &asking, const Id &user, const Id &session) const;
    Result<void> endAllOf(const Member &asking, const Id &user) const;

private:
    Result<std::vector<contract::SessionItem>> read(pg::Transaction &tx, const Member &asking, const Id &user,
                                                    const char *purpose) const;
    Result<void> endOne(pg::Transaction &tx, const Member &asking, const Id &user, const Id &session,
                        const char *reason) const;
    Result<void> endMany(pg::Transaction &tx, const Member &asking, const Id &user, const Id &keep) const;
    Result<contract::SignedIn> tokensFor(const Id &tenant, const SessionRow &session,
                                         const keyring::OpaqueToken &refresh) const;
    const AuthParts &m_parts;
    keyring::TokenSigner m_signer;
};

} // namespace pos::auth
