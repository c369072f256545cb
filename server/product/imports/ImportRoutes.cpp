// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/imports/ImportRoutes.h"

#include "server/imports/ColumnMapping.h"
#include "server/runtime/Idempotency.h"

namespace pos::product {

namespace {

using namespace Qt::StringLiterals;
using http::Call;
using http::Response;
using imports::Import;
using imports::ImportService;

outbox::Actor actorOf(const Call &call)
{
    const http::Principal &who = call.principal();
    return {"user", who.user, who.session, contract::toWord(who.role), call.requestId()};
}

QJsonObject rowToJson(const imports::StagedLine &line)
{
    const QString reference = line.reference.isEmpty() ? line.groupKey : line.reference;
    return {{"line"_L1, line.line},
            {"outcome"_L1, line.outcome},
            {"sku"_L1, line.data.value("sku"_L1)},
            {"name"_L1, line.data.value("name"_L1)},
            {"reference"_L1, reference.isEmpty() ? QJsonValue() : QJsonValue(reference)},
            {"invoice"_L1, line.groupKey.isEmpty() ? QJsonValue() : QJsonValue(line.groupKey)},
            {"errors"_L1, imports::toJson(line.errors)}};
}

QJsonObject objectField(const QJsonObject &document, QLatin1StringView name)
{
    return document.value(name).toObject();
}

} // namespace

void ImportRoutes::bind(http::Endpoints &endpoints)
{
    endpoints.bind("GET", "/api/v1/imports", [this](const Call &call) { return list(call); });
    endpoints.bind("POST", "/api/v1/imports", [this](const Call &call) { return create(call); });
    endpoints.bind("GET", "/api/v1/imports/template", [this](const Call &call) { return csvTemplate(call); });
    endpoints.bind("GET", "/api/v1/imports/{id}", [this](const Call &call) { return read(call); });
    endpoints.bind("PUT", "/api/v1/imports/{id}/parts/{number}", [this](const Call &call) { return putPart(call); });
    endpoints.bind("POST", "/api/v1/imports/{id}/check", [this](const Call &call) { return check(call); });
    endpoints.bind("GET", "/api/v1/imports/{id}/rows", [this](const Call &call) { return rows(call); });
    endpoints.bind("POST", "/api/v1/imports/{id}/run",
                   [this](const Call &call) { return take(call, &ImportService::run); });
    endpoints.bind("POST", "/api/v1/imports/{id}/cancel",
                   [this](const Call &call) { return take(call, &ImportService::cancel); });
    endpoints.bind("POST", "/api/v1/imports/{id}/undo",
                   [this](const Call &call) { return take(call, &ImportService::undo); });
}

Result<Response> ImportRoutes::list(const Call &call)
{
    POS_CHECK(call.allowQuery({"limit", "cursor", "kind"}));
    POS_TRY(const int limit, call.limit());
    POS_TRY(const QJsonObject cursor, call.cursor());
    POS_TRY(const auto kind, call.queryOneOf("kind", {u"products"_s, u"sales"_s}));
    POS_TRY(QList<Import> page, m_service.list(call.principal().tenant, limit + 1, kind, cursor));
    std::optional<QJsonObject> next;
    if (page.size() > limit) {
        page.removeLast();
        next = QJsonObject{{"created_at"_L1, toRfc3339(page.last().createdAt)}, {"id"_L1, page.last().id.toString()}};
    }
    QJsonArray items;
    for (const Import &import : std::as_const(page))
        items.append(import.toJson());
    return Response::page(items, next);
}

ImportService::Claim ImportRoutes::claim(const Call &call, int status) const
{
    return [this, &call, status](pg::Transaction &tx, const Id &id) -> Result<std::optional<Id>> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_clock, call, status, id));
        return earlier ? std::optional(earlier->resource) : std::nullopt;
    };
}

Result<Response> ImportRoutes::create(const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    ImportService::Request request;
    const QString kind = reader.oneOf("kind", {u"products"_s, u"sales"_s});
    request.fileName = reader.text("file_name", {1, 200});
    if (const auto separator = reader.optionalText("separator", {1, 1}))
        request.options.insert("separator"_L1, *separator);
    for (const char *name : {"encoding", "decimal_mark", "time_format"}) {
        if (const auto value = reader.optionalText(name, {1, 40}))
            request.options.insert(QLatin1StringView(name), *value);
    }
    POS_CHECK(reader.finish());
    POS_TRY(request.kind, imports::kindFromWord(kind));
    POS_TRY(const Import import, m_service.create(call.principal().tenant, actorOf(call), request, claim(call, 201)));
    return Response::created("/api/v1/imports/" + import.id.toString().toLatin1(), import.toJson());
}

