// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/WaitingPorts.h"

#include "server/http/ProblemMapper.h"

namespace pos::runtime {

Result<std::unique_ptr<WaitingPorts>> WaitingPorts::open(const QList<Port> &ports, const ServiceHost::Shared &shared)
{
    std::unique_ptr<WaitingPorts> waiting(new WaitingPorts);
    for (const Port &port : ports) {
        POS_TRY(auto host, ServiceHost::make(port.service, shared));
        host->use(&waiting->m_refusal);
        host->addCheck({"start", [self = waiting.get()] { return self->check(); }});
        POS_CHECK(host->listen(port.address, port.number));
        waiting->m_hosts.push_back(std::move(host));
    }
    return waiting;
}

void WaitingPorts::waitFor(const Error &reason)
{
    const std::lock_guard lock(m_mutex);
    m_reason = reason;
}

Result<void> WaitingPorts::check()
{
    const std::lock_guard lock(m_mutex);
    return fail(m_reason);
}

std::optional<http::Response> WaitingPorts::Refusal::before(http::Request &request)
{
    if (!request.pattern.isEmpty())
        return {}; // health, readiness, metrics: nothing else is routed yet
    return http::refusal(503, "the server is starting and waits for a part of it; /ready says for which", &request);
}

} // namespace pos::runtime
