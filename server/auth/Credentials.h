// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/Lockout.h"
#include "server/auth/Sessions.h"

namespace pos::auth {

// Passwords, PINs and the links that prove an address. Thread-safe; workers only.
class Credentials {
public:
    explicit Credentials(const AuthParts &parts) : m_parts(parts), m_lockout(parts.database, parts.clock) { }

    // Answers the same whether or not anybody has this address; at most one mail a minute for each person.
    Result<void> forgot(const QString &email, const Visitor &visitor) const;
    // Ends every session. Also proves the address, so that an unverified person becomes active.
    Result<void> reset(const contract::ResetPassword &reset, const Visitor &visitor) const;
    Result<void> verifyEmail(const QString &token, const Visitor &visitor) const;
    // Ends every other session. Forbidden "wrong_password".
    Result<void> change(const contract::ChangePassword &change, const Member &member) const;
    Result<void> setPin(const contract::SetPin &set, const Member &member) const;

private:
    Result<StaffRow> provedBy(const Member &member, const QString &password) const;
    Result<void> sendReset(const StaffRow &staff, const Visitor &visitor) const;
    const AuthParts &m_parts;
    Lockout m_lockout;
};

} // namespace pos::auth
