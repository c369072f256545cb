// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/contract/Routes.h"
#include "server/http/Call.h"
#include "server/http/Response.h"

#include <functional>
#include <vector>

namespace pos::http {

// Runs on a worker thread, several at a time. Never throws.
using Endpoint = std::function<Result<Response>(const Call &)>;

struct BoundRoute {
    const contract::RouteSpec *spec = nullptr;
    Endpoint endpoint;
};

// A service binds a handler to each of its routes of core/contract/Routes.h, which also says who may
// call it and how large a body may be. Used while the server starts, on one thread.
class Endpoints {
public:
    explicit Endpoints(contract::Service service) : m_service(service) { }

    void bind(const char *method, const char *pattern, Endpoint endpoint);

    // Internal, naming all of them, when a bound route is unknown, bound twice or of another service,
    // or a route of this service has no handler.
    Result<std::vector<BoundRoute>> finish();

private:
    contract::Service m_service;
    std::vector<BoundRoute> m_bound;
    QStringList m_faults;
};

} // namespace pos::http
