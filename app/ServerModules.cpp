// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ServerModules.h"

#include "server/audit/AuditModule.h"
#include "server/auth/AuthModule.h"
#include "server/gateway/Gateway.h"
#include "server/notification/NotificationModule.h"
#include "server/order/OrderModule.h"
#include "server/product/ProductModule.h"
#include "server/tenant/TenantModule.h"
#include "server/user/UserModule.h"

namespace pos::app {

std::map<contract::Service, runtime::ModuleFactory> serverModules()
{
    using contract::Service;
    return {
        {Service::Auth, auth::makeModule},     {Service::User, user::makeModule},
        {Service::Tenant, tenant::makeModule}, {Service::Product, product::makeModule},
        {Service::Order, order::makeModule},   {Service::Notification, notification::makeModule},
        {Service::Audit, audit::makeModule},
    };
}

runtime::PosServer::GatewayBuilder gatewayBuilder()
{
    return [](runtime::ServiceHost &host, const std::map<contract::Service, runtime::ServiceHost *> &here,
              const config::Settings &settings) -> Result<std::shared_ptr<void>> {
        return gateway::Gateway::build(host, here, settings);
    };
}

} // namespace pos::app
