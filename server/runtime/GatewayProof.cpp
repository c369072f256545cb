// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/GatewayProof.h"

#include "server/http/ProblemMapper.h"

namespace pos::runtime {

Result<void> GatewayProof::prove(http::Request &request, const QByteArray &proof) const
{
    if (!m_identity)
        return fail(
            Error::forbidden(QStringLiteral("gateway_unproven"), QStringLiteral("this service believes no gateway")));
    const QByteArray client = request.header("X-Forwarded-For");
    POS_CHECK(m_identity->verify({.service = m_service,
                                  .method = request.method,
                                  .target = request.query.isEmpty() ? request.path : request.path + '?' + request.query,
                                  .authorization = request.header("Authorization"),
                                  .requestId = request.header("X-Request-Id"),
                                  .traceparent = request.header("traceparent"),
                                  .client = client},
                                 proof, m_clock.now()));
    if (const QHostAddress address(QString::fromLatin1(client)); !address.isNull())
        request.peer = address;
    return {};
}

std::optional<http::Response> GatewayProof::before(http::Request &request)
{
    const QByteArray proof = request.header(kHeader);
    const bool isForAnyone =
        request.pattern == "/health" || request.pattern == "/ready" || request.pattern == "/metrics";
    if (proof.isEmpty() && (!m_isRequired || isForAnyone))
        return {};
    const Result<void> proven = proof.isEmpty()
                                    ? fail(Error::forbidden(QStringLiteral("gateway_unproven"),
                                                            QStringLiteral("this service answers its gateway alone")))
                                    : prove(request, proof);
    if (proven)
        return {};
    return http::toProblem(proven.error(), request);
}

} // namespace pos::runtime
