// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/http/EndpointRunner.h"
#include "server/infra/cache/MemoryCache.h"
#include "server/infra/keyring/OpaqueToken.h"
#include "server/infra/keyring/PersonalColumns.h"
#include "server/runtime/ServiceModule.h"
#include "server/runtime/SessionAuthenticator.h"
#include "tests/support/TestStore.h"

#include <QJsonDocument>

namespace pos::test {

// Services on real tokens and sessions, called as the gateway calls them: sign in, be authorized, be answered.
class IdentityApi {
public:
    struct Answer {
        int status = 0;
        QJsonObject body;
        http::Response response;
        QString code() const { return body[u"code"].toString(); }
        QString fieldCodes() const // "slug:not_a_slug email:required"
        {
            QStringList codes;
            for (const QJsonValue &error : body[u"errors"].toArray())
                codes.append(error[u"field"].toString() + u':' + error[u"code"].toString());
            return codes.join(u' ');
        }
        qint64 etag() const { return response.header("ETag").replace('"', "").toLongLong(); }
    };
    struct Tokens {
        QByteArray access;
        QString refresh;
        Id user;
        Id tenant;
    };

    // `shared` is what several of them remember sessions in; null: each by itself.
    IdentityApi(TestStore &store, const std::vector<runtime::ModuleFactory> &factories, bool registrationOpen = false,
                cache::Cache *shared = nullptr)
        : m_store(store), m_cache(store.clock()), m_states(shared ? *shared : m_cache),
          m_authenticator(store.database(), store.context().tokenKeys, store.clock(), m_states),
          m_runner([this](const http::Request &request) { return m_authenticator.authenticate(request); }, nullptr)
    {
        m_settings.registrationOpen = registrationOpen;
        const runtime::ServerContext &given = store.context();
        m_context.reset(new runtime::ServerContext{m_settings, given.clock, given.database, given.keys,
                                                   given.subjectKeys, given.tokenKeys, given.cipher, given.log,
                                                   given.metrics, nullptr, &m_states});
        for (const auto &make : factories) {
            auto module = make(*m_context);
            if (!module)
                qFatal("%s", qPrintable(module.error().detail));
            http::Endpoints endpoints(module->service);
            module->bind(endpoints);
            auto routes = endpoints.finish();
            if (!routes)
                qFatal("%s", qPrintable(routes.error().detail));
            m_routes.insert(m_routes.end(), routes->begin(), routes->end());
            m_modules.push_back(std::move(*module));
        }
        for (size_t i = 0; i < m_routes.size(); ++i)
            m_router.add(m_routes[i].spec->method, m_routes[i].spec->pattern, {});
    }

    Answer call(const QByteArray &method, const QByteArray &target, const QJsonObject &body = {},
                const QByteArray &token = {}, const QList<QPair<QByteArray, QByteArray>> &headers = {})
    {
        http::Request request;
        request.method = method;
        request.path = target.split('?').first();
        request.query = target.contains('?') ? target.mid(target.indexOf('?') + 1) : QByteArray();
        request.peer = QHostAddress(m_peer);
        request.requestId = "test";
        request.headers = headers;
        if (method != "GET" && method != "DELETE") {
            request.headers.emplaceBack("Content-Type", "application/json");
            request.body = QJsonDocument(body).toJson();
        }
        if (!token.isEmpty())
            request.headers.emplaceBack("Authorization", "Bearer " + token);
        const http::Router::Match match = m_router.match(method, request.path);
        request.params = match.params;
        request.pattern = match.pattern;
        for (const http::BoundRoute &route : m_routes) {
            if (route.spec->pattern == match.pattern && route.spec->method == method) {
                http::Response response = m_runner.run(route, request);
                return {response.status, QJsonDocument::fromJson(response.body).object(), response};
            }
        }
        return {match.status, {}, {}};
    }
    Answer post(const QByteArray &path, const QJsonObject &body, const QByteArray &token = {})
    {
        return call("POST", "/api/v1/" + path, body, token);
    }
    Answer get(const QByteArray &path, const QByteArray &token) { return call("GET", "/api/v1/" + path, {}, token); }

    // Requests come from this address until it is changed.
    void setPeer(const QString &address) { m_peer = address; }

