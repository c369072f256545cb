// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/middleware/TraceContext.h"

#include "server/infra/trace/TraceParent.h"

namespace pos::http {

std::optional<Response> TraceContext::before(Request &request)
{
    const QByteArray given = request.header("traceparent");
    if (!trace::isTraceParent(given)) {
        request.traceparent = trace::newTrace(m_records);
        return {};
    }
    request.traceparent = trace::childOf(given);
    request.parentSpan = trace::spanIdOf(given);
    return {};
}

} // namespace pos::http
