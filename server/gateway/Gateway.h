// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/gateway/ServiceProxy.h"
#include "server/http/middleware/AddressLimit.h"
#include "server/runtime/ServiceHost.h"

#include <map>

namespace pos::gateway {

// The one door to all services: directly to those of this process, over HTTP to the others. Limits
// what one address may ask, and shows the API's document. Outlives its host.
class Gateway {
public:
    // Internal when a page or document of the program is broken.
    static Result<std::shared_ptr<Gateway>> build(runtime::ServiceHost &host,
                                                  const std::map<contract::Service, runtime::ServiceHost *> &here,
                                                  const config::Settings &settings);

private:
    explicit Gateway(const config::Settings &settings);
    void routeTo(runtime::ServiceHost &host, runtime::ServiceHost &service);
    void routeTo(runtime::ServiceHost &host, contract::Service service, const QList<QByteArray> &instances);
    Result<void> addPages(runtime::ServiceHost &host);

    http::RateLimiter m_perAddress;
    http::AddressLimit m_addressLimit;
    std::vector<std::unique_ptr<ServiceProxy>> m_proxies;
};

} // namespace pos::gateway
