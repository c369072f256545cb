// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/AuthDocuments.h"
#include "server/auth/AuthParts.h"
#include "server/auth/Sessions.h"

namespace pos::auth {

// Makes shops with their owner, settings and tax rules, in one transaction. The first one makes itself known as
// the owner of this machine and counts as verified; so does one that a command makes. Later ones need
// POS_REGISTRATION=open and a proved address.
class ShopRegistration {
public:
    enum class Trust { Visitor, Operator };
    struct Made {
        Id tenant;
        Id owner;
        std::optional<contract::SignedIn> signedIn; // nothing: the address has to be proved first
    };

    ShopRegistration(const AuthParts &parts, const Sessions &sessions) : m_parts(parts), m_sessions(sessions) { }

    // Forbidden "registration_closed", Conflict "slug_taken".
    Result<Made> make(const contract::RegisterShop &wanted, const Visitor &visitor, Trust trust) const;
    Result<bool> hasAnyShop() const;

private:
    Result<Made> insert(pg::Transaction &tx, const contract::RegisterShop &wanted, StaffRow owner,
                        const Visitor &visitor, Trust trust) const;
    const AuthParts &m_parts;
    const Sessions &m_sessions;
};

} // namespace pos::auth
