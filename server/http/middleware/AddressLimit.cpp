// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/middleware/AddressLimit.h"

#include "server/http/ProblemMapper.h"

namespace pos::http {

std::optional<Response> AddressLimit::before(Request &request)
{
    const bool watched = request.pattern != "/health" && request.pattern != "/ready" && request.pattern != "/metrics";
    if (m_limiter.isUnlimited() || !watched)
        return {};
    const auto decision = m_limiter.take(clientOf(request.peer).toString().toLatin1(), request.received);
    request.rateLimit = m_limiter.header(decision);
    if (decision.allowed)
        return {};
    Error error{ErrorCode::RateLimited, {}, QStringLiteral("too many requests from this address")};
    error.retryAfterSeconds = decision.waitSeconds;
    return toProblem(error, request);
}

void AddressLimit::after(const Request &request, Response &response)
{
    if (request.rateLimit.isEmpty())
        return;
    response.headers.emplaceBack("RateLimit-Policy", m_limiter.policyHeader());
    response.headers.emplaceBack("RateLimit", request.rateLimit);
}

} // namespace pos::http
