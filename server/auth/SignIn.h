// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/Lockout.h"
#include "server/auth/Sessions.h"

namespace pos::auth {

// E-mail and password to a session. An unknown address costs and answers what a wrong password does.
class SignIn {
public:
    SignIn(const AuthParts &parts, const Sessions &sessions)
        : m_parts(parts), m_sessions(sessions), m_lockout(parts.database, parts.clock)
    {
    }

    // Unauthenticated "wrong_credentials"; once the password is proved: Conflict "choose_shop" with the shops,
    // Forbidden "email_not_verified", "suspended"; RateLimited after too many failures.
    Result<contract::SignedIn> login(const contract::Login &login, const Visitor &visitor) const;
    // An own e-mail and name, read for the account page.
    Result<contract::Me> me(const Member &member) const;

private:
    Result<std::vector<StaffRow>> proved(const QByteArray &loginHash, const contract::Login &login) const;
    const AuthParts &m_parts;
    const Sessions &m_sessions;
    Lockout m_lockout;
};

} // namespace pos::auth
