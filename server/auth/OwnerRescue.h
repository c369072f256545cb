// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/AuthParts.h"
#include "server/auth/StaffRepository.h"

namespace pos::auth {

// What only the operator of the machine may do, for the day nobody can sign in any more: a further owner, or a new
// password for one there is. Both count as verified. Commands use it; no route does.
class OwnerRescue {
public:
    struct Owner {
        QString shop; // slug
        QString name; // for create alone
        QString email;
        QString password;
    };

    explicit OwnerRescue(const AuthParts &parts) : m_parts(parts) { }

    // NotFound for an unknown shop, Conflict "email_taken", Invalid as registration says it.
    Result<Id> create(const Owner &owner) const;
    // Makes a member of staff an active owner with this password, ends their sessions and forgives their failures.
    Result<Id> reset(const Owner &owner) const;

private:
    Result<Id> shopOf(const QString &slug) const;
    const AuthParts &m_parts;
};

} // namespace pos::auth
