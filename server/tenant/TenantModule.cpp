// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenant/TenantModule.h"

#include "server/tenant/TenantRoutes.h"

namespace pos::tenant {

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    const auto service = std::make_shared<TenantService>(context.database, context.clock);
    runtime::ServiceModule module{
        contract::Service::Tenant,
        [service, &clock = context.clock](http::Endpoints &endpoints) { bindRoutes(endpoints, *service, clock); }};
    module.owner = service;
    return module;
}

} // namespace pos::tenant
