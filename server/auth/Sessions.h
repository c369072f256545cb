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
    Result<void> endAll(const Member &member) const;

private:
    Result<contract::SignedIn> tokensFor(const Id &tenant, const SessionRow &session,
                                         const keyring::OpaqueToken &refresh) const;
    const AuthParts &m_parts;
    keyring::TokenSigner m_signer;
};

} // namespace pos::auth