Result<Response> ImportRoutes::read(const Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const Import import, m_service.read(call.principal().tenant, id));
    return Response::json(200, import.toJson());
}

Result<Response> ImportRoutes::putPart(const Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    bool isNumber = false;
    const int number = call.pathText("number").toInt(&isNumber);
    if (!isNumber)
        return fail(Error::notFound(u"part"_s));
    POS_TRY(const Import import, m_service.addPart(call.principal().tenant, id, number, call.body()));
    return Response::json(200, import.toJson());
}

Result<Response> ImportRoutes::check(const Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const QJsonObject body, contract::parseObject(call.body()));
    for (const QString &name : body.keys()) {
        if ((name != u"options"_s && name != u"mapping"_s) || !body.value(name).isObject())
            return fail(Error::invalid(name.left(64), u"unknown_field"_s, u"only the objects options and mapping"_s));
    }
    const QJsonObject options = objectField(body, "options"_L1);
    for (const QString &name : options.keys()) {
        const bool known =
            QStringList{u"encoding"_s, u"separator"_s, u"decimal_mark"_s, u"time_format"_s}.contains(name);
        if (!known || !options.value(name).isString() || options.value(name).toString().size() > 40)
            return fail(
                Error::invalid(u"options."_s + name.left(64), u"not_allowed"_s,
                               u"an option is encoding, separator, decimal_mark or time_format, each a short text"_s));
    }
    POS_TRY(const Import import, m_service.check(call.principal().tenant, actorOf(call), id, options,
                                                 objectField(body, "mapping"_L1), claim(call, 202)));
    return Response::json(202, import.toJson());
}

Result<Response> ImportRoutes::take(const Call &call, Step step)
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(contract::JsonReader reader, call.json());
    POS_CHECK(reader.finish());
    POS_TRY(const Import import, (m_service.*step)(call.principal().tenant, actorOf(call), id, claim(call, 202)));
    return Response::json(202, import.toJson());
}

Result<Response> ImportRoutes::rows(const Call &call)
{
    POS_CHECK(call.allowQuery({"limit", "cursor", "outcome"}));
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const int limit, call.limit());
    POS_TRY(const QJsonObject cursor, call.cursor());
    contract::JsonReader position(cursor);
    const qint64 after = position.optionalInteger("line", 0, 1'000'000'000).value_or(0);
    POS_CHECK(position.finish());
    POS_TRY(QList<imports::StagedLine> page,
            m_service.lines(call.principal().tenant, id, after, limit + 1, call.query("outcome")));
    std::optional<QJsonObject> next;
    if (page.size() > limit) {
        page.removeLast();
        next = QJsonObject{{"line"_L1, page.last().line}};
    }
    QJsonArray items;
    for (const imports::StagedLine &line : std::as_const(page))
        items.append(rowToJson(line));
    return Response::page(items, next);
}

// A file to start from: the headings, and one line that shows how they are filled.
Result<Response> ImportRoutes::csvTemplate(const Call &call)
{
    POS_CHECK(call.allowQuery({"kind"}));
    POS_TRY(const auto kind, call.queryOneOf("kind", {u"products"_s, u"sales"_s}));
    const bool sales = kind == u"sales"_s;
    QByteArrayList headings;
    for (const imports::FieldSpec &field : imports::fieldsOf(sales ? imports::Kind::Sales : imports::Kind::Products))
        headings.append(field.name);
    const QByteArray example = sales ? "INV-0001,SKU-1,Example item,2,2026-01-22 10:15,12500,\r\n"
                                     : "SKU-1,Example item,12500,Drinks,8990000000017,9000,pcs,goods,24,6\r\n";
    return Response::bytes("text/csv; charset=utf-8", headings.join(',') + "\r\n" + example)
        .with("Content-Disposition",
              sales ? "attachment; filename=\"sales.csv\"" : "attachment; filename=\"products.csv\"");
}

} // namespace pos::product
