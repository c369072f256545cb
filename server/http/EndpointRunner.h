// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/http/RateLimiter.h"
#include "server/http/Router.h"

namespace pos::http {

// Proves who is asking from the Authorization header. Runs on workers, may block.
using Authenticator = std::function<Result<Principal>(const Request &)>;

// What happens on the worker around every handler: authenticate, limit the user, authorize, check the
// request, call, map the error. Thread-safe; shared by all routes.
class EndpointRunner {
public:
    // `perUser` may be null.
    EndpointRunner(Authenticator authenticate, RateLimiter *perUser)
        : m_authenticate(std::move(authenticate)), m_perUser(perUser)
    {
    }

    Response run(const BoundRoute &route, const Request &request) const;

private:
    Result<Response> answer(const BoundRoute &route, const Request &request, QByteArray &rateLimit) const;

    Authenticator m_authenticate;
    RateLimiter *m_perUser;
};

} // namespace pos::http
