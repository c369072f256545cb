// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Middleware.h"

namespace pos::logging {
class Logger;
}
namespace pos::metrics {
class ServiceMetrics;
}

namespace pos::runtime {

// Every answer of a service in its log and its metrics, under the route's pattern. Thread-safe.
class RequestLog final : public http::Middleware {
public:
    RequestLog(logging::Logger &log, metrics::ServiceMetrics &metrics) : m_log(log), m_metrics(metrics) { }

    void after(const http::Request &request, http::Response &response) override;
    void refused(const QHostAddress &peer, int status, const QByteArray &detail) override;

private:
    logging::Logger &m_log;
    metrics::ServiceMetrics &m_metrics;
};

} // namespace pos::runtime
