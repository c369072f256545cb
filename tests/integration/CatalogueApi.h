// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/EndpointRunner.h"
#include "server/product/ProductModule.h"
#include "tests/support/TestStore.h"

#include <QJsonDocument>
#include <QTest>

namespace pos::test {

// product-service as the gateway calls it, without a socket: routed, authorized, mapped. Who asks is
// given; two shops to look from one into the other.
class CatalogueApi {
public:
    struct Answer {
        int status = 0;
        QJsonObject body;
        http::Response response;

        QString code() const { return body[u"code"].toString(); }
        QString id() const { return body[u"id"].toString(); }
        QByteArray etag() const { return response.header("ETag"); }
        QJsonArray items() const { return body[u"items"].toArray(); }
        QString next() const { return body[u"next_cursor"].toString(); }
        QStringList all(const char *name) const
        {
            QStringList values;
            for (const QJsonValue &item : items())
                values.append(item[QLatin1StringView(name)].toVariant().toString());
            return values;
        }
        QStringList fields() const // "lines[0].unit unknown"
        {
            QStringList list;
            for (const QJsonValue &error : body[u"errors"].toArray())
                list.append(error[u"field"].toString() + u' ' + error[u"code"].toString());
            return list;
        }
    };
    using Headers = QList<QPair<QByteArray, QByteArray>>;

    CatalogueApi() : m_runner([this](const http::Request &) -> Result<http::Principal> { return m_who; }, nullptr)
    {
        auto module = product::makeModule(m_store.context());
        Q_ASSERT(module);
        m_module.emplace(std::move(*module));
        http::Endpoints endpoints(m_module->service);
        m_module->bind(endpoints);
        auto routes = endpoints.finish();
        if (!routes)
            qFatal("%s", qPrintable(routes.error().detail));
        m_routes = std::move(*routes);
        for (const http::BoundRoute &route : m_routes)
            m_router.add(route.spec->method, route.spec->pattern, {});
        shop = m_store.makeShop();
        otherShop = m_store.makeShop();
        as(contract::Role::Owner);
    }

    Id shop;
    Id otherShop;

    TestStore &store() { return m_store; }
    runtime::ServiceModule &module() { return *m_module; }
    void as(contract::Role role) { as(role, shop); }
    void as(contract::Role role, const Id &tenant)
    {
        m_who = {Id::make(m_store.clock()), tenant, Id::make(m_store.clock()), role, {}};
    }

    Answer send(const QByteArray &method, const QByteArray &target, const QByteArray &body, const QByteArray &type,
                Headers headers = {})
    {
        http::Request request;
        request.method = method;
        request.path = "/api/v1/" + target.split('?').first();
        request.query = target.contains('?') ? target.mid(target.indexOf('?') + 1) : QByteArray();
        request.requestId = "test";
        request.headers = std::move(headers);
        if (!type.isEmpty())
            request.headers.emplaceBack("Content-Type", type);
        request.body = body;
        const http::Router::Match match = m_router.match(method, request.path);
        request.params = match.params;
        for (const http::BoundRoute &route : m_routes) {
            if (route.spec->pattern == match.pattern && route.spec->method == method) {
                http::Response response = m_runner.run(route, request);
                if (response.status >= 500)
                    qWarning("%s %s: %s", method.constData(), target.constData(), qPrintable(response.note));
                return {response.status, QJsonDocument::fromJson(response.body).object(), response};
            }
        }
        return {match.status, {}, {}};
    }
    Answer get(const QByteArray &target, Headers headers = {})
    {
        return send("GET", target, {}, {}, std::move(headers));
    }
    Answer post(const QByteArray &target, const QJsonObject &body = {}, const QByteArray &key = {})
    {
        return send("POST", target, QJsonDocument(body).toJson(), "application/json",
                    key.isEmpty() ? Headers() : Headers{{"Idempotency-Key", key}});
    }
    Answer change(const QByteArray &method, const QByteArray &target, const QByteArray &etag, const QJsonObject &body)
    {
        return send(method, target, QJsonDocument(body).toJson(), "application/json",
                    etag.isEmpty() ? Headers() : Headers{{"If-Match", etag}});
    }
    Answer patch(const QByteArray &target, const QByteArray &etag, const QJsonObject &body)
    {
        return change("PATCH", target, etag, body);
    }
    Answer remove(const QByteArray &target) { return send("DELETE", target, {}, {}); }

    static QJsonObject product(const QString &sku, const QString &name, qint64 price = 1000)
    {
        return {{QStringLiteral("sku"), sku}, {QStringLiteral("name"), name}, {QStringLiteral("price"), price}};
    }
    // A product that is there: its document.
    QJsonObject made(const QJsonObject &document)
    {
        const Answer answer = post("products", document);
        if (answer.status != 201)
            qFatal("no product: %s", answer.response.body.constData());
        return answer.body;
    }
    qint64 events(const QByteArray &topic, const QByteArray &type)
    {
        return m_store.count("events.outbox WHERE topic = '" + topic + "' AND type = '" + type + "'");
    }

private:
    TestStore m_store;
    http::EndpointRunner m_runner;
    std::optional<runtime::ServiceModule> m_module;
    std::vector<http::BoundRoute> m_routes;
    http::Router m_router;
    http::Principal m_who;
};

} // namespace pos::test
