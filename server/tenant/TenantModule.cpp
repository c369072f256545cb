// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenant/TenantModule.h"

#include "server/system/SystemRoutes.h"
#include "server/tenant/TenantRoutes.h"

namespace pos::tenant {

namespace {

struct Owned {
    explicit Owned(const runtime::ServerContext &context)
        : shop(context.database, context.clock), system(context.database, context.clock, context.installation)
    {
    }
    TenantService shop;
    system::SystemRoutes system;
};

} // namespace

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    const auto owned = std::make_shared<Owned>(context);
    runtime::ServiceModule module{contract::Service::Tenant,
                                  [owned, &clock = context.clock](http::Endpoints &endpoints) {
                                      bindRoutes(endpoints, owned->shop, clock);
                                      owned->system.bind(endpoints);
                                  }};
    module.owner = owned;
    return module;
}

} // namespace pos::tenant
