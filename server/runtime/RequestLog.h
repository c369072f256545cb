// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Routes.h"
#include "server/http/Middleware.h"

namespace pos::logging {
class Logger;
}
namespace pos::metrics {
class ServiceMetrics;
}

namespace pos::trace {
class OtlpExporter;
}

namespace pos::runtime {

// Every answer of a service in its log, its metrics and its traces, under the route's pattern. Thread-safe.
class RequestLog final : public http::Middleware {
public:
    // `traces` is null where none are made.
    RequestLog(contract::Service service, logging::Logger &log, metrics::ServiceMetrics &metrics,
               trace::OtlpExporter *traces)
        : m_service(contract::programName(service)), m_log(log), m_metrics(metrics), m_traces(traces)
    {
    }

    void after(const http::Request &request, http::Response &response) override;
    void refused(const QHostAddress &peer, int status, const QByteArray &detail) override;

private:
    void record(const http::Request &request, const QByteArray &endpoint, int status, std::chrono::nanoseconds took);

    const QByteArray m_service;
    logging::Logger &m_log;
    metrics::ServiceMetrics &m_metrics;
    trace::OtlpExporter *m_traces;
};

} // namespace pos::runtime
