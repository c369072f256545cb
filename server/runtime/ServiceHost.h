// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/EndpointRunner.h"
#include "server/http/HttpServer.h"
#include "server/http/middleware/RequestIds.h"
#include "server/http/middleware/TraceContext.h"
#include "server/infra/logging/Logger.h"
#include "server/infra/metrics/ServiceMetrics.h"
#include "server/runtime/GatewayProof.h"
#include "server/runtime/IoThread.h"
#include "server/runtime/RequestLog.h"
#include "server/runtime/ServiceModule.h"

#include <atomic>
#include <memory>

namespace pos::runtime {

// One service on its port: routes, /health, /ready, /metrics, a log and a registry of its own.
// Made, filled and listened to on one thread; what the process shares must outlive it.
class ServiceHost {
public:
    struct Shared {
        const Clock &clock;
        logging::Logs &logs;
        IoThread &io;
        http::WorkerPool &pool;
        std::shared_ptr<http::MemoryBudget> budget;
        const http::EndpointRunner &runner;
        std::shared_ptr<const keyring::InternalIdentity> identity = {}; // null: no gateway is believed
        trace::OtlpExporter *traces = nullptr; // null: none are made
        std::function<void(http::RateLimiter &)> shareLimit = {}; // SharedState::share()
    };

    static Result<std::unique_ptr<ServiceHost>> make(contract::Service service, const Shared &shared);
    ~ServiceHost();
    ServiceHost(const ServiceHost &) = delete;
    ServiceHost &operator=(const ServiceHost &) = delete;

    contract::Service service() const { return m_service; }
    const Shared &shared() const { return m_shared; }
    logging::Logger &log() { return *m_log; }
    metrics::ServiceMetrics &metrics() { return m_metrics; }

    // Binds the module's routes. Internal when one is missing or unknown.
    Result<void> adopt(ServiceModule module);
    const std::vector<http::BoundRoute> &routes() const { return m_routes; }
    // Answers one of routes() as if it had come through this service's own port. Workers only.
    http::Response run(const http::BoundRoute &route, const http::Request &request);

    void addRoute(const QByteArray &method, const QByteArray &pattern, http::Route route);
    // A limit of this process alone becomes one of all processes, where they share anything.
    void shareLimit(http::RateLimiter &limiter)
    {
        if (m_shared.shareLimit)
            m_shared.shareLimit(limiter);
    }
    void addCheck(ReadinessCheck check) { m_checks.push_back(std::move(check)); }
    // One more field of /ready while it is ready, asked on a worker: what a window shows of a server.
    void addReadyField(const char *name, std::function<QJsonValue()> value)
    {
        m_readyFields.emplace_back(name, std::move(value));
    }
    // Before listen(); a step of the gateway's own goes before the handler and after the log.
    void use(http::Middleware *middleware) { m_extra.push_back(middleware); }

    // A service on another address than loopback answers the gateway alone. Port 0 takes any free one. Unavailable
// "port_busy" names the port, and its owner where that can be seen.
    Result<quint16> listen(const QHostAddress &address, quint16 port);
    void stopAccepting();
    quint16 port() const { return m_port; }                    // 0: not yet
    std::optional<Instant> since() const;                      // it listens
    QJsonObject readiness() const;                             // the document of /ready; workers only
    std::optional<logging::LastError> lastError() const { return m_log->lastError(); }

private:
    http::Response work(const http::BoundRoute &route, const http::Request &request) const;
    ServiceHost(contract::Service service, const Shared &shared, std::unique_ptr<logging::Logger> log);
    http::Response ready(const http::Request &request) const;

    const contract::Service m_service;
    const QByteArray m_program = contract::programName(m_service);
    const Shared m_shared;
    std::unique_ptr<logging::Logger> m_log;
    metrics::ServiceMetrics m_metrics;
    RequestLog m_requestLog;
    http::RequestIds m_requestIds;
    http::TraceContext m_trace;
    GatewayProof m_gatewayProof;
    std::vector<http::Middleware *> m_extra;
    std::vector<ReadinessCheck> m_checks;
    std::vector<std::pair<const char *, std::function<QJsonValue()>>> m_readyFields;
    std::vector<http::BoundRoute> m_routes;
    std::shared_ptr<void> m_owner;
    std::atomic<quint16> m_port = 0;
    std::atomic<qint64> m_since = 0; // ms since the epoch
    http::Router m_router;
    std::unique_ptr<http::HttpServer> m_server; // lives on the I/O thread
};

} // namespace pos::runtime
