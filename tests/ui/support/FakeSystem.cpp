// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeSystem.h"

#include "tests/ui/support/FakeStaff.h"

namespace pos::ui::test {

namespace {

QString q(const char *text)
{
    return QString::fromUtf8(text);
}

QJsonObject makeService(const char *name, int port)
{
    return {{q("service"), q(name)},
            {q("here"), true},
            {q("address"), q("127.0.0.1:%1").arg(port)},
            {q("ready"), true},
            {q("detail"), QJsonValue()},
            {q("version"), q("0.1.0")},
            {q("since"), q("2026-01-22T01:00:00.000Z")},
            {q("parts"), QJsonArray{QJsonObject{{q("part"), q("database")}, {q("ready"), true}},
                                    QJsonObject{{q("part"), q("keys")}, {q("ready"), true}}}},
            {q("last_error"), QJsonValue()}};
}

QJsonObject makePart(const char *name, const char *kind, const QJsonValue &detail)
{
    return {{q("part"), q(name)}, {q("kind"), q(kind)}, {q("detail"), detail}};
}

QJsonObject makeLine(int number, const char *level, const char *service, const char *message, const QJsonObject &fields)
{
    return {{q("id"), q("line-%1").arg(number)},
            {q("time"), q("2026-01-22T%1:%2:07.123Z")
                            .arg(6 + number / 60, 2, 10, QLatin1Char('0'))
                            .arg(number % 60, 2, 10, QLatin1Char('0'))},
            {q("level"), q(level)},
            {q("service"), q(service)},
            {q("message"), q(message)},
            {q("fields"), fields}};
}

QJsonObject makeMail(const char *id, const char *what, const char *status, const QJsonValue &error)
{
    return {{q("id"), q(id)},
            {q("template"), q(what)},
            {q("language"), q("id")},
            {q("status"), q(status)},
            {q("user_id"), q("01900000-0000-7000-8aaa-000000000003")},
            {q("tries"), 1},
            {q("error"), error},
            {q("created_at"), q("2026-01-22T07:30:00.000Z")},
            {q("sent_at"), QJsonValue()},
            {q("recipient"), q("siti@melati.example")},
            {q("title"), q("Kata sandi baru di Toko Melati")},
            {q("text"), q("Halo,\n\nmasukkan kode ini:\n\n%1\n").arg(FakeStaff::code())}};
}

QByteArray centred(const QString &lines)
{
    QStringList centred;
    for (const QString &line : lines.split(u'\n'))
        centred.append(QString((32 - line.size()) / 2, u' ') + line);
    return centred.join(u'\n').toUtf8();
}

} // namespace

FakeSystem::FakeSystem(FakeShop &shop)
{
    tenant = {{q("id"), q("t")},
              {q("name"), q("Toko Melati")},
              {q("slug"), q("toko-melati")},
              {q("currency"), q("IDR")},
              {q("zone"), q("Asia/Jakarta")},
              {q("business_day_cutoff"), 3},
              {q("status"), q("active")},
              {q("created_at"), q("2026-01-01T00:00:00.000Z")},
              {q("version"), 1}};
    settings = {{q("language"), q("id")},
                {q("receipt_header"), q("Jalan Melati 5, Bandung\n022 123456")},
                {q("receipt_footer"), q("Terima kasih")},
                {q("receipt_columns"), 32},
                {q("cash_rounding"), 100},
                {q("stock_policy"), q("warn")},
                {q("tax_rounding"), q("line")},
                {q("cashier_discount_bp"), 500},
                {q("manager_discount_bp"), 2050},
                {q("version"), 1}};
    taxRules = {QJsonObject{{q("id"), q("r1")},
                            {q("name"), q("PPN 12%")},
                            {q("tax_class"), q("standard")},
                            {q("rate_ppm"), 120000},
                            {q("base_numerator"), 11},
                            {q("base_denominator"), 12},
                            {q("inclusive"), true},
                            {q("from"), q("2025-01-01")},
                            {q("until"), QJsonValue()}}};
    QJsonArray items;
    int port = 8080;
    for (const char *name : {"api-gateway", "auth-service", "user-service", "tenant-service", "product-service",
                             "order-service", "notification-service", "audit-service"})
        items.append(makeService(name, port++));
    services = {{q("version"), q("0.1.0")},
                {q("started_at"), q("2026-01-22T01:00:00.000Z")},
                {q("listen"), q("127.0.0.1:8080")},
                {q("items"), items},
                {q("parts"),
                 QJsonArray{makePart("postgresql", "embedded", q("15.14")),
                            makePart("events", "embedded", QJsonValue()), makePart("cache", "embedded", QJsonValue()),
                            makePart("keys", "embedded", q("/var/lib/pos-backoffice/keys/master.key")),
                            makePart("mail", "embedded", QJsonValue())}},
                {q("events"), QJsonObject{{q("waiting"), 2}, {q("parked"), 1}}},
                {q("mails"), QJsonObject{{q("waiting"), 0}, {q("kept"), 3}, {q("failed"), 1}}}};
    for (int i = 120; i > 0; --i)
        logs.append(makeLine(i,
                             i % 11 == 0  ? "error"
                             : i % 7 == 0 ? "warn"
                                          : "info",
                             i % 2 ? "order-service" : "auth-service", i % 11 == 0 ? "a job failed" : "request",
                             {{q("endpoint"), q("/api/v1/orders")}, {q("status"), i % 11 == 0 ? 500 : 200}}));
    parked = {QJsonObject{{q("id"), q("01900000-0000-7000-8eee-000000000001")},
                          {q("consumer"), q("notification-service")},
                          {q("topic"), q("pos.notification.v1")},
                          {q("type"), q("mail.requested")},
                          {q("subject"), q("users/01900000-0000-7000-8aaa-000000000003")},
                          {q("occurred_at"), q("2026-01-22T07:00:00.000Z")},
                          {q("parked_at"), q("2026-01-22T07:10:00.000Z")},
                          {q("tries"), 5},
                          {q("error"), q("the template is unknown")},
                          {q("again"), false}}};
    backups = {{q("folder"), q("/var/lib/pos-backoffice/backups")},
               {q("daily_at"), q("02:30")},
               {q("daily_kept"), 14},
               {q("running"), QJsonValue()},
               {q("failure"), QJsonValue()},
               {q("keys"),
                QJsonObject{{q("path"), q("/var/lib/pos-backoffice/keys/master.key")}, {q("kept_at"), QJsonValue()}}},
               {q("items"), QJsonArray{QJsonObject{{q("file"), q("daily-2026-01-22.posbackup")},
                                                   {q("kind"), q("daily")},
                                                   {q("made_at"), q("2026-01-21T19:30:00.000Z")},
                                                   {q("bytes"), 5'400'000},
                                                   {q("schema"), 7},
                                                   {q("program"), q("0.1.0")},
                                                   {q("fault"), QJsonValue()}}}},
               {q("next_cursor"), QJsonValue()}};
    addShop(shop);
    addMails(shop);
    addServer(shop);
    addBackups(shop);
}

FakeReply FakeSystem::listed(const QJsonArray &items)
{
    return {200, {{q("items"), items}, {q("next_cursor"), QJsonValue()}}};
}

FakeReply FakeSystem::versioned(const QJsonObject &document)
{
    return FakeServer::versioned(200, document);
}

FakeReply FakeSystem::patched(QJsonObject &document, const FakeRequest &request)
{
    if (request.header("if-match") != FakeServer::etagOf(document))
        return FakeServer::problem(412, q("precondition_failed"), q("Changed meanwhile."));
    for (const QString &field : request.body.keys())
        document[field] = request.body[field];
    document[u"version"] = document[u"version"].toInt() + 1;
    return versioned(document);
}

void FakeSystem::changeService(const QString &name, const QJsonObject &changes)
{
    QJsonArray items = services[u"items"].toArray();
    for (QJsonValueRef one : items) {
        QJsonObject changed = one.toObject();
        if (changed[u"service"].toString() != name)
            continue;
        for (const QString &field : changes.keys())
            changed[field] = changes[field];
        one = changed;
    }
    services[u"items"] = items;
}

void FakeSystem::addShop(FakeShop &shop)
{
    shop.on("GET /api/v1/tenant", [this](const FakeRequest &) { return versioned(tenant); });
    shop.on("PATCH /api/v1/tenant", [this](const FakeRequest &request) {
        if (request.body.contains(u"currency"))
            return FakeServer::problem(409, q("currency_in_use"),
                                       q("The currency is fixed once something has been sold."));
        return patched(tenant, request);
    });
    shop.on("GET /api/v1/tenant/settings", [this](const FakeRequest &) { return versioned(settings); });
    shop.on("PATCH /api/v1/tenant/settings", [this](const FakeRequest &request) { return patched(settings, request); });
    shop.on("GET /api/v1/tenant/tax-rules", [this](const FakeRequest &) { return listed(taxRules); });
    shop.on("POST /api/v1/tenant/tax-rules", [this](const FakeRequest &request) {
        QJsonObject made = request.body;
        made[q("id")] = q("r%1").arg(taxRules.size() + 1);
        made[q("until")] = QJsonValue();
        taxRules.append(made);
        return FakeReply{201, made};
    });
    shop.on("DELETE /api/v1/tenant/tax-rules/", [this](const FakeRequest &) {
        taxRules.removeLast();
        return FakeReply{204};
    });
    shop.on("POST /api/v1/orders/receipt-preview", [](const FakeRequest &request) {
        return FakeReply{200,
                         {},
                         centred(q("Toko Melati")) + '\n' + centred(request.body[u"receipt_header"].toString())
                             + "\n--------------------------------\nKopi Tubruk\n  2 x 12.500              25.000\n"
                               "Es Teh Manis\n  1 x 12.500              12.500\n"
                               "--------------------------------\nTOTAL                   Rp37.500\n\n"
                             + centred(request.body[u"receipt_footer"].toString()) + '\n'};
    });
}

void FakeSystem::addMails(FakeShop &shop)
{
    shop.on("GET /api/v1/notifications", [](const FakeRequest &) {
        return listed({makeMail("m2", "reset", "kept", QJsonValue()),
                       makeMail("m1", "invitation", "failed", q("smtp.example:587 refused the mail (550)"))});
    });
    shop.on("GET /api/v1/notifications/", [](const FakeRequest &request) {
        return FakeReply{200, request.path.endsWith(QLatin1String("m1"))
                                  ? makeMail("m1", "invitation", "failed", q("smtp.example:587 refused the mail (550)"))
                                  : makeMail("m2", "reset", "kept", QJsonValue())};
    });
    shop.on("POST /api/v1/notifications/test", [this](const FakeRequest &) {
        return refusesMail ? FakeServer::problem(409, q("no_address"), q("Your account has no e-mail address."))
                           : FakeReply{201, makeMail("m2", "test", "kept", QJsonValue())};
    });
    shop.on("POST /api/v1/notifications/m1/retry", [](const FakeRequest &) {
        return FakeReply{200, makeMail("m1", "invitation", "queued", QJsonValue())};
    });
    shop.on("GET /api/v1/notification-templates", [](const FakeRequest &) {
        const auto text = [](const char *language, const char *title, const char *body) {
            return QJsonObject{{q("template"), q("verification")},
                               {q("language"), q(language)},
                               {q("title"), q(title)},
                               {q("text"), q(body)}};
        };
        return listed({text("id", "Konfirmasi alamat Anda di {{shop}}", "Halo {{name}},\n\n{{code}}\n"),
                       text("en", "Confirm your address at {{shop}}", "Hello {{name}},\n\n{{code}}\n")});
    });
}

FakeReply FakeSystem::logPage(const FakeRequest &request) const
{
    const auto value = [&](const char *name) {
        return request.query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    QJsonArray fitting;
    for (const QJsonValue &line : logs) {
        if ((value("service").isEmpty() || line[u"service"].toString() == value("service"))
            && (value("level").isEmpty() || line[u"level"].toString() == value("level"))
            && line[u"message"].toString().contains(value("q")))
            fitting.append(line);
    }
    const int from = value("cursor").toInt();
    const int until = qMin(from + value("limit").toInt(), static_cast<int>(fitting.size()));
    QJsonArray items;
    for (int i = from; i < until; ++i)
        items.append(fitting[i]);
    return {200,
            {{q("items"), items},
             {q("next_cursor"), until < fitting.size() ? QJsonValue(QString::number(until)) : QJsonValue()}}};
}

void FakeSystem::addServer(FakeShop &shop)
{
    shop.on("GET /api/v1/system/services", [this](const FakeRequest &) { return FakeReply{200, services}; });
    shop.on("GET /api/v1/system/logs", [this](const FakeRequest &request) { return logPage(request); });
    shop.on("GET /api/v1/system/shops", [this](const FakeRequest &) { return listed(waitingShops); });
    shop.on("POST /api/v1/system/shops/", [this](const FakeRequest &) {
        waitingShops = {};
        return FakeReply{204};
    });
    shop.on("GET /api/v1/system/events/parked", [this](const FakeRequest &) { return listed(parked); });
    shop.on("POST /api/v1/system/events/parked/", [this](const FakeRequest &) {
        parked = {};
        services[u"events"] = QJsonObject{{q("waiting"), 0}, {q("parked"), 0}};
        return FakeReply{202};
    });
}

void FakeSystem::addBackups(FakeShop &shop)
{
    shop.on("GET /api/v1/system/backups", [this](const FakeRequest &) { return FakeReply{200, backups}; });
    shop.on("POST /api/v1/system/backups", [this](const FakeRequest &) {
        backups[u"running"] = QJsonObject{{q("started_at"), q("2026-01-22T08:00:00.000Z")}, {q("bytes"), 2'700'000}};
        return FakeReply{202, backups};
    });
    shop.on("PUT /api/v1/system/backups/keys", [this](const FakeRequest &) {
        QJsonObject keys = backups[u"keys"].toObject();
        keys[u"kept_at"] = q("2026-01-22T08:00:00.000Z");
        backups[u"keys"] = keys;
        return FakeReply{200, backups};
    });
}

} // namespace pos::ui::test
