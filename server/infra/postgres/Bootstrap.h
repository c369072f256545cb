// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Connection.h"

namespace pos::pg {

// What only the cluster's administrator may do, before the first migration. Every step may be repeated.
class Bootstrap {
public:
    // The roles of database.md. `withLogin` lets pos_owner, pos_app and pos_system sign in themselves, as the
    // private cluster does; elsewhere the administrator's own logins take them by SET ROLE.
    static Result<void> makeRoles(Connection &administrator, bool withLogin);
    // An empty UTF-8 database that belongs to pos_owner; nothing happens when it exists.
    static Result<void> makeDatabase(Connection &administrator, const QByteArray &name);
    // Lets an existing login act as the given role.
    static Result<void> grantRole(Connection &administrator, const QByteArray &role, const QByteArray &login);
};

} // namespace pos::pg
