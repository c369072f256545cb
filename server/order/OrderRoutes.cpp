// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderRoutes.h"

#include "server/order/ReceiptPdf.h"
#include "server/order/ReceiptPreview.h"
#include "server/order/ReceiptText.h"

namespace pos::order {

namespace {

using http::Call;
using http::Response;

Response respond(const Outcome &outcome)
{
    const QByteArray location = "/api/v1/orders/" + outcome.order.id.toString().toLatin1();
    return Response::json(outcome.status, outcome.order.toJson())
        .with("Location", location)
        .etag(outcome.order.version);
}

Response respond(int status, const Cart &cart)
{
    return Response::json(status, cart.toJson())
        .with("Location", "/api/v1/carts/" + cart.id.toString().toLatin1())
        .etag(cart.version);
}

Result<std::optional<QDate>> queryDate(const Call &call, const char *name)
{
    const std::optional<QString> text = call.query(name);
    if (!text)
        return std::nullopt;
    const QDate date = QDate::fromString(*text, Qt::ISODate);
    if (text->size() != 10 || !date.isValid())
        return fail(Error::invalid(QString::fromLatin1(name), QStringLiteral("not_a_date"),
                                   QStringLiteral("must be a date, YYYY-MM-DD")));
    return date;
}

// Only where the header is there.
Result<std::optional<qint64>> optionalIfMatch(const Call &call)
{
    if (!call.request().hasHeader("If-Match"))
        return std::nullopt;
    POS_TRY(const qint64 version, call.ifMatch());
    return version;
}

struct Position {
    std::optional<Instant> time;
    Id id;
};

Result<Position> positionOf(const Call &call)
{
    POS_TRY(const QJsonObject cursor, call.cursor());
    Position position;
    if (cursor.isEmpty())
        return position;
    contract::JsonReader reader(cursor);
    position.time = reader.optionalInstant("t");
    position.id = reader.id("id");
    if (!reader.finish() || !position.time)
        return fail(Error::invalid(QStringLiteral("cursor"), QStringLiteral("bad_cursor"),
                                   QStringLiteral("is not a cursor of this list")));
    return position;
}

QJsonObject positionAfter(Instant time, const Id &id)
{
    return {{QStringLiteral("t"), toRfc3339(time)}, {QStringLiteral("id"), id.toString()}};
}

QStringList words(const QList<domain::OrderState> &states)
{
    QStringList list;
    for (const domain::OrderState state : states)
        list.append(QString::fromLatin1(domain::toWord(state)));
    return list;
}

Result<OrderFilter> filterOf(const Call &call)
{
    POS_CHECK(
        call.allowQuery({"limit", "cursor", "sort", "q", "status", "kind", "number", "external_ref", "business_date",
                         "business_date_from", "business_date_to", "terminal", "refund_of", "created_by"}));
    OrderFilter filter;
    POS_TRY(filter.status, call.queryOneOf("status", words(domain::allOrderStates())));
    POS_TRY(filter.kind, call.queryOneOf("kind", {QStringLiteral("sale"), QStringLiteral("refund")}));
    POS_TRY(const auto sort, call.queryOneOf("sort", {QStringLiteral("created_at"), QStringLiteral("-created_at")}));
    filter.newestFirst = sort != QStringLiteral("created_at");
    filter.number = call.query("number");
    filter.externalRef = call.query("external_ref");
    filter.words = call.query("q");
    POS_TRY(filter.from, queryDate(call, "business_date_from"));
    POS_TRY(filter.to, queryDate(call, "business_date_to"));
    POS_TRY(const std::optional<QDate> day, queryDate(call, "business_date"));
    if (day)
        filter.from = filter.to = day;
    POS_TRY(const std::optional<qint64> terminal, call.queryInteger("terminal", 0, 32767));
    if (terminal)
        filter.terminal = static_cast<int>(*terminal);
    POS_TRY(filter.refundOf, call.queryId("refund_of"));
    POS_TRY(filter.seller, call.queryId("created_by"));
    POS_TRY(filter.limit, call.limit());
    POS_TRY(const Position position, positionOf(call));
    filter.afterTime = position.time;
    filter.afterId = position.id;
    return filter;
}

Result<Response> receiptOf(OrderService &orders, const Call &call)
{
    POS_CHECK(call.allowQuery({"format", "columns"}));
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const auto format, call.queryOneOf("format", {QStringLiteral("text"), QStringLiteral("pdf")}));
    POS_TRY(const auto wanted, call.queryOneOf("columns", {QStringLiteral("32"), QStringLiteral("48")}));
    POS_TRY(const Receipt receipt, orders.receipt(call, id));
    const int columns = wanted ? wanted->toInt() : receipt.columns;
    if (format == QStringLiteral("pdf")) {
        POS_TRY(const QByteArray pdf, receiptPdf(receipt, columns));
        return Response::bytes("application/pdf", pdf);
    }
    return Response::bytes("text/plain; charset=utf-8", receiptText(receipt, columns).toUtf8());
}

} // namespace

void OrderRoutes::bind(http::Endpoints &endpoints)
{
    bindOrders(endpoints);
    bindCarts(endpoints);
    bindReports(endpoints);
}

