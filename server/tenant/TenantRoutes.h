// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/tenant/TenantService.h"

namespace pos::tenant {

// Binds every route of tenant-service; `service` and `clock` outlive the endpoints.
void bindRoutes(http::Endpoints &endpoints, const TenantService &service, const Clock &clock);

} // namespace pos::tenant
