// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/AuthDocuments.h"
#include "server/auth/AuthParts.h"
#include "server/auth/Lockout.h"
#include "server/auth/StaffRepository.h"

namespace pos::auth {

// A manager's name and PIN at somebody's till: a yes to one action on one thing, by the person who asked, good once
// within two minutes. identity.use_approval() uses it up.
class Approvals {
public:
    static constexpr Duration kLifetime = std::chrono::minutes(2);

    struct Given {
        Id id;
        Instant expiresAt;
    };

    explicit Approvals(const AuthParts &parts) : m_parts(parts), m_lockout(parts.database, parts.clock) { }

    // Forbidden "wrong_pin", also for nobody and for somebody without a PIN; "may_not_approve" once it was right.
    Result<Given> give(const contract::GiveApproval &wanted, const Member &member) const;

private:
    Result<std::optional<StaffRow>> findApprover(const contract::GiveApproval &wanted, const Id &tenant) const;
    const AuthParts &m_parts;
    Lockout m_lockout;
};

} // namespace pos::auth
