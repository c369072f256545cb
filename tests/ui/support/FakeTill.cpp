// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeTill.h"

namespace pos::ui::test {

namespace {

QString cartId(qsizetype number)
{
    return QStringLiteral("01900000-0000-7000-8ca0-%1").arg(number, 12, 10, QLatin1Char('0'));
}

} // namespace

FakeTill::FakeTill(FakeShop &shop) : m_shop(shop)
{
    shop.on("GET /api/v1/tenant/settings",
            FakeReply{200, {{QStringLiteral("cash_rounding"), 100}, {QStringLiteral("receipt_columns"), 32}}});
    shop.on("GET /api/v1/products/lookup", [this](const FakeRequest &request) { return lookUp(request); });
    shop.on("POST /api/v1/orders/price", [this](const FakeRequest &request) {
        return post(request, [&] { return FakeReply{200, priced(request.body[u"lines"].toArray())}; });
    });
    shop.on("POST /api/v1/orders", [this](const FakeRequest &request) {
        return post(request, [&] { return sell(request, request.body[u"lines"].toArray()); });
    });
    shop.on("POST /api/v1/auth/approvals", [this](const FakeRequest &request) {
        return post(request, [&] {
            return request.body[u"pin"] == QLatin1String("4711")
                       ? FakeReply{201, {{QStringLiteral("approval_id"), cartId(4711)}}}
                       : FakeServer::problem(403, QStringLiteral("wrong_pin"), QStringLiteral("The PIN is wrong."));
        });
    });
    for (const char *method : {"GET", "POST", "PUT", "DELETE"})
        shop.on(QByteArray(method) + " /api/v1/carts", [this](const FakeRequest &request) { return cart(request); });
}

void FakeTill::refuse(const QString &path, const FakeReply &reply)
{
    m_refusals.insert(path, reply);
}

FakeReply FakeTill::post(const FakeRequest &request, const std::function<FakeReply()> &make)
{
    if (request.path == m_silent) {
        FakeReply nothing;
        nothing.never = true;
        return nothing;
    }
    if (m_refusals.contains(request.path))
        return m_refusals.take(request.path);
    const QByteArray key = request.header("idempotency-key");
    const FakeReply reply = m_done.contains(key) ? m_done.value(key) : make();
    if (!key.isEmpty() && reply.status < 400)
        m_done.insert(key, reply);
    if (request.path != m_lost)
        return reply;
    FakeReply gone;
    gone.hangUp = true;
    return gone;
}

QString FakeTill::variantOf(const QString &sku) const
{
    for (const QJsonValue &product : m_shop.products()) {
        if (product[u"sku"].toString() == sku)
            return product[u"variant_id"].toString();
    }
    return {};
}

QString FakeTill::barcodeOf(const QString &sku) const
{
    return productOf(variantOf(sku))[u"barcodes"][0].toString();
}

QJsonObject FakeTill::productOf(const QString &variant) const
{
    for (const QJsonValue &product : m_shop.products()) {
        if (product[u"variant_id"].toString() == variant)
            return product.toObject();
    }
    return {};
}

FakeReply FakeTill::lookUp(const FakeRequest &request) const
{
    const QString barcode = request.query.queryItemValue(QStringLiteral("barcode"));
    const QString sku = request.query.queryItemValue(QStringLiteral("sku"));
    for (const QJsonValue &value : m_shop.products()) {
        QJsonObject product = value.toObject();
        const bool fits =
            barcode.isEmpty() ? product[u"sku"].toString() == sku : product[u"barcodes"].toArray().contains(barcode);
        if (!fits)
            continue;
        product.insert(QStringLiteral("variant"), QJsonObject{{QStringLiteral("id"), product[u"variant_id"]},
                                                              {QStringLiteral("sku"), product[u"sku"]},
                                                              {QStringLiteral("name"), QString()},
                                                              {QStringLiteral("price"), product[u"price"]}});
        return {200, product};
    }
    return FakeServer::problem(404, QStringLiteral("not_found"), QStringLiteral("No such product."));
}

QJsonObject FakeTill::priced(const QJsonArray &lines) const
{
    QJsonArray rows;
    qint64 subtotal = 0;
    qint64 discounts = 0;
    for (const QJsonValue &line : lines) {
        const QJsonObject product = productOf(line[u"variant_id"].toString());
        const qint64 price = product[u"price"].toInteger();
        const qint64 amount = qRound64(static_cast<double>(price) * line[u"quantity"].toDouble());
        const qint64 discount = line[u"discount"].toInteger();
        rows.append(QJsonObject{{QStringLiteral("position"), rows.size() + 1},
                                {QStringLiteral("variant_id"), line[u"variant_id"]},
                                {QStringLiteral("name"), product[u"name"]},
                                {QStringLiteral("sku"), product[u"sku"]},
                                {QStringLiteral("quantity"), line[u"quantity"]},
                                {QStringLiteral("unit_price"), price},
                                {QStringLiteral("discount"), discount},
                                {QStringLiteral("refunded"), 0},
                                {QStringLiteral("total"), amount - discount}});
        subtotal += amount;
        discounts += discount;
    }
    return {{QStringLiteral("currency"), QStringLiteral("IDR")},
            {QStringLiteral("subtotal"), subtotal},
            {QStringLiteral("discount_total"), discounts},
            {QStringLiteral("tax_total"), 0},
            {QStringLiteral("total"), subtotal - discounts},
            {QStringLiteral("lines"), rows},
            {QStringLiteral("taxes"), QJsonArray()}};
}

FakeReply FakeTill::sell(const FakeRequest &request, const QJsonArray &lines)
{
    QJsonObject order = priced(lines);
    if (request.body[u"total"] != order[u"total"]) {
        FakeReply changed =
            FakeServer::problem(409, QStringLiteral("price_changed"), QStringLiteral("Prices changed."));
        changed.document.insert(QStringLiteral("state"), order);
        return changed;
    }
    const int number = 500 + static_cast<int>(m_sold.size());
    const QJsonObject made =
        FakeShop::makeOrder(number, QStringLiteral("2026-01-22T09:00:11.000Z"), QStringLiteral("paid"));
    for (const char *field : {"id", "kind", "number", "created_at", "business_date"})
        order.insert(QLatin1String(field), made[QLatin1String(field)]);
    qint64 paid = 0;
    qint64 change = 0;
    for (const QJsonValue &payment : request.body[u"payments"].toArray()) {
        paid += payment[u"amount"].toInteger();
        change += payment[u"tendered"].toInteger(payment[u"amount"].toInteger()) - payment[u"amount"].toInteger();
    }
    order.insert(QStringLiteral("payments"), request.body[u"payments"]);
    order.insert(QStringLiteral("paid"), paid);
    order.insert(QStringLiteral("change"), change);
    order.insert(QStringLiteral("status"),
                 paid == order[u"total"].toInteger() ? QStringLiteral("paid") : QStringLiteral("awaiting_payment"));
    m_sold.append(order);
    m_shop.orders().append(order);
    return {201, order};
}

FakeReply FakeTill::cart(const FakeRequest &request)
{
    if (request.method == "GET")
        return {200, {{QStringLiteral("items"), m_carts}, {QStringLiteral("next_cursor"), QJsonValue()}}};
    if (request.path == QLatin1String("/api/v1/carts")) {
        return post(request, [&] {
            QJsonObject held = request.body;
            held.insert(QStringLiteral("id"), cartId(m_carts.size() + 1));
            held.insert(QStringLiteral("version"), 1);
            held.insert(QStringLiteral("created_at"), QStringLiteral("2026-01-22T08:00:11.000Z"));
            m_carts.append(held);
            return FakeServer::versioned(201, held);
        });
    }
    for (qsizetype i = 0; i < m_carts.size(); ++i) {
        QJsonObject held = m_carts[i].toObject();
        if (held[u"id"].toString() != request.path.section(u'/', 4, 4))
            continue;
        if (request.header("if-match") != FakeServer::etagOf(held)) {
            FakeReply changed =
                FakeServer::problem(412, QStringLiteral("precondition_failed"), QStringLiteral("Changed."));
            changed.document.insert(QStringLiteral("state"), held);
            return changed;
        }
        if (request.method == "DELETE") {
            m_carts.removeAt(i);
            return {204};
        }
        if (request.method == "POST") {
            const FakeReply reply = post(request, [&] { return sell(request, held[u"lines"].toArray()); });
            if (reply.status == 201)
                m_carts.removeAt(i);
            return reply;
        }
        for (const char *field : {"name", "lines", "note"})
            held.insert(QLatin1String(field), request.body[QLatin1String(field)]);
        held.insert(QStringLiteral("version"), held[u"version"].toInt() + 1);
        m_carts[i] = held;
        return FakeServer::versioned(200, held);
    }
    return FakeServer::problem(404, QStringLiteral("not_found"), QStringLiteral("No such cart."));
}

} // namespace pos::ui::test