    static QJsonObject shop(const QString &slug, const QString &email)
    {
        return {{QStringLiteral("shop_name"), QStringLiteral("Toko Melati")},
                {QStringLiteral("slug"), slug},
                {QStringLiteral("currency"), QStringLiteral("IDR")},
                {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")},
                {QStringLiteral("business_day_cutoff"), 4},
                {QStringLiteral("tax_regime"), QStringLiteral("ppn")},
                {QStringLiteral("language"), QStringLiteral("id")},
                {QStringLiteral("owner_name"), QStringLiteral("Siti Nurhaliza")},
                {QStringLiteral("email"), email},
                {QStringLiteral("password"), password()}};
    }
    static QString password() { return QStringLiteral("rahasia toko melati"); }

    static Tokens tokensOf(const Answer &answer)
    {
        const QJsonObject user = answer.body[u"user"].toObject();
        return {answer.body[u"access_token"].toString().toLatin1(), answer.body[u"refresh_token"].toString(),
                Id::parse(user[u"id"].toString()).value_or(Id()),
                Id::parse(user[u"tenant_id"].toString()).value_or(Id())};
    }
    Tokens registerShop(const QString &slug, const QString &email)
    {
        const Answer made = post("auth/register", shop(slug, email));
        if (made.status != 201)
            qFatal("no shop: %d %s", made.status, made.response.body.constData());
        return tokensOf(made);
    }
    Answer login(const QString &email, const QString &with = password())
    {
        return post("auth/login", {{QStringLiteral("email"), email}, {QStringLiteral("password"), with}});
    }

    // Invites as that owner, accepts, and signs in. Empty where a step is refused.
    Tokens join(const Tokens &owner, const QString &email, const char *role, const QString &with = password())
    {
        const QJsonObject invitation{{QStringLiteral("email"), email},
                                     {QStringLiteral("role"), QString::fromLatin1(role)}};
        if (post("invitations", invitation, owner.access).status != 201)
            return {};
        const auto accepted = post("invitations/accept", {{QStringLiteral("token"), mailedToken("invitation")},
                                                          {QStringLiteral("name"), QStringLiteral("Budi Santoso")},
                                                          {QStringLiteral("password"), with}});
        return accepted.status == 201 ? tokensOf(login(email, with)) : Tokens();
    }

    // What the person would find in the newest mail with a link: read as notification-service does.
    QString mailedToken(const QByteArray &purpose)
    {
        const pg::Rows rows =
            m_store.admin("SELECT t.tenant_id, t.id, t.secret_enc, u.subject_pid FROM identity.tokens t "
                          "JOIN identity.users u ON u.tenant_id = t.tenant_id AND u.id = t.user_id "
                          "WHERE t.used_at IS NULL AND t.purpose = '"
                          + purpose + "' ORDER BY t.id DESC LIMIT 1");
        if (rows.isEmpty())
            return {};
        const pg::Row row = rows.first();
        const auto secret =
            m_store.database().forTenant(row.id("tenant_id"), [&](pg::Transaction &tx) -> Result<QByteArray> {
                POS_TRY(const auto key, m_store.subjectKeys().load(tx, row.id("tenant_id"), row.id("subject_pid")));
                return m_store.cipher().open(
                    *key, {keyring::kTokenSecret, row.id("tenant_id"), row.id("id"), row.id("subject_pid")},
                    row.bytes("secret_enc"));
            });
        return QString::fromLatin1(
            keyring::OpaqueToken::fromSecret(row.id("tenant_id"), row.id("id"), secret.value()).toText());
    }
    // How many audit events of that kind have been written.
    qint64 audited(const QByteArray &action)
    {
        return m_store.count("events.outbox WHERE topic = 'pos.audit.v1' AND type = '" + action + "'");
    }

private:
    TestStore &m_store;
    config::Settings m_settings;
    std::unique_ptr<runtime::ServerContext> m_context;
    cache::MemoryCache m_cache;
    runtime::SessionStates m_states;
    runtime::SessionAuthenticator m_authenticator;
    http::EndpointRunner m_runner;
    std::vector<runtime::ServiceModule> m_modules;
    std::vector<http::BoundRoute> m_routes;
    http::Router m_router;
    QString m_peer = QStringLiteral("192.0.2.1");
};

} // namespace pos::test
