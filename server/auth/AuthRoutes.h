// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/AuthService.h"
#include "server/http/Endpoints.h"

namespace pos::auth {

// Binds every route of auth-service; `service` outlives the endpoints.
void bindRoutes(http::Endpoints &endpoints, const AuthService &service);

} // namespace pos::auth
