// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Routes.h"
#include "server/http/Middleware.h"
#include "server/infra/keyring/InternalIdentity.h"

namespace pos::runtime {

// Behind the gateway the client's address comes in X-Forwarded-For. It is believed with the gateway's proof
// alone, wherever it comes from; a proof that does not hold is refused. Before it, RequestIds and TraceContext.
class GatewayProof final : public http::Middleware {
public:
    static constexpr auto kHeader = "X-Pos-Identity";

    GatewayProof(contract::Service service, const Clock &clock,
                 std::shared_ptr<const keyring::InternalIdentity> identity)
        : m_service(contract::toWord(service)), m_clock(clock), m_identity(std::move(identity))
    {
    }
    // From now on nobody but the gateway is answered, but for health, readiness and metrics. For a service that
    // listens where others than this machine's programs can reach it.
    void require() { m_isRequired = true; }

    std::optional<http::Response> before(http::Request &request) override;

private:
    Result<void> prove(http::Request &request, const QByteArray &proof) const;

    const QByteArray m_service;
    const Clock &m_clock;
    const std::shared_ptr<const keyring::InternalIdentity> m_identity; // null: no proof is believed
    bool m_isRequired = false;
};

} // namespace pos::runtime
