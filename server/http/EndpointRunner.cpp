// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/EndpointRunner.h"

#include "server/http/ProblemMapper.h"

namespace pos::http {

namespace {

Result<void> authorize(const contract::Access &access, const Principal &principal)
{
    if (access.kind != contract::Access::Kind::Permitted || contract::isGranted(principal.role, access.permission))
        return {};
    return fail(Error::forbidden(QStringLiteral("missing_permission"),
                                 QStringLiteral("the role %1 does not hold the permission %2")
                                     .arg(QLatin1StringView(contract::toWord(principal.role)),
                                          QLatin1StringView(contract::toWord(access.permission)))));
}

// The client's copy is still the current one.
bool isNotModified(const Request &request, const Response &response)
{
    const QByteArray tag = response.header("ETag");
    return response.status == 200 && !tag.isEmpty() && (request.method == "GET" || request.method == "HEAD")
           && request.header("If-None-Match") == tag;
}

} // namespace

Response EndpointRunner::run(const BoundRoute &route, const Request &request) const
{
    QByteArray rateLimit;
    Result<Response> result = answer(route, request, rateLimit);
    Response response = result ? std::move(*result) : toProblem(result.error(), request);
    if (isNotModified(request, response)) {
        response.status = 304;
        response.body.clear();
    }
    if (response.header("Cache-Control").isEmpty())
        response.headers.emplaceBack("Cache-Control",
                                     response.header("ETag").isEmpty() ? "no-store" : "private, no-cache");
    if (!rateLimit.isEmpty()) {
        response.headers.emplaceBack("RateLimit-Policy", m_perUser->policyHeader());
        response.headers.emplaceBack("RateLimit", rateLimit);
    }
    return response;
}

Result<Response> EndpointRunner::answer(const BoundRoute &route, const Request &request, QByteArray &rateLimit) const
{
    std::optional<Principal> principal;
    if (route.spec->access.kind != contract::Access::Kind::Public) {
        POS_TRY(principal, m_authenticate(request));
        if (m_perUser && !m_perUser->isUnlimited()) {
            const auto decision = m_perUser->take(principal->user.toBytes(), std::chrono::steady_clock::now());
            rateLimit = m_perUser->header(decision);
            if (!decision.allowed) {
                Error error{ErrorCode::RateLimited, {}, QStringLiteral("too many requests from this user")};
                error.retryAfterSeconds = decision.waitSeconds;
                return fail(std::move(error));
            }
        }
        POS_CHECK(authorize(route.spec->access, *principal));
    }
    POS_TRY(const Call call, Call::make(request, std::move(principal)));
    return route.endpoint(call);
}

} // namespace pos::http
