// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/contract/Permission.h"

namespace pos::http {

// Who is asking, as proved by the access token.
struct Principal {
    Id user;
    Id tenant;
    Id session;
    contract::Role role = contract::Role::Cashier;
    QByteArray terminal; // empty when the session is not bound to a till
};

} // namespace pos::http