void OrderRoutes::bindOrders(http::Endpoints &endpoints)
{
    endpoints.bind("GET", "/api/v1/orders", [this](const Call &call) -> Result<Response> {
        POS_TRY(const OrderFilter filter, filterOf(call));
        POS_TRY(const OrderPage page, m_orders.list(call, filter));
        QJsonArray items;
        for (const contract::Order &order : page.orders)
            items.append(order.summary());
        std::optional<QJsonObject> next;
        if (page.hasMore)
            next = positionAfter(page.orders.back().createdAt, page.orders.back().id);
        return Response::page(items, next);
    });
    endpoints.bind("POST", "/api/v1/orders", [this](const Call &call) -> Result<Response> {
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::OrderRequest request, contract::OrderRequest::read(reader));
        POS_TRY(const Outcome outcome, m_sales.create(call, request));
        return respond(outcome);
    });
    endpoints.bind("POST", "/api/v1/orders/price", [this](const Call &call) -> Result<Response> {
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::OrderRequest request, contract::OrderRequest::read(reader));
        POS_TRY(const QJsonObject priced, m_sales.price(call, request));
        return Response::json(200, priced);
    });
    endpoints.bind("GET", "/api/v1/orders/{id}", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(const contract::Order order, m_orders.read(call, id));
        return Response::json(200, order.toJson()).etag(order.version);
    });
    endpoints.bind("POST", "/api/v1/orders/{id}/payments", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::PaymentsRequest request, contract::PaymentsRequest::read(reader));
        POS_TRY(const Outcome outcome, m_orders.pay(call, id, request));
        return respond(outcome);
    });
    endpoints.bind("POST", "/api/v1/orders/{id}/void", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::VoidRequest request, contract::VoidRequest::read(reader));
        POS_TRY(const Outcome outcome, m_orders.cancel(call, id, request));
        return respond(outcome);
    });
    endpoints.bind("POST", "/api/v1/orders/{id}/refunds", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::RefundRequest request, contract::RefundRequest::read(reader));
        POS_TRY(const Outcome outcome, m_orders.refund(call, id, request));
        return respond(outcome);
    });
    endpoints.bind("POST", "/api/v1/orders/receipt-preview", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Receipt receipt, receiptPreview(m_database, m_clock, call));
        return Response::bytes("text/plain; charset=utf-8", receiptText(receipt, receipt.columns).toUtf8());
    });
    endpoints.bind("GET", "/api/v1/orders/{id}/receipt",
                   [this](const Call &call) { return receiptOf(m_orders, call); });
}

void OrderRoutes::bindCarts(http::Endpoints &endpoints)
{
    endpoints.bind("GET", "/api/v1/carts", [this](const Call &call) -> Result<Response> {
        POS_CHECK(call.allowQuery({"limit", "cursor"}));
        POS_TRY(const int limit, call.limit());
        POS_TRY(const Position position, positionOf(call));
        POS_TRY(const CartPage page, m_carts.list(call, limit, position.time, position.id));
        QJsonArray items;
        for (const Cart &cart : page.carts)
            items.append(cart.toJson());
        std::optional<QJsonObject> next;
        if (page.hasMore)
            next = positionAfter(page.carts.back().createdAt, page.carts.back().id);
        return Response::page(items, next);
    });
    endpoints.bind("POST", "/api/v1/carts", [this](const Call &call) -> Result<Response> {
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::CartRequest content, contract::CartRequest::read(reader));
        POS_TRY(const auto held, m_carts.hold(call, content));
        return respond(held.first, held.second);
    });
    endpoints.bind("GET", "/api/v1/carts/{id}", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(const Cart cart, m_carts.read(call, id));
        return respond(200, cart);
    });
    endpoints.bind("PUT", "/api/v1/carts/{id}", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(const qint64 version, call.ifMatch());
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::CartRequest content, contract::CartRequest::read(reader));
        POS_TRY(const Cart cart, m_carts.replace(call, id, version, content));
        return respond(200, cart);
    });
    endpoints.bind("DELETE", "/api/v1/carts/{id}", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(const std::optional<qint64> version, optionalIfMatch(call));
        POS_CHECK(m_carts.drop(call, id, version));
        return Response::noContent();
    });
    endpoints.bind("POST", "/api/v1/carts/{id}/checkout", [this](const Call &call) -> Result<Response> {
        POS_TRY(const Id id, call.pathId("id"));
        POS_TRY(const std::optional<qint64> version, optionalIfMatch(call));
        POS_TRY(contract::JsonReader reader, call.json());
        POS_TRY(const contract::OrderRequest request, contract::OrderRequest::readCheckout(reader));
        POS_TRY(const Outcome outcome, m_carts.checkOut(call, id, version, request));
        return respond(outcome);
    });
}

void OrderRoutes::bindReports(http::Endpoints &endpoints)
{
    endpoints.bind("GET", "/api/v1/reports/today", [this](const Call &call) -> Result<Response> {
        POS_CHECK(call.allowQuery({}));
        POS_TRY(const QJsonObject report, m_reports.today(call));
        return Response::json(200, report);
    });
    endpoints.bind("GET", "/api/v1/reports/sales", [this](const Call &call) -> Result<Response> {
        POS_CHECK(call.allowQuery({"from", "to"}));
        POS_TRY(const std::optional<QDate> from, queryDate(call, "from"));
        POS_TRY(const std::optional<QDate> to, queryDate(call, "to"));
        POS_TRY(const QJsonObject report, m_reports.sales(call, from, to));
        return Response::json(200, report);
    });
}

} // namespace pos::order
