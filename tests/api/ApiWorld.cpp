// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/ApiWorld.h"

#include "app/ServerModules.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

namespace pos::test {

using contract::Role;

namespace {

QString uniqueKey()
{
    static int n = 0;
    return QStringLiteral("key-%1").arg(++n);
}

} // namespace

ApiWorld::ApiWorld()
{
    m_settings.dataDir = m_folder.path();
    m_settings.encryptionKeyPath = m_folder.filePath(QStringLiteral("keys/master.key"));
    m_settings.backupDir = m_folder.filePath(QStringLiteral("backups"));
    m_settings.databaseUrl = Secret(m_database.url());
    m_settings.environment = QStringLiteral("development");
    m_settings.logLevel = QStringLiteral("error");
    m_settings.registrationOpen = true;
    m_settings.ratePerAddress = 0;
    m_settings.ratePerUser = 0;
    auto server = runtime::PosServer::start({.settings = m_settings,
                                             .clock = m_clock,
                                             .program = QStringLiteral("test"),
                                             .services = {},
                                             .modules = app::serverModules(),
                                             .gateway = app::gatewayBuilder(),
                                             .anyPort = true});
    if (!server)
        qFatal("the server does not start: %s", qPrintable(server.error().detail));
    m_server = std::move(*server);
    m_port = m_server->port(contract::Service::Gateway);

    m_tokens[Role::Owner] = registerShop(QStringLiteral("canary"), email(Role::Owner), QStringLiteral("Canary Shop"));
    m_otherOwner = registerShop(QStringLiteral("other"), "owner@other.example.org", QStringLiteral("Other Shop"));
    for (const Role role : {Role::Manager, Role::Cashier, Role::PrivacyOfficer})
        hire(role);
    makeThings();
}

HttpAnswer ApiWorld::call(const QByteArray &method, const QByteArray &path, const QByteArray &token,
                          const QByteArray &body, const QByteArray &headers)
{
    QByteArray all = headers;
    if (!token.isEmpty())
        all += "Authorization: Bearer " + token + "\r\n";
    if (!body.isEmpty() && !headers.contains("Content-Type"))
        all += "Content-Type: application/json\r\n";
    return httpRequest(m_port, method, path, all, body);
}

QJsonObject ApiWorld::make(const QByteArray &method, const QByteArray &path, const QByteArray &token,
                           const QJsonObject &body)
{
    const QByteArray bytes = method == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    const HttpAnswer answer =
        call(method, "/api/v1/" + path, token, bytes, "Idempotency-Key: " + uniqueKey().toLatin1() + "\r\n");
    if (answer.status < 200 || answer.status > 299)
        qFatal("%s %s: %d %s", method.constData(), path.constData(), answer.status, answer.body.constData());
    return answer.json();
}

QByteArray ApiWorld::email(Role role)
{
    return contract::toWord(role) + "@canary.example.org";
}

QByteArray ApiWorld::registerShop(const QString &slug, const QByteArray &address, const QString &name)
{
    make("POST", "auth/register", {},
         {{QStringLiteral("shop_name"), name},
          {QStringLiteral("slug"), slug},
          {QStringLiteral("currency"), QStringLiteral("IDR")},
          {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")},
          {QStringLiteral("tax_regime"), QStringLiteral("ppn")},
          {QStringLiteral("owner_name"), QStringLiteral("%1 Owner").arg(name)},
          {QStringLiteral("email"), QString::fromLatin1(address)},
          {QStringLiteral("password"), password()}});
    // The first owner counts as verified; who opens a further shop would follow the link in the mail.
    admin("UPDATE identity.users SET status = 'active', verified_at = now() WHERE status = 'unverified'");
    return login(address);
}

QByteArray ApiWorld::login(const QByteArray &address)
{
    return make("POST", "auth/login", {},
                {{QStringLiteral("email"), QString::fromLatin1(address)}, {QStringLiteral("password"), password()}})
        .value(QStringLiteral("access_token"))
        .toString()
        .toLatin1();
}

QByteArray ApiWorld::freshToken(Role role)
{
    return login(email(role));
}

// As an owner without a mail server does it: the invitation is read in the window.
QString ApiWorld::mailedCode(const QString &mail)
{
    QString id;
    const auto find = [&] {
        const QJsonArray items = make("GET", "notifications?template=" + mail.toLatin1(), owner(), {})
                                     .value(QStringLiteral("items"))
                                     .toArray();
        id = items.isEmpty() ? QString() : items[0][QStringLiteral("id")].toString();
        return !id.isEmpty() && id != thing("notifications");
    };
    if (!QTest::qWaitFor(find, 10000))
        qFatal("the mail does not come");
    m_things["notifications"] = id;
    const QString text =
        make("GET", "notifications/" + id.toLatin1(), owner(), {}).value(QStringLiteral("text")).toString();
    return text.split(u'\n').filter(QRegularExpression(QStringLiteral("^[A-Za-z0-9_-]{86}$"))).value(0);
}

void ApiWorld::hire(Role role)
{
    const QString address = QString::fromLatin1(email(role));
    make("POST", "invitations", owner(),
         {{QStringLiteral("email"), address}, {QStringLiteral("role"), QString::fromLatin1(contract::toWord(role))}});
    make("POST", "invitations/accept", {},
         {{QStringLiteral("token"), mailedCode(QStringLiteral("invitation"))},
          {QStringLiteral("name"), QStringLiteral("Canary %1").arg(address.section(u'@', 0, 0))},
          {QStringLiteral("password"), password()}});
    m_tokens[role] = login(email(role));
}

void ApiWorld::makeThings()
{
    const auto idOf = [](const QJsonObject &object) { return object[QStringLiteral("id")].toString(); };
    const auto add = [&](const QByteArray &collection, const QJsonObject &body) {
        const QJsonObject made = make("POST", collection, owner(), body);
        m_things[collection] = idOf(made);
        return made;
    };
    m_things["users"] = idOf(make("GET", "auth/me", token(Role::Manager), {}));
    m_things["auth/sessions"] =
        make("GET", "auth/sessions", owner(), {})[QStringLiteral("items")][0][QStringLiteral("id")].toString();
    add("invitations", {{QStringLiteral("email"), QStringLiteral("late@canary.example.org")},
                        {QStringLiteral("role"), QStringLiteral("cashier")}});
    add("tenant/tax-rules", {{QStringLiteral("name"), QStringLiteral("Canary tax")},
                             {QStringLiteral("rate_ppm"), 100000},
                             {QStringLiteral("tax_class"), QStringLiteral("canary")},
                             {QStringLiteral("from"), QStringLiteral("2026-01-01")}});
    add("categories", {{QStringLiteral("name"), QStringLiteral("Canary category")}});
    const QJsonObject product =
        add("products", {{QStringLiteral("name"), QStringLiteral("Canary coffee")},
                         {QStringLiteral("sku"), QStringLiteral("CANARY-1")},
                         {QStringLiteral("price"), 12500},
                         {QStringLiteral("category_id"), thing("categories")},
                         {QStringLiteral("barcodes"), QJsonArray{QStringLiteral("8991234567890")}}});
    m_variant = product[QStringLiteral("variant_id")].toString();
    m_things["variants"] = m_variant;
    add("price-lists", {{QStringLiteral("name"), QStringLiteral("Canary prices")},
                        {QStringLiteral("entries"), QJsonArray{QJsonObject{{QStringLiteral("variant_id"), m_variant},
                                                                           {QStringLiteral("price"), 12000}}}}});
    make("POST", "stock/receipts", owner(),
         {{QStringLiteral("lines"), QJsonArray{QJsonObject{{QStringLiteral("variant_id"), m_variant},
                                                           {QStringLiteral("quantity"), 1000},
                                                           {QStringLiteral("unit_cost"), 8000}}}}});
    const QJsonArray lines{QJsonObject{{QStringLiteral("variant_id"), m_variant}, {QStringLiteral("quantity"), 1}}};
    add("orders", {{QStringLiteral("lines"), lines}, {QStringLiteral("note"), QStringLiteral("Canary order")}});
    add("carts", {{QStringLiteral("name"), QStringLiteral("Canary cart")}, {QStringLiteral("lines"), lines}});
    add("imports", {{QStringLiteral("kind"), QStringLiteral("products")},
                    {QStringLiteral("file_name"), QStringLiteral("canary.csv")}});
    admin("INSERT INTO events.parked (consumer, id, topic, type, source, tenant_id, subject, occurred_at, data, seq, "
          "error, "
          "tries, parked_at) SELECT 'audit-service', gen_random_uuid(), 'pos.audit.v1', 'canary', 'canary', id, "
          "'canary', "
          "now(), '{}', 1, 'Canary', 9, now() FROM shop.tenants WHERE slug = 'canary'");
    m_things["system/events/parked"] = admin("SELECT id FROM events.parked").first().id("id").toString();
    m_things["system/shops"] = admin("SELECT id FROM shop.tenants WHERE slug = 'canary'").first().id("id").toString();
    const auto recorded = [&] {
        const QJsonArray items = make("GET", "audit/events", owner(), {})[QStringLiteral("items")].toArray();
        m_things["audit/events"] = items.isEmpty() ? QString() : items[0][QStringLiteral("id")].toString();
        return !items.isEmpty();
    };
    if (!QTest::qWaitFor(recorded, 10000))
        qFatal("nothing comes into the audit trail");
}

ApiWorld::Sample ApiWorld::sample(const contract::RouteSpec &route) const
{
    const QByteArray pattern = QByteArray(route.pattern).mid(qstrlen("/api/v1/"));
    Sample made{route.pattern, {}, {}};
    const QByteArray collection = pattern.left(pattern.indexOf("/{"));
    made.path.replace("{id}", thing(collection).toLatin1());
    made.path.replace("{variant_id}", m_variant.toLatin1());
    made.path.replace("{session_id}", thing("auth/sessions").toLatin1());
    made.path.replace("{number}", "0");
    made.path.replace("{slug}", "canary");

    const auto text = [](const char *value) { return QString::fromUtf8(value); };
    const QJsonArray sold{QJsonObject{{QStringLiteral("variant_id"), m_variant},
                                      {QStringLiteral("quantity"), 1},
                                      {QStringLiteral("unit_price"), 12500},
                                      {QStringLiteral("discount"), 0}}};
    const QJsonObject paid{{QStringLiteral("method"), text("cash")},
                           {QStringLiteral("amount"), 12500},
                           {QStringLiteral("tendered"), 20000}};
    const QJsonObject sale{{QStringLiteral("lines"), sold},
                           {QStringLiteral("payments"), QJsonArray{paid}},
                           {QStringLiteral("note"), text("Canary note")},
                           {QStringLiteral("discount_reason"), text("none")}};
    const QMap<QByteArray, QJsonObject> bodies{
        {"POST auth/register",
         {{QStringLiteral("shop_name"), text("Third")},
          {QStringLiteral("slug"), text("third")},
          {QStringLiteral("currency"), text("IDR")},
          {QStringLiteral("zone"), text("Asia/Jakarta")},
          {QStringLiteral("tax_regime"), text("none")},
          {QStringLiteral("language"), text("en")},
          {QStringLiteral("owner_name"), text("Third")},
          {QStringLiteral("email"), text("third@example.org")},
          {QStringLiteral("password"), password()}}},
        {"POST auth/verify-email", {{QStringLiteral("token"), QString(86, u'a')}}},
        {"POST auth/login",
         {{QStringLiteral("email"), text("nobody@example.org")},
          {QStringLiteral("password"), password()},
          {QStringLiteral("shop"), text("canary")}}},
        {"POST auth/refresh", {{QStringLiteral("refresh_token"), QString(86, u'a')}}},
        {"POST auth/password/forgot", {{QStringLiteral("email"), text("nobody@example.org")}}},
        {"POST auth/password/reset",
         {{QStringLiteral("token"), QString(86, u'a')}, {QStringLiteral("password"), password()}}},
        {"POST auth/password/change",
         {{QStringLiteral("current_password"), text("not my password")}, {QStringLiteral("new_password"), password()}}},
        {"PUT auth/pin",
         {{QStringLiteral("password"), text("not my password")}, {QStringLiteral("pin"), text("2580")}}},
        {"POST auth/approvals",
         {{QStringLiteral("user_id"), thing("users")},
          {QStringLiteral("pin"), text("2580")},
          {QStringLiteral("action"), text("order.void")},
          {QStringLiteral("resource_id"), thing("orders")}}},
        {"PATCH users/{id}",
         {{QStringLiteral("name"), text("Canary manager")},
          {QStringLiteral("phone"), text("081234567890")},
          {QStringLiteral("language"), text("en")}}},
        {"PUT users/{id}/role", {{QStringLiteral("role"), text("manager")}}},
        {"POST invitations",
         {{QStringLiteral("email"), text("next@canary.example.org")},
          {QStringLiteral("role"), text("cashier")},
          {QStringLiteral("language"), text("id")}}},
        {"POST invitations/accept",
         {{QStringLiteral("token"), QString(86, u'a')},
          {QStringLiteral("name"), text("New")},
          {QStringLiteral("password"), password()}}},
        {"PATCH tenant",
         {{QStringLiteral("name"), text("Canary Shop")}, {QStringLiteral("zone"), text("Asia/Jakarta")}}},
        {"PATCH tenant/settings",
         {{QStringLiteral("receipt_header"), text("Canary")},
          {QStringLiteral("receipt_footer"), text("Canary")},
          {QStringLiteral("stock_policy"), text("allow")},
          {QStringLiteral("language"), text("id")}}},
        {"POST tenant/tax-rules",
         {{QStringLiteral("name"), text("Canary tax 2")},
          {QStringLiteral("tax_class"), text("canary2")},
          {QStringLiteral("rate_ppm"), 110000},
          {QStringLiteral("inclusive"), true},
          {QStringLiteral("from"), text("2026-01-01")}}},
        {"POST orders/receipt-preview",
         {{QStringLiteral("receipt_header"), text("Canary")},
          {QStringLiteral("receipt_footer"), text("Canary")},
          {QStringLiteral("receipt_columns"), 48},
          {QStringLiteral("language"), text("en")}}},
        {"PUT system/backups/keys", {{QStringLiteral("kept"), true}}},
        {"POST categories", {{QStringLiteral("name"), text("Canary drinks")}, {QStringLiteral("position"), 1}}},
        {"PATCH categories/{id}", {{QStringLiteral("name"), text("Canary category")}}},
        {"POST products",
         {{QStringLiteral("name"), text("Canary tea")},
          {QStringLiteral("description"), text("Canary")},
          {QStringLiteral("sku"), text("CANARY-2")},
          {QStringLiteral("price"), 9000},
          {QStringLiteral("unit"), text("pcs")},
          {QStringLiteral("tax_class"), text("standard")},
          {QStringLiteral("category_id"), thing("categories")},
          {QStringLiteral("barcodes"), QJsonArray{text("8991234567891")}},
          {QStringLiteral("units"),
           QJsonArray{QJsonObject{{QStringLiteral("name"), text("box")}, {QStringLiteral("numerator"), 12}}}}}},
        {"PATCH products/{id}",
         {{QStringLiteral("name"), text("Canary coffee")}, {QStringLiteral("description"), text("Canary")}}},
        {"POST products/{id}/variants",
         {{QStringLiteral("name"), text("Large")},
          {QStringLiteral("sku"), text("CANARY-1L")},
          {QStringLiteral("price"), 15000}}},
        {"PATCH products/{id}/variants/{variant_id}", {{QStringLiteral("sku"), text("CANARY-1")}}},
        {"POST price-lists",
         {{QStringLiteral("name"), text("Canary list 2")},
          {QStringLiteral("entries"),
           QJsonArray{QJsonObject{{QStringLiteral("variant_id"), m_variant}, {QStringLiteral("price"), 1}}}}}},
        {"PUT price-lists/{id}",
         {{QStringLiteral("name"), text("Canary prices")}, {QStringLiteral("entries"), QJsonArray{}}}},
        {"POST stock/adjustments",
         {{QStringLiteral("lines"),
           QJsonArray{QJsonObject{{QStringLiteral("variant_id"), m_variant}, {QStringLiteral("quantity"), -1}}}},
          {QStringLiteral("reason"), text("Canary")},
          {QStringLiteral("reference"), text("Canary")},
          {QStringLiteral("kind"), text("adjustment")}}},
        {"POST stock/receipts",
         {{QStringLiteral("lines"), QJsonArray{QJsonObject{{QStringLiteral("variant_id"), m_variant},
                                                           {QStringLiteral("quantity"), 1},
                                                           {QStringLiteral("unit_cost"), 1}}}},
          {QStringLiteral("reason"), text("Canary")},
          {QStringLiteral("reference"), text("Canary")}}},
        {"POST stock/counts",
         {{QStringLiteral("lines"),
           QJsonArray{QJsonObject{{QStringLiteral("variant_id"), m_variant}, {QStringLiteral("counted"), 900}}}},
          {QStringLiteral("reference"), text("Canary")}}},
        {"POST imports",
         {{QStringLiteral("kind"), text("products")},
          {QStringLiteral("file_name"), text("canary2.csv")},
          {QStringLiteral("separator"), text(",")},
          {QStringLiteral("encoding"), text("utf-8")}}},
        {"POST imports/{id}/check",
         {{QStringLiteral("options"), QJsonObject{{QStringLiteral("separator"), text(";")}}},
          {QStringLiteral("mapping"), QJsonObject{{QStringLiteral("sku"), text("Code")}}}}},
        {"POST orders", sale},
        {"POST orders/price", {{QStringLiteral("lines"), sold}}},
        {"POST orders/{id}/payments", {{QStringLiteral("payments"), QJsonArray{paid}}}},
        {"POST orders/{id}/void", {{QStringLiteral("reason"), text("Canary")}}},
        {"POST orders/{id}/refunds",
         {{QStringLiteral("reason"), text("Canary")},
          {QStringLiteral("method"), text("cash")},
          {QStringLiteral("lines"),
           QJsonArray{QJsonObject{{QStringLiteral("position"), 1}, {QStringLiteral("quantity"), 1}}}}}},
        {"POST carts",
         {{QStringLiteral("name"), text("Canary")},
          {QStringLiteral("note"), text("Canary")},
          {QStringLiteral("lines"), sold}}},
        {"PUT carts/{id}",
         {{QStringLiteral("name"), text("Canary")},
          {QStringLiteral("note"), text("Canary")},
          {QStringLiteral("lines"), sold}}},
        {"POST exports",
         {{QStringLiteral("list"), QStringLiteral("/api/v1/orders")},
          {QStringLiteral("format"), QStringLiteral("csv")},
          {QStringLiteral("filters"), QJsonArray{QStringLiteral("status")}}}},
        {"POST carts/{id}/checkout",
         {{QStringLiteral("payments"), QJsonArray{paid}}, {QStringLiteral("note"), text("Canary")}}},
    };
    made.body = bodies.value(QByteArray(route.method) + ' ' + pattern);
    if (pattern.endsWith("/photo") && qstrcmp(route.method, "PUT") == 0) {
        made.file = QByteArray::fromBase64(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        made.headers += "Content-Type: image/png\r\n";
    } else if (pattern.endsWith("/parts/{number}")) {
        made.file = "sku,name,price\nCANARY-9,Canary,1\n";
        made.headers += "Content-Type: application/octet-stream\r\n";
    }
    return made;
}

} // namespace pos::test
