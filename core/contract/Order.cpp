// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Order.h"

namespace pos::contract {

namespace {

constexpr JsonReader::TextRule kNote{0, 500};
constexpr JsonReader::TextRule kReason{1, 500};
constexpr Money kFree = Money::ofMinor(0);
constexpr Quantity kLeast = Quantity::ofThousandths(1);

QJsonValue idOrNull(const Id &id)
{
    return id.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(id.toString());
}

QJsonValue textOrNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Null);
}

template<class Items>
QJsonArray toArray(const Items &items)
{
    QJsonArray array;
    for (const auto &item : items)
        array.append(item.toJson());
    return array;
}

std::vector<OrderLineRequest> readLines(JsonReader &reader, int atLeast)
{
    std::vector<OrderLineRequest> lines;
    reader.each("lines", atLeast, OrderRequest::kMaxLines,
                [&](JsonReader &line, qsizetype) { lines.push_back(OrderLineRequest::read(line)); });
    return lines;
}

std::vector<TenderRequest> readPayments(JsonReader &reader, int atLeast)
{
    std::vector<TenderRequest> payments;
    reader.each("payments", atLeast, OrderRequest::kMaxPayments,
                [&](JsonReader &payment, qsizetype) { payments.push_back(TenderRequest::read(payment)); });
    return payments;
}

void readSale(JsonReader &reader, OrderRequest &request)
{
    request.payments = readPayments(reader, 0);
    request.total = reader.optionalMoney("total", kFree);
    request.customer = reader.optionalId("customer_id");
    request.note = reader.optionalText("note", kNote);
    request.discountReason = reader.optionalText("discount_reason", kNote);
    request.approval = reader.optionalId("approval_id");
}

} // namespace

QJsonObject OrderLine::toJson() const
{
    QJsonObject json{
        {QStringLiteral("position"), position},
        {QStringLiteral("variant_id"), variant.toString()},
        {QStringLiteral("sku"), sku},
        {QStringLiteral("name"), name},
        {QStringLiteral("unit"), unit},
        {QStringLiteral("quantity"), contract::toJson(quantity)},
        {QStringLiteral("unit_price"), contract::toJson(unitPrice)},
        {QStringLiteral("discount"), contract::toJson(discount)},
        {QStringLiteral("tax"), contract::toJson(tax)},
        {QStringLiteral("total"), contract::toJson(total)},
        {QStringLiteral("tax_inclusive"), taxInclusive},
        {QStringLiteral("refunded_quantity"), contract::toJson(refunded)},
    };
    if (refundOfPosition)
        json.insert(QStringLiteral("refund_of_position"), *refundOfPosition);
    if (restocked)
        json.insert(QStringLiteral("restocked"), *restocked);
    return json;
}

QJsonObject OrderTax::toJson() const
{
    return {
        {QStringLiteral("name"), name},
        {QStringLiteral("rate_ppm"), ratePpm},
        {QStringLiteral("inclusive"), inclusive},
        {QStringLiteral("net"), contract::toJson(net)},
        {QStringLiteral("tax"), contract::toJson(tax)},
    };
}

QJsonObject OrderPayment::toJson() const
{
    return {
        {QStringLiteral("id"), id.toString()},
        {QStringLiteral("method"), method},
        {QStringLiteral("status"), status},
        {QStringLiteral("amount"), contract::toJson(amount)},
        {QStringLiteral("tendered"), contract::toJson(tendered)},
        {QStringLiteral("change"), contract::toJson(change)},
        {QStringLiteral("created_at"), toRfc3339(createdAt)},
    };
}

QJsonObject Order::summary() const
{
    return {
        {QStringLiteral("id"), id.toString()},
        {QStringLiteral("kind"), kind},
        {QStringLiteral("number"), number},
        {QStringLiteral("external_ref"), textOrNull(externalRef)},
        {QStringLiteral("status"), status},
        {QStringLiteral("terminal"), terminal},
        {QStringLiteral("business_date"), businessDate.toString(Qt::ISODate)},
        {QStringLiteral("created_at"), toRfc3339(createdAt)},
        {QStringLiteral("currency"), currency},
        {QStringLiteral("subtotal"), contract::toJson(subtotal)},
        {QStringLiteral("discount_total"), contract::toJson(discountTotal)},
        {QStringLiteral("tax_total"), contract::toJson(taxTotal)},
        {QStringLiteral("rounding"), contract::toJson(rounding)},
        {QStringLiteral("total"), contract::toJson(total)},
        {QStringLiteral("paid"), contract::toJson(paid)},
        {QStringLiteral("change"), contract::toJson(change)},
        {QStringLiteral("customer_id"), idOrNull(customer)},
        {QStringLiteral("note"), textOrNull(note)},
        {QStringLiteral("reason"), textOrNull(reason)},
        {QStringLiteral("refund_of"), idOrNull(refundOf)},
        {QStringLiteral("created_by"), idOrNull(createdBy)},
        {QStringLiteral("approved_by"), idOrNull(approvedBy)},
        {QStringLiteral("voided_at"), voidedAt ? QJsonValue(toRfc3339(*voidedAt)) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("version"), version},
    };
}

