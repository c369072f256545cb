// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/runtime/ServiceHost.h"

namespace pos::runtime {

// While a server waits for its parts elsewhere its ports answer already: alive, not ready and why, and 503 to all
// else. Gone before the services themselves listen.
class WaitingPorts {
public:
    struct Port {
        contract::Service service;
        QHostAddress address;
        quint16 number;
    };

    // `shared` without a runner of its own. Errors as ServiceHost::listen().
    static Result<std::unique_ptr<WaitingPorts>> open(const QList<Port> &ports, const ServiceHost::Shared &shared);
    // What is waited for, for /ready; any thread.
    void waitFor(const Error &reason);

private:
    class Refusal final : public http::Middleware {
    public:
        std::optional<http::Response> before(http::Request &request) override;
    };
    WaitingPorts() = default;
    Result<void> check();

    Refusal m_refusal;
    std::mutex m_mutex;
    Error m_reason;
    std::vector<std::unique_ptr<ServiceHost>> m_hosts;
};

} // namespace pos::runtime
