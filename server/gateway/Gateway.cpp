// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/gateway/Gateway.h"

#include "server/gateway/OpenApi.h"

#include <QFile>
#include <QJsonDocument>

namespace pos::gateway {

using http::ReplyHandle;
using http::RequestPtr;
using http::Response;
using http::Route;

namespace {

Result<QByteArray> resource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::internal(QStringLiteral("the program lacks %1").arg(path)));
    return file.readAll();
}

} // namespace

Gateway::Gateway(const config::Settings &settings)
    : m_perAddress({"address", settings.ratePerAddress, settings.ratePerAddress * 2}), m_addressLimit(m_perAddress)
{
}

Result<std::shared_ptr<Gateway>> Gateway::build(runtime::ServiceHost &host,
                                                const std::map<contract::Service, runtime::ServiceHost *> &here,
                                                const config::Settings &settings)
{
    const auto gateway = std::shared_ptr<Gateway>(new Gateway(settings));
    host.use(&gateway->m_addressLimit);
    host.shareLimit(gateway->m_perAddress);
    for (int i = 1; i < contract::kServiceCount; ++i) {
        const auto service = static_cast<contract::Service>(i);
        const auto local = here.find(service);
        if (settings.serviceUrls[static_cast<size_t>(i)].isEmpty() && local != here.end())
            gateway->routeTo(host, *local->second);
        else
            gateway->routeTo(host, service, settings.instancesOf(i));
    }
    POS_CHECK(gateway->addPages(host));
    return gateway;
}

void Gateway::routeTo(runtime::ServiceHost &host, runtime::ServiceHost &service)
{
    for (const http::BoundRoute &route : service.routes()) {
        host.addRoute(route.spec->method, route.spec->pattern,
                      {Route::Runs::OnWorker, route.spec->bodyBytes,
                       [&service, &route](const RequestPtr &request, ReplyHandle reply) {
                           reply.send(service.run(route, *request));
                       }});
    }
}

void Gateway::routeTo(runtime::ServiceHost &host, contract::Service service, const QList<QByteArray> &instances)
{
    const runtime::ServiceHost::Shared &shared = host.shared();
    // A service that hangs holds half of the workers at most; the other half answers for the rest.
    m_proxies.push_back(std::make_unique<ServiceProxy>(
        service, instances,
        ServiceProxy::Options{
            .clock = shared.clock, .identity = shared.identity, .mostAtOnce = std::max(2, shared.pool.threads() / 2)}));
    const ServiceProxy &proxy = *m_proxies.back();
    host.metrics().gaugeFrom(
        "pos_gateway_circuit_open", "1 while a service elsewhere is left alone because it does not answer.",
        [&proxy] { return proxy.isOpen() ? 1 : 0; }, {{"service", contract::toWord(service).constData()}});
    for (const contract::RouteSpec &spec : contract::routes()) {
        if (spec.service != service)
            continue;
        host.addRoute(spec.method, spec.pattern,
                      {Route::Runs::OnWorker, spec.bodyBytes, [&proxy](const RequestPtr &request, ReplyHandle reply) {
                           reply.send(proxy.forward(*request));
                       }});
    }
    host.addCheck({contract::programName(service), [&proxy] { return proxy.check(); }});
}

Result<void> Gateway::addPages(runtime::ServiceHost &host)
{
    const auto page = [&host](const QByteArray &path, const QByteArray &mediaType, const QByteArray &bytes) {
        const Response response =
            Response::bytes(mediaType, bytes)
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
        host.addRoute("GET", path, {Route::Runs::OnServerThread, 0, [response](const RequestPtr &, ReplyHandle reply) {
                                        reply.send(response);
                                    }});
    };
    POS_TRY(const QJsonObject document, openapi::assemble());
    page("/openapi.json", "application/json", QJsonDocument(document).toJson(QJsonDocument::Compact));
    POS_TRY(const QByteArray html, resource(QStringLiteral(":/web/docs.html")));
    POS_TRY(const QByteArray script, resource(QStringLiteral(":/web/docs.js")));
    POS_TRY(const QByteArray style, resource(QStringLiteral(":/web/docs.css")));
    page("/docs", "text/html; charset=utf-8", html);
    page("/docs/docs.js", "text/javascript; charset=utf-8", script);
    page("/docs/docs.css", "text/css; charset=utf-8", style);
    host.addRoute("GET", "/", {Route::Runs::OnServerThread, 0, [](const RequestPtr &, ReplyHandle reply) {
                                   reply.send(Response{302, {}, {{"Location", "/docs"}}, {}});
                               }});
    return {};
}

} // namespace pos::gateway
