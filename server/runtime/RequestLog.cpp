// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/RequestLog.h"

#include "server/infra/logging/Logger.h"
#include "server/infra/metrics/ServiceMetrics.h"
#include "server/infra/trace/OtlpExporter.h"
#include "server/infra/trace/TraceParent.h"

namespace pos::runtime {

using namespace std::chrono;

void RequestLog::after(const http::Request &request, http::Response &response)
{
    const auto took = duration_cast<microseconds>(steady_clock::now() - request.received);
    // A path nobody serves must not become a label: any client could make as many as it likes.
    const QByteArray endpoint = request.pattern.isEmpty() ? QByteArrayLiteral("none") : request.pattern;
    m_metrics.requestFinished(request.method, endpoint, response.status, took);
    record(request, endpoint, response.status, took);
    m_log.request({request.requestId, request.method, endpoint, response.status, took});
    if (response.note.isEmpty())
        return;
    if (response.status >= 500)
        m_log.error("request failed", {{"request_id", request.requestId}, {"detail", response.note}});
    else
        m_log.debug("request refused", {{"request_id", request.requestId}, {"detail", response.note}});
}

void RequestLog::record(const http::Request &request, const QByteArray &endpoint, int status, nanoseconds took)
{
    // Monitors ask these all day long.
    const bool isProbe = endpoint == "/health" || endpoint == "/ready" || endpoint == "/metrics";
    if (!m_traces || isProbe || !trace::isSampled(request.traceparent))
        return;
    m_traces->take({.service = m_service,
                    .name = request.method + ' ' + endpoint,
                    .kind = trace::Span::Kind::Server,
                    .traceparent = request.traceparent,
                    .parent = request.parentSpan,
                    .began = system_clock::now() - took,
                    .took = took,
                    .attributes = {{"http.request.method", request.method},
                                   {"http.route", endpoint},
                                   {"http.response.status_code", {}, status},
                                   {"pos.request_id", request.requestId}},
                    .failed = status >= 500});
}

void RequestLog::refused(const QHostAddress & /*peer*/, int status, const QByteArray &detail)
{
    m_metrics
        .counter("pos_http_refused_total", "Bytes that never became a request, by the status they were answered with.",
                 {{"status", QByteArray::number(status).constData()}})
        .add();
    m_log.debug("connection refused", {{"status", status}, {"detail", detail}});
}

} // namespace pos::runtime
