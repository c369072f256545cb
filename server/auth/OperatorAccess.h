// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/AuthService.h"

namespace pos::auth {

// Lets the commands of the machine's operator use the API as the shop's first owner: whoever holds the key
// file and the database could do more. The session is like any other: listed, in the audit trail, ended.
class OperatorAccess {
public:
    explicit OperatorAccess(const AuthService &service) : m_service(service) { }

    // Needs no slug where there is one shop. NotFound: no such shop, or none with an active owner; Conflict
    // "which_shop" where there are several.
    Result<contract::SignedIn> open(const QString &slug) const;

private:
    const AuthService &m_service;
};

} // namespace pos::auth
