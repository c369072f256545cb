// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/user/UserRoutes.h"

#include "server/runtime/Actors.h"
#include "server/runtime/Idempotency.h"

namespace pos::user {

using http::Call;
using http::Response;

namespace {

Asking askingOf(const Call &call)
{
    return {call.principal().tenant, runtime::actorOf(call)};
}

Response respond(int status, const contract::UserItem &user)
{
    return Response::json(status, user.toJson()).etag(user.version);
}

Claim claimOf(const Call &call, const Clock &clock, int status)
{
    return [&call, &clock, status](pg::Transaction &tx, Id &resource) -> Result<bool> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, clock, call, status, resource));
        if (earlier)
            resource = earlier->resource;
        return earlier.has_value();
    };
}

Result<Id> positionOf(const Call &call)
{
    POS_TRY(const QJsonObject position, call.cursor());
    if (position.isEmpty())
        return Id();
    const Result<Id> id = Id::parse(position.value(u"id").toString());
    if (!id)
        return fail(
            {ErrorCode::BadRequest, QStringLiteral("bad_cursor"), QStringLiteral("the cursor is not one of ours")});
    return *id;
}

std::optional<QJsonObject> cursorAfter(const std::optional<Id> &next)
{
    return next ? std::optional(QJsonObject{{QStringLiteral("id"), next->toString()}}) : std::nullopt;
}

template<class Items>
QJsonArray toArray(const Items &items)
{
    QJsonArray array;
    for (const auto &item : items)
        array.append(item.toJson());
    return array;
}

Result<Response> listUsers(const UserService &users, const Call &call)
{
    POS_CHECK(call.allowQuery({"limit", "cursor", "status", "role", "email"}));
    UserFilter filter;
    POS_TRY(filter.status, call.queryOneOf("status", {QStringLiteral("unverified"), QStringLiteral("active"),
                                                      QStringLiteral("suspended"), QStringLiteral("deleted")}));
    POS_TRY(filter.role, call.queryOneOf("role", {QStringLiteral("owner"), QStringLiteral("manager"),
                                                  QStringLiteral("cashier"), QStringLiteral("privacy_officer")}));
    POS_TRY(filter.limit, call.limit());
    POS_TRY(filter.after, positionOf(call));
    POS_TRY(const auto page, users.list(askingOf(call), filter, call.query("email")));
    return Response::page(toArray(page.items), cursorAfter(page.next));
}

Result<Response> changeUser(const UserService &users, const Call &call)
{
    POS_TRY(const Id user, call.pathId("id"));
    POS_TRY(const qint64 version, call.ifMatch());
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto change, contract::ChangeUser::read(std::move(reader)));
    POS_TRY(const auto changed, users.change(askingOf(call), user, version, change));
    return respond(200, changed);
}

Result<Response> setRole(const UserService &users, const Call &call)
{
    POS_TRY(const Id user, call.pathId("id"));
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const contract::Role role, contract::readRole(std::move(reader)));
    POS_TRY(const auto changed, users.setRole(askingOf(call), user, role));
    return respond(200, changed);
}

Result<Response> listInvitations(const InvitationService &invitations, const Call &call)
{
    POS_CHECK(call.allowQuery({"limit", "cursor"}));
    POS_TRY(const int limit, call.limit());
    POS_TRY(const Id after, positionOf(call));
    POS_TRY(const auto page, invitations.list(askingOf(call), after, limit));
    return Response::page(toArray(page.items), cursorAfter(page.next));
}

Result<Response> accept(const InvitationService &invitations, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::AcceptInvitation::read(std::move(reader)));
    POS_TRY(const auto accepted, invitations.accept(wanted, call.requestId()));
    return Response::json(201, {{QStringLiteral("user_id"), accepted.user.toString()},
                                {QStringLiteral("tenant_id"), accepted.tenant.toString()},
                                {QStringLiteral("email"), accepted.email}})
        .with("Cache-Control", "no-store");
}

} // namespace

void bindRoutes(http::Endpoints &endpoints, const UserService &users, const InvitationService &invitations,
                const Clock &clock)
{
    endpoints.bind("GET", "/api/v1/users", [&](const Call &call) { return listUsers(users, call); });
    endpoints.bind("GET", "/api/v1/users/{id}", [&](const Call &call) -> Result<Response> {
        POS_TRY(const Id user, call.pathId("id"));
        POS_TRY(const auto item, users.read(askingOf(call), user));
        return respond(200, item);
    });
    endpoints.bind("PATCH", "/api/v1/users/{id}", [&](const Call &call) { return changeUser(users, call); });
    endpoints.bind("DELETE", "/api/v1/users/{id}", [&](const Call &call) -> Result<Response> {
        POS_TRY(const Id user, call.pathId("id"));
        POS_CHECK(users.remove(askingOf(call), user));
        return Response::noContent();
    });
    endpoints.bind("POST", "/api/v1/users/{id}/suspend", [&](const Call &call) -> Result<Response> {
        POS_TRY(const Id user, call.pathId("id"));
        POS_TRY(const auto item, users.suspend(askingOf(call), user, claimOf(call, clock, 200)));
        return respond(200, item);
    });
    endpoints.bind("POST", "/api/v1/users/{id}/reactivate", [&](const Call &call) -> Result<Response> {
        POS_TRY(const Id user, call.pathId("id"));
        POS_TRY(const auto item, users.reactivate(askingOf(call), user, claimOf(call, clock, 200)));
        return respond(200, item);
    });
    endpoints.bind("PUT", "/api/v1/users/{id}/role", [&](const Call &call) { return setRole(users, call); });
    endpoints.bind("GET", "/api/v1/invitations", [&](const Call &call) { return listInvitations(invitations, call); });
    endpoints.bind("POST", "/api/v1/invitations", [&](const Call &call) -> Result<Response> {
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const auto wanted, contract::Invite::read(std::move(reader)));
        POS_TRY(const auto made, invitations.invite(askingOf(call), wanted, claimOf(call, clock, 201)));
        return Response::created("/api/v1/invitations/" + made.id.toString().toLatin1(), made.toJson());
    });
    endpoints.bind("POST", "/api/v1/invitations/{id}/resend", [&](const Call &call) -> Result<Response> {
        POS_TRY(const Id invitation, call.pathId("id"));
        POS_TRY(const auto sent, invitations.resend(askingOf(call), invitation, claimOf(call, clock, 200)));
        return Response::json(200, sent.toJson());
    });
    endpoints.bind("DELETE", "/api/v1/invitations/{id}", [&](const Call &call) -> Result<Response> {
        POS_TRY(const Id invitation, call.pathId("id"));
        POS_CHECK(invitations.withdraw(askingOf(call), invitation));
        return Response::noContent();
    });
    endpoints.bind("POST", "/api/v1/invitations/accept", [&](const Call &call) { return accept(invitations, call); });
}

} // namespace pos::user
