// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthRoutes.h"

#include "server/http/RateLimiter.h"
#include "server/runtime/Actors.h"

namespace pos::auth {

using http::Call;
using http::Response;

namespace {

Visitor visitorOf(const Call &call)
{
    return {runtime::actorOf(call), http::clientOf(call.peerAddress()).toString().toLatin1(),
            QString::fromUtf8(call.request().header("User-Agent"))};
}

Member memberOf(const Call &call)
{
    const http::Principal &who = call.principal();
    return {who.tenant, who.user, who.session, runtime::actorOf(call)};
}

Response secret(int status, const QJsonObject &document)
{
    return Response::json(status, document).with("Cache-Control", "no-store");
}

// {"name": text} and nothing else.
Result<QString> only(const Call &call, const char *name, contract::JsonReader::TextRule rule)
{
    POS_TRY(contract::JsonReader reader, call.json());
    QString text = reader.text(name, rule);
    POS_CHECK(reader.finish());
    return text;
}

Result<Response> registerShop(const AuthService &service, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::RegisterShop::read(std::move(reader)));
    POS_TRY(const auto made, service.registration.make(wanted, visitorOf(call), ShopRegistration::Trust::Visitor));
    if (made.signedIn)
        return secret(201, made.signedIn->toJson());
    return secret(202, {{QStringLiteral("status"), QStringLiteral("verification_required")},
                        {QStringLiteral("tenant_id"), made.tenant.toString()}});
}

Result<Response> login(const AuthService &service, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::Login::read(std::move(reader)));
    POS_TRY(const auto signedIn, service.signIn.login(wanted, visitorOf(call)));
    return secret(200, signedIn.toJson());
}

Result<Response> refresh(const AuthService &service, const Call &call)
{
    POS_TRY(const QString token, only(call, "refresh_token", contract::kTokenRule));
    POS_TRY(const auto signedIn, service.sessions.refresh(token, visitorOf(call)));
    return secret(200, signedIn.toJson());
}

Result<Response> logout(const AuthService &service, const Call &call)
{
    POS_CHECK(service.sessions.end(memberOf(call), call.principal().session, "logout"));
    return Response::noContent();
}

Response pageOf(const std::vector<contract::SessionItem> &sessions)
{
    QJsonArray items;
    for (const auto &session : sessions)
        items.append(session.toJson());
    return Response::page(items, {});
}

Result<Response> listSessions(const AuthService &service, const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const auto sessions, service.sessions.list(memberOf(call)));
    return pageOf(sessions);
}

Result<Response> endSession(const AuthService &service, const Call &call)
{
    POS_TRY(const Id session, call.pathId("id"));
    POS_CHECK(service.sessions.end(memberOf(call), session, "ended"));
    return Response::noContent();
}

Result<Response> endSessions(const AuthService &service, const Call &call)
{
    POS_CHECK(call.allowQuery({"keep"}));
    POS_TRY(const auto keep, call.queryOneOf("keep", {QStringLiteral("current")}));
    POS_CHECK(service.sessions.endAll(memberOf(call), keep ? call.principal().session : Id()));
    return Response::noContent();
}

Result<Response> listSessionsOf(const AuthService &service, const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const Id user, call.pathId("id"));
    POS_TRY(const auto sessions, service.sessions.listOf(memberOf(call), user));
    return pageOf(sessions);
}

Result<Response> endSessionOf(const AuthService &service, const Call &call)
{
    POS_TRY(const Id user, call.pathId("id"));
    POS_TRY(const Id session, call.pathId("session_id"));
    POS_CHECK(service.sessions.endOf(memberOf(call), user, session));
    return Response::noContent();
}

Result<Response> endSessionsOf(const AuthService &service, const Call &call)
{
    POS_TRY(const Id user, call.pathId("id"));
    POS_CHECK(service.sessions.endAllOf(memberOf(call), user));
    return Response::noContent();
}

Result<Response> verifyEmail(const AuthService &service, const Call &call)
{
    POS_TRY(const QString token, only(call, "token", contract::kTokenRule));
    POS_CHECK(service.credentials.verifyEmail(token, visitorOf(call)));
    return Response::noContent();
}

Result<Response> forgot(const AuthService &service, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    const QString email = contract::readEmail(reader, "email");
    POS_CHECK(reader.finish());
    POS_CHECK(service.credentials.forgot(email, visitorOf(call)));
    return Response::json(202, {{QStringLiteral("status"), QStringLiteral("accepted")}});
}

Result<Response> reset(const AuthService &service, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::ResetPassword::read(std::move(reader)));
    POS_CHECK(service.credentials.reset(wanted, visitorOf(call)));
    return Response::noContent();
}

Result<Response> changePassword(const AuthService &service, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::ChangePassword::read(std::move(reader)));
    POS_CHECK(service.credentials.change(wanted, memberOf(call)));
    return Response::noContent();
}

Result<Response> setPin(const AuthService &service, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::SetPin::read(std::move(reader)));
    POS_CHECK(service.credentials.setPin(wanted, memberOf(call)));
    return Response::noContent();
}

Result<Response> approve(const AuthService &service, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::GiveApproval::read(std::move(reader)));
    POS_TRY(const auto given, service.approvals.give(wanted, memberOf(call)));
    return Response::json(201, {{QStringLiteral("approval_id"), given.id.toString()},
                                {QStringLiteral("expires_at"), toRfc3339(given.expiresAt)}});
}

Result<Response> me(const AuthService &service, const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const auto account, service.signIn.me(memberOf(call)));
    return secret(200, account.toJson());
}

} // namespace

void bindRoutes(http::Endpoints &endpoints, const AuthService &service)
{
    using Handler = Result<Response> (*)(const AuthService &, const Call &);
    const auto bind = [&](const char *method, const char *pattern, Handler handler) {
        endpoints.bind(method, pattern, [&service, handler](const Call &call) { return handler(service, call); });
    };
    bind("POST", "/api/v1/auth/register", registerShop);
    bind("POST", "/api/v1/auth/verify-email", verifyEmail);
    bind("POST", "/api/v1/auth/login", login);
    bind("POST", "/api/v1/auth/refresh", refresh);
    bind("POST", "/api/v1/auth/logout", logout);
    bind("GET", "/api/v1/auth/sessions", listSessions);
    bind("DELETE", "/api/v1/auth/sessions", endSessions);
    bind("DELETE", "/api/v1/auth/sessions/{id}", endSession);
    bind("GET", "/api/v1/users/{id}/sessions", listSessionsOf);
    bind("DELETE", "/api/v1/users/{id}/sessions", endSessionsOf);
    bind("DELETE", "/api/v1/users/{id}/sessions/{session_id}", endSessionOf);
    bind("POST", "/api/v1/auth/password/forgot", forgot);
    bind("POST", "/api/v1/auth/password/reset", reset);
    bind("POST", "/api/v1/auth/password/change", changePassword);
    bind("PUT", "/api/v1/auth/pin", setPin);
    bind("POST", "/api/v1/auth/approvals", approve);
    bind("GET", "/api/v1/auth/me", me);
}

} // namespace pos::auth
