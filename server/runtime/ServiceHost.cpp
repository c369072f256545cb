// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/ServiceHost.h"

#include "core/base/Version.h"
#include "server/infra/trace/Scope.h"
#include "server/runtime/PortOwner.h"

namespace pos::runtime {

using http::ReplyHandle;
using http::RequestPtr;
using http::Response;
using http::Route;

Result<std::unique_ptr<ServiceHost>> ServiceHost::make(contract::Service service, const Shared &shared)
{
    POS_TRY(auto log, shared.logs.service(contract::programName(service)));
    return std::unique_ptr<ServiceHost>(new ServiceHost(service, shared, std::move(log)));
}

ServiceHost::ServiceHost(contract::Service service, const Shared &shared, std::unique_ptr<logging::Logger> log)
    : m_service(service), m_shared(shared), m_log(std::move(log)), m_metrics(service),
      m_requestLog(service, *m_log, m_metrics, shared.traces), m_requestIds(shared.clock),
      m_trace(shared.traces != nullptr), m_gatewayProof(service, shared.clock, shared.identity)
{
    addRoute("GET", "/health",
             {Route::Runs::OnServerThread, 0, [](const RequestPtr &, ReplyHandle reply) {
                  reply.send(Response::json(200, {{QStringLiteral("status"), QStringLiteral("healthy")}})
                                 .with("Cache-Control", "no-store"));
              }});
    addRoute("GET", "/ready", {Route::Runs::OnWorker, 0, [this](const RequestPtr &request, ReplyHandle reply) {
                                   reply.send(ready(*request));
                               }});
    addRoute("GET", "/metrics",
             {Route::Runs::OnWorker, 0, [this](const RequestPtr &, ReplyHandle reply) {
                  reply.send(Response::bytes("text/plain; version=0.0.4; charset=utf-8", m_metrics.render()));
              }});
}

ServiceHost::~ServiceHost()
{
    m_shared.io.run([this] { m_server.reset(); });
}

Result<void> ServiceHost::adopt(ServiceModule module)
{
    http::Endpoints endpoints(m_service);
    module.bind(endpoints);
    POS_TRY(m_routes, endpoints.finish());
    for (const http::BoundRoute &route : m_routes) {
        addRoute(route.spec->method, route.spec->pattern,
                 {Route::Runs::OnWorker, route.spec->bodyBytes,
                  [this, &route](const RequestPtr &request, ReplyHandle reply) { reply.send(work(route, *request)); }});
    }
    for (ReadinessCheck &check : module.checks)
        addCheck(std::move(check));
    m_owner = std::move(module.owner);
    return {};
}

// Statements and events of this work are marked with its trace.
Response ServiceHost::work(const http::BoundRoute &route, const http::Request &request) const
{
    const trace::Scope scope({m_shared.traces, m_program, request.traceparent});
    return m_shared.runner.run(route, request);
}

http::Response ServiceHost::run(const http::BoundRoute &route, const http::Request &request)
{
    http::Request own = request;
    if (m_shared.traces && trace::isSampled(request.traceparent)) { // a step of the gateway's, as if over its own port
        own.received = std::chrono::steady_clock::now();
        own.traceparent = trace::childOf(request.traceparent);
        own.parentSpan = trace::spanIdOf(request.traceparent);
    }
    Response response = work(route, own);
    m_requestLog.after(own, response);
    return response;
}

void ServiceHost::addRoute(const QByteArray &method, const QByteArray &pattern, Route route)
{
    m_metrics.declareEndpoint(method, pattern);
    m_router.add(method, pattern, std::move(route));
}

Result<quint16> ServiceHost::listen(const QHostAddress &address, quint16 port)
{
    Result<quint16> bound = 0;
    m_shared.io.run([&] {
        m_server = std::make_unique<http::HttpServer>(m_router, m_shared.pool, http::Limits{}, m_shared.budget);
        m_server->use(&m_requestLog);
        m_server->use(&m_requestIds);
        m_server->use(&m_trace);
        if (m_service != contract::Service::Gateway) {
            m_server->use(&m_gatewayProof);
            if (!address.isLoopback())
                m_gatewayProof.require();
        }
        for (http::Middleware *step : m_extra)
            m_server->use(step);
        bound = m_server->start(address, port);
    });
    if (!bound) {
        const QString owner = ownerOfPort(port);
        return fail(Error::unavailable(
            QStringLiteral("port_busy"),
            QStringLiteral("%1 cannot use port %2%3. Stop that program or choose other ports with --port-base.")
                .arg(QLatin1StringView(contract::programName(m_service)))
                .arg(port)
                .arg(owner.isEmpty() ? QStringLiteral(": ") + bound.error().detail
                                     : QStringLiteral(": it is used by ") + owner)));
    }
    m_port = *bound;
    m_since = m_shared.clock.now().time_since_epoch().count();
    return bound;
}

std::optional<Instant> ServiceHost::since() const
{
    const qint64 since = m_since;
    return since == 0 ? std::nullopt : std::optional(Instant(Duration(since)));
}

void ServiceHost::stopAccepting()
{
    m_shared.io.run([this] {
        if (m_server)
            m_server->stopAccepting();
    });
}

QJsonObject ServiceHost::readiness() const
{
    QJsonArray parts;
    QJsonObject document{{QStringLiteral("status"), QStringLiteral("ready")},
                         {QStringLiteral("version"), version()},
                         {QStringLiteral("since"), since() ? QJsonValue(toRfc3339(*since())) : QJsonValue()}};
    for (const ReadinessCheck &check : m_checks) {
        const Result<void> outcome = check.check();
        QJsonObject part{{QStringLiteral("part"), QString::fromLatin1(check.part)},
                         {QStringLiteral("ready"), outcome.has_value()}};
        if (!outcome) {
            part[u"detail"] = outcome.error().detail;
            const bool isFirst =
                check.isNeeded ? document[u"status"] == QStringLiteral("ready") : !document.contains(u"part");
            if (isFirst) {
                document[u"part"] = QString::fromLatin1(check.part);
                document[u"detail"] = outcome.error().detail;
            }
            if (check.isNeeded)
                document[u"status"] = QStringLiteral("not_ready");
        }
        parts.append(part);
    }
    document[u"parts"] = parts;
    return document;
}

Response ServiceHost::ready(const http::Request &) const
{
    QJsonObject document = readiness();
    const bool good = document[u"status"] == QStringLiteral("ready");
    for (const auto &[name, value] : m_readyFields) {
        if (good)
            document[QLatin1StringView(name)] = value();
    }
    const Response response = Response::json(good ? 200 : 503, document).with("Cache-Control", "no-store");
    return good ? response : response.with("Retry-After", "5");
}

} // namespace pos::runtime
