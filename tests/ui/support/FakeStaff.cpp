// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeStaff.h"

namespace pos::ui::test {

namespace {

QJsonObject makePerson(int number, const char *name, const char *email, const char *role, const char *status,
                       const QJsonValue &lastSeen, bool hasPin)
{
    return {{QStringLiteral("id"), QStringLiteral("01900000-0000-7000-8aaa-%1").arg(number, 12, 10, QLatin1Char('0'))},
            {QStringLiteral("name"), QString::fromUtf8(name)},
            {QStringLiteral("email"), QString::fromUtf8(email)},
            {QStringLiteral("phone"), QJsonValue()},
            {QStringLiteral("role"), QString::fromLatin1(role)},
            {QStringLiteral("status"), QString::fromLatin1(status)},
            {QStringLiteral("language"), QStringLiteral("id")},
            {QStringLiteral("has_pin"), hasPin},
            {QStringLiteral("created_at"), QStringLiteral("2026-01-02T03:04:05.000Z")},
            {QStringLiteral("verified_at"), QStringLiteral("2026-01-02T03:04:05.000Z")},
            {QStringLiteral("last_seen_at"), lastSeen},
            {QStringLiteral("version"), 1}};
}

QJsonObject makeInvitation(int number, const QString &email, const QString &role, const QString &status)
{
    return {{QStringLiteral("id"), QStringLiteral("01900000-0000-7000-8bbb-%1").arg(number, 12, 10, QLatin1Char('0'))},
            {QStringLiteral("email"), email},
            {QStringLiteral("role"), role},
            {QStringLiteral("language"), QStringLiteral("id")},
            {QStringLiteral("invited_by"), FakeStaff::ownerId()},
            {QStringLiteral("created_at"), QStringLiteral("2026-01-20T03:04:05.000Z")},
            {QStringLiteral("expires_at"), QStringLiteral("2026-01-27T03:04:05.000Z")},
            {QStringLiteral("status"), status}};
}

QString idIn(const FakeRequest &request)
{
    return request.path.section(u'/', 4, 4);
}

} // namespace

FakeStaff::FakeStaff(FakeShop &shop)
{
    const QString seen = QStringLiteral("2026-01-22T08:42:00.000Z");
    people = {makePerson(1, "Ratna Dewi", "ratna@melati.example", "owner", "active", seen, true),
              makePerson(2, "Budi Santoso", "budi@melati.example", "manager", "active",
                         QStringLiteral("2026-01-22T02:15:00.000Z"), true),
              makePerson(3, "Siti Nurhaliza", "siti@melati.example", "cashier", "active", seen, false),
              makePerson(4, "Agus Setiawan", "agus@melati.example", "cashier", "suspended", QJsonValue(), false),
              makePerson(5, "Maya Putri", "maya@melati.example", "privacy_officer", "active", QJsonValue(), false)};
    invitations = {
        makeInvitation(1, QStringLiteral("dimas@melati.example"), QStringLiteral("cashier"), QStringLiteral("open")),
        makeInvitation(2, QStringLiteral("tuti@melati.example"), QStringLiteral("manager"), QStringLiteral("expired"))};
    addPeople(shop);
    addInvitations(shop);
}

FakeReply FakeStaff::listed(const QJsonArray &items) const
{
    return {200, {{QStringLiteral("items"), items}, {QStringLiteral("next_cursor"), QJsonValue()}}};
}

QJsonObject FakeStaff::person(const QString &id) const
{
    return FakeServer::rowIn(people, id);
}

void FakeStaff::change(const QString &id, const QJsonObject &changes)
{
    FakeServer::changeRow(people, id, changes);
}

FakeReply FakeStaff::answer(const QString &id) const
{
    return FakeServer::versioned(200, person(id));
}

void FakeStaff::addPeople(FakeShop &shop)
{
    shop.on("GET /api/v1/users", [this](const FakeRequest &request) {
        QJsonArray items;
        const QString role = request.query.queryItemValue(QStringLiteral("role"));
        for (const QJsonValue &one : std::as_const(people)) {
            if (role.isEmpty() || one[u"role"].toString() == role)
                items.append(one);
        }
        return listed(items);
    });
    const auto sessions = [this](const FakeRequest &) {
        return listed({QJsonObject{{QStringLiteral("id"), QStringLiteral("s1")},
                                   {QStringLiteral("terminal"), QStringLiteral("T02")},
                                   {QStringLiteral("user_agent"), QStringLiteral("POS Back Office 0.1.0 (kasir-1)")},
                                   {QStringLiteral("created_at"), QStringLiteral("2026-01-22T01:00:00.000Z")},
                                   {QStringLiteral("last_used_at"), QStringLiteral("2026-01-22T08:42:00.000Z")},
                                   {QStringLiteral("current"), false}}});
    };
    shop.on("GET /api/v1/auth/sessions", sessions);
    shop.on("GET /api/v1/users/", [this, sessions](const FakeRequest &request) {
        return request.path.endsWith(QLatin1String("/sessions")) ? sessions(request) : answer(idIn(request));
    });
    shop.on("PATCH /api/v1/users/", [this](const FakeRequest &request) {
        const QJsonObject stored = person(idIn(request));
        if (request.header("if-match") != FakeServer::etagOf(stored))
            return FakeServer::problem(412, QStringLiteral("precondition_failed"),
                                       QStringLiteral("Changed meanwhile."));
        change(idIn(request), request.body);
        return answer(idIn(request));
    });
    shop.on("PUT /api/v1/users/", [this](const FakeRequest &request) {
        change(idIn(request), request.body);
        return answer(idIn(request));
    });
    shop.on("POST /api/v1/users/", [this](const FakeRequest &request) {
        if (idIn(request) == ownerId())
            return FakeServer::problem(409, QStringLiteral("last_owner"),
                                       QStringLiteral("A shop keeps at least one active owner."));
        const bool suspends = request.path.endsWith(QLatin1String("/suspend"));
        change(idIn(request),
               {{QStringLiteral("status"), suspends ? QStringLiteral("suspended") : QStringLiteral("active")}});
        return answer(idIn(request));
    });
    shop.on("DELETE /api/v1/users/", {204});
    shop.on("DELETE /api/v1/auth/sessions", {204});
}

void FakeStaff::addInvitations(FakeShop &shop)
{
    shop.on("GET /api/v1/invitations", [this](const FakeRequest &) { return listed(invitations); });
    shop.on("POST /api/v1/invitations", [this](const FakeRequest &request) {
        if (request.body[u"email"] == QStringLiteral("budi@melati.example"))
            return FakeServer::problem(409, QStringLiteral("email_taken"),
                                       QStringLiteral("Somebody in this shop has this address already."));
        const QJsonObject made = makeInvitation(9, request.body[u"email"].toString(), request.body[u"role"].toString(),
                                                QStringLiteral("open"));
        invitations.prepend(made);
        return FakeReply{201, made};
    });
    shop.on("POST /api/v1/invitations/", [this](const FakeRequest &) {
        return FakeReply{200, invitations[0].toObject()};
    });
    shop.on("DELETE /api/v1/invitations/", [this](const FakeRequest &) {
        invitations.removeFirst();
        return FakeReply{204};
    });
    const auto mail = [] {
        return QJsonObject{{QStringLiteral("id"), QStringLiteral("m1")},
                           {QStringLiteral("template"), QStringLiteral("invitation")},
                           {QStringLiteral("status"), QStringLiteral("kept")},
                           {QStringLiteral("error"), QJsonValue()},
                           {QStringLiteral("recipient"), QStringLiteral("dimas@melati.example")},
                           {QStringLiteral("title"), QStringLiteral("Anda diundang bekerja di Toko Melati")},
                           {QStringLiteral("text"),
                            QStringLiteral("Halo,\n\nToko Melati mengundang Anda memakai POS Back Office. Buka "
                                           "programnya, pilih \"Saya diundang\", dan masukkan kode ini:\n\n%1\n\n"
                                           "Undangan berlaku sampai 27 Januari 2026 pukul 10.04.\n")
                                .arg(code())}};
    };
    shop.on("GET /api/v1/notifications",
            [this, mail](const FakeRequest &) { return listed(mailIsWritten ? QJsonArray{mail()} : QJsonArray()); });
    shop.on("GET /api/v1/notifications/", [mail](const FakeRequest &) { return FakeReply{200, mail()}; });
    shop.on("POST /api/v1/invitations/accept", [](const FakeRequest &request) {
        if (request.body[u"token"] != code())
            return FakeServer::problem(
                422, QStringLiteral("invalid"), QStringLiteral("Not accepted."),
                {QJsonObject{{QStringLiteral("field"), QStringLiteral("token")},
                             {QStringLiteral("code"), QStringLiteral("token_invalid")},
                             {QStringLiteral("message"), QStringLiteral("This code is used up or too old.")}}});
        return FakeReply{201, {{QStringLiteral("email"), QLatin1String(FakeShop::kEmail)}}};
    });
    shop.on("POST /api/v1/auth/password/reset", {204});
    shop.on("POST /api/v1/auth/verify-email", {204});
}

} // namespace pos::ui::test
