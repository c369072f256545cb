// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/user/InvitationService.h"

namespace pos::user {

// Binds every route of user-service; all arguments outlive the endpoints.
void bindRoutes(http::Endpoints &endpoints, const UserService &users, const InvitationService &invitations,
                const Clock &clock);

} // namespace pos::user