QJsonObject Order::toJson() const
{
    QJsonObject json = summary();
    json.insert(QStringLiteral("lines"), toArray(lines));
    json.insert(QStringLiteral("taxes"), toArray(taxes));
    json.insert(QStringLiteral("payments"), toArray(payments));
    QJsonArray documents;
    for (const Id &refund : refunds)
        documents.append(refund.toString());
    json.insert(QStringLiteral("refunds"), documents);
    if (!stockWarnings.isEmpty())
        json.insert(QStringLiteral("stock_warnings"), QJsonArray::fromStringList(stockWarnings));
    return json;
}

TenderRequest TenderRequest::read(JsonReader &reader)
{
    TenderRequest tender;
    tender.method = reader.oneOf("method", {QStringLiteral("cash"), QStringLiteral("transfer")});
    tender.amount = reader.money("amount", Money::ofMinor(1));
    tender.tendered = reader.optionalMoney("tendered", kFree);
    return tender;
}

OrderLineRequest OrderLineRequest::read(JsonReader &reader)
{
    OrderLineRequest line;
    line.variant = reader.id("variant_id");
    line.quantity = reader.quantity("quantity", kLeast);
    line.unitPrice = reader.optionalMoney("unit_price", kFree);
    line.discount = reader.optionalMoney("discount", kFree).value_or(kFree);
    return line;
}

QJsonObject OrderLineRequest::toJson() const
{
    QJsonObject json{
        {QStringLiteral("variant_id"), variant.toString()},
        {QStringLiteral("quantity"), contract::toJson(quantity)},
        {QStringLiteral("discount"), contract::toJson(discount)},
    };
    if (unitPrice)
        json.insert(QStringLiteral("unit_price"), contract::toJson(*unitPrice));
    return json;
}

Result<OrderRequest> OrderRequest::read(JsonReader &reader)
{
    OrderRequest request;
    request.lines = readLines(reader, 1);
    readSale(reader, request);
    POS_CHECK(reader.finish());
    return request;
}

Result<OrderRequest> OrderRequest::readCheckout(JsonReader &reader)
{
    OrderRequest request;
    readSale(reader, request);
    POS_CHECK(reader.finish());
    return request;
}

Result<PaymentsRequest> PaymentsRequest::read(JsonReader &reader)
{
    PaymentsRequest request;
    if (reader.has("method"))
        request.payments.push_back(TenderRequest::read(reader));
    else
        request.payments = readPayments(reader, 1);
    POS_CHECK(reader.finish());
    return request;
}

Result<VoidRequest> VoidRequest::read(JsonReader &reader)
{
    VoidRequest request;
    request.reason = reader.text("reason", kReason);
    request.approval = reader.optionalId("approval_id");
    POS_CHECK(reader.finish());
    return request;
}

Result<RefundRequest> RefundRequest::read(JsonReader &reader)
{
    RefundRequest request;
    request.restock = reader.boolean("restock", true);
    reader.each("lines", 0, OrderRequest::kMaxLines, [&](JsonReader &item, qsizetype) {
        RefundLineRequest line;
        if (const auto position = item.optionalInteger("position", 1, 32767))
            line.position = static_cast<int>(*position);
        line.variant = item.optionalId("variant_id");
        if (!line.position && !line.variant)
            item.addError("position", QStringLiteral("required"),
                          QStringLiteral("name the line by position or variant_id"));
        line.quantity = item.optionalQuantity("quantity", kLeast);
        line.restock = item.boolean("restock", request.restock);
        request.lines.push_back(line);
    });
    request.method = reader.optionalOneOf("method", {QStringLiteral("cash"), QStringLiteral("transfer")});
    request.reason = reader.text("reason", kReason);
    request.approval = reader.optionalId("approval_id");
    POS_CHECK(reader.finish());
    return request;
}

Result<CartRequest> CartRequest::read(JsonReader &reader)
{
    CartRequest request;
    request.name = reader.optionalText("name", {0, 100}).value_or(QString());
    request.lines = readLines(reader, 0);
    request.customer = reader.optionalId("customer_id");
    request.note = reader.optionalText("note", kNote);
    POS_CHECK(reader.finish());
    return request;
}

} // namespace pos::contract
