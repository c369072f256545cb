// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeStock.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pos::ui::test {

namespace {

QString valueOf(const FakeRequest &request, const char *name)
{
    return request.query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

FakeReply page(const QJsonArray &items)
{
    return {200, {{u"items"_s, items}, {u"next_cursor"_s, QJsonValue()}}};
}

QString idOf(int number)
{
    return u"01900000-0000-7000-8bbb-%1"_s.arg(number, 12, 10, QLatin1Char('0'));
}

} // namespace

FakeStock::FakeStock(FakeShop &shop) : m_shop(shop)
{
    shop.on("GET /api/v1/stock", [this](const FakeRequest &request) { return levels(request); });
    shop.on("GET /api/v1/stock/variants/",
            [this](const FakeRequest &request) { return card(request.path.section(u'/', 5, 5)); });
    shop.on("GET /api/v1/stock/movements", [this](const FakeRequest &request) { return ledger(request); });
    shop.on("GET /api/v1/products/lookup", [this](const FakeRequest &request) { return lookup(request); });
    shop.on("POST /api/v1/stock/receipts", [this](const FakeRequest &request) { return enter(request, u"receipt"_s); });
    shop.on("POST /api/v1/stock/counts", [this](const FakeRequest &request) { return enter(request, u"count"_s); });
    shop.on("POST /api/v1/stock/adjustments", [this](const FakeRequest &request) {
        return enter(request, request.body[u"kind"].toString(u"adjustment"_s));
    });
}

QJsonObject FakeStock::product(const QString &field, const QString &value) const
{
    for (const QJsonValue &one : std::as_const(m_shop.products())) {
        const bool fits = field == u"barcode"_s ? one[u"barcodes"].toArray().contains(value)
                                                : one[field].toString().compare(value, Qt::CaseInsensitive) == 0;
        if (fits)
            return one.toObject();
    }
    return {};
}

double FakeStock::onHand(const QString &sku) const
{
    return product(u"sku"_s, sku)[u"on_hand"].toDouble();
}

void FakeStock::splitUp(const QString &sku, const QStringList &names)
{
    const QJsonObject whole = product(u"sku"_s, sku);
    QJsonArray items;
    for (const QString &name : names)
        items.append(
            QJsonObject{{u"id"_s, items.isEmpty() ? whole[u"variant_id"] : QJsonValue(idOf(2000 + ++m_number))},
                        {u"is_default"_s, items.isEmpty()},
                        {u"sku"_s, items.isEmpty() ? sku : sku + u'-' + name.left(1)},
                        {u"name"_s, name},
                        {u"price"_s, whole[u"price"].toInteger() + 2000 * items.size()},
                        {u"on_hand"_s, whole[u"on_hand"].toInt() / (1 + items.size())},
                        {u"barcodes"_s, QJsonArray()},
                        {u"status"_s, u"active"_s},
                        {u"version"_s, 1}});
    m_shop.on("GET /api/v1/products/" + whole[u"id"].toString().toLatin1() + "/variants",
              [items](const FakeRequest &) { return page(items); });
}

QString FakeStock::variantOf(const QString &sku) const
{
    return product(u"sku"_s, sku)[u"variant_id"].toString();
}

QString FakeStock::barcodeOf(const QString &sku) const
{
    return product(u"sku"_s, sku)[u"barcodes"][0].toString();
}

void FakeStock::move(const QString &sku, const QString &kind, double quantity, const QJsonObject &more)
{
    const QJsonObject moved = product(u"sku"_s, sku);
    const double before = moved[u"on_hand"].toDouble();
    const bool isFirst = std::none_of(m_movements.begin(), m_movements.end(), [&](const QJsonValue &movement) {
        return movement[u"variant_id"] == moved[u"variant_id"];
    });
    if (isFirst && before != 0)
        record(moved, u"opening"_s, before, before, {{u"occurred_at"_s, u"2026-01-02T01:00:00.000Z"_s}});
    m_shop.changeProduct(moved[u"id"].toString(), {{u"on_hand"_s, before + quantity}});
    record(moved, kind, quantity, before + quantity, more);
}

void FakeStock::record(const QJsonObject &moved, const QString &kind, double quantity, double after,
                       const QJsonObject &more)
{
    QJsonObject movement{{u"id"_s, idOf(++m_number)},
                         {u"variant_id"_s, moved[u"variant_id"]},
                         {u"sku"_s, moved[u"sku"]},
                         {u"name"_s, moved[u"name"]},
                         {u"kind"_s, kind},
                         {u"quantity"_s, quantity},
                         {u"unit_cost"_s, moved[u"cost"]},
                         {u"on_hand_after"_s, after},
                         {u"average_cost_after"_s, moved[u"cost"]},
                         {u"occurred_at"_s, u"2026-01-22T08:40:00.000Z"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        movement[it.key()] = it.value();
    m_movements.prepend(movement);
}

QJsonObject FakeStock::level(const QJsonObject &product) const
{
    return {{u"variant_id"_s, product[u"variant_id"]},
            {u"product_id"_s, product[u"id"]},
            {u"sku"_s, product[u"sku"]},
            {u"name"_s, product[u"name"]},
            {u"variant_name"_s, QString()},
            {u"unit"_s, product[u"unit"].toString(u"pcs"_s)},
            {u"units"_s, QJsonArray{QJsonObject{{u"name"_s, u"karton"_s}, {u"numerator"_s, 24}}}},
            {u"on_hand"_s, product[u"on_hand"]},
            {u"value"_s, qRound64(product[u"on_hand"].toDouble() * static_cast<double>(product[u"cost"].toInteger()))},
            {u"average_cost"_s, product[u"cost"]},
            {u"low_stock_threshold"_s, product[u"low_stock_threshold"]},
            {u"is_low"_s, product[u"is_low"].toBool()}};
}

FakeReply FakeStock::levels(const FakeRequest &request) const
{
    QList<QJsonObject> found;
    const QString words = valueOf(request, "q");
    for (const QJsonValue &one : std::as_const(m_shop.products())) {
        const QJsonObject product = one.toObject();
        const QString all =
            product[u"name"].toString() + product[u"sku"].toString() + product[u"barcodes"][0].toString();
        if (product[u"kind"] != u"goods"_s || product[u"status"] != u"active"_s
            || !all.contains(words, Qt::CaseInsensitive)
            || (!valueOf(request, "category_id").isEmpty()
                && product[u"category_id"] != valueOf(request, "category_id"))
            || (!valueOf(request, "low_stock").isEmpty() && !product[u"is_low"].toBool()))
            continue;
        found.append(level(product));
    }
    std::stable_sort(found.begin(), found.end(), [](const QJsonObject &a, const QJsonObject &b) {
        return a[u"is_low"].toBool() > b[u"is_low"].toBool();
    });
    QJsonArray items;
    for (const QJsonObject &one : std::as_const(found))
        items.append(one);
    return page(items);
}

FakeReply FakeStock::card(const QString &variant) const
{
    const QJsonObject known = product(u"variant_id"_s, variant);
    if (known.isEmpty())
        return FakeServer::problem(404, u"not_found"_s, u"No such variant."_s);
    QMap<QString, QPair<int, double>> sums;
    for (const QJsonValue &movement : m_movements) {
        if (movement[u"variant_id"] == variant) {
            auto &sum = sums[movement[u"kind"].toString()];
            sum.first += 1;
            sum.second += movement[u"quantity"].toDouble();
        }
    }
    QJsonArray totals;
    for (auto it = sums.cbegin(); it != sums.cend(); ++it)
        totals.append(QJsonObject{{u"kind"_s, it.key()}, {u"count"_s, it->first}, {u"quantity"_s, it->second}});
    QJsonObject document = level(known);
    document[u"totals"_s] = totals;
    document[u"holds"_s] = true;
    return {200, document};
}

FakeReply FakeStock::ledger(const FakeRequest &request) const
{
    QJsonArray found;
    for (const QJsonValue &movement : m_movements) {
        bool fits = true;
        for (const char *field : {"variant_id", "kind", "reference_id", "reference"}) {
            const QString wanted = valueOf(request, field);
            fits = fits && (wanted.isEmpty() || movement[QLatin1String(field)].toString() == wanted);
        }
        if (fits)
            found.append(movement);
    }
    return page(found);
}

FakeReply FakeStock::lookup(const FakeRequest &request) const
{
    const QString barcode = valueOf(request, "barcode");
    QJsonObject found = barcode.isEmpty() ? product(u"sku"_s, valueOf(request, "sku")) : product(u"barcode"_s, barcode);
    if (found.isEmpty())
        return FakeServer::problem(404, u"not_found"_s, u"No such product."_s);
    found[u"unit"_s] = u"pcs"_s;
    found[u"units"_s] = QJsonArray{QJsonObject{{u"name"_s, u"karton"_s}, {u"numerator"_s, 24}}};
    found[u"variant"_s] = QJsonObject{
        {u"id"_s, found[u"variant_id"]},    {u"sku"_s, found[u"sku"]},           {u"name"_s, QString()},
        {u"price"_s, found[u"price"]},      {u"barcodes"_s, found[u"barcodes"]}, {u"on_hand"_s, found[u"on_hand"]},
        {u"average_cost"_s, found[u"cost"]}};
    return {200, found};
}

FakeReply FakeStock::refuseMoved(const FakeRequest &request) const
{
    QJsonArray moved;
    for (const QJsonValue &line : request.body[u"lines"].toArray()) {
        const QJsonObject known = product(u"variant_id"_s, line[u"variant_id"].toString());
        if (line[u"expected"].isDouble() && line[u"expected"].toDouble() != known[u"on_hand"].toDouble())
            moved.append(QJsonObject{{u"variant_id"_s, line[u"variant_id"]}, {u"on_hand"_s, known[u"on_hand"]}});
    }
    if (moved.isEmpty())
        return {};
    FakeReply reply = FakeServer::problem(409, u"stock_moved"_s, u"Some of these moved since they were counted"_s);
    reply.document[u"state"_s] = QJsonObject{{u"lines"_s, moved}};
    return reply;
}

FakeReply FakeStock::enter(const FakeRequest &request, const QString &kind)
{
    const QByteArray key = request.header("idempotency-key");
    if (m_entered.contains(key)) {
        FakeReply again = m_entered[key];
        again.hangUp = m_lose;
        return again;
    }
    if (const FakeReply moved = refuseMoved(request); moved.status == 409)
        return moved;
    const QString id = idOf(1000 + ++m_number);
    const qsizetype before = m_movements.size();
    for (const QJsonValue &line : request.body[u"lines"].toArray()) {
        const QJsonObject known = product(u"variant_id"_s, line[u"variant_id"].toString());
        const double factor = line[u"unit"].toString() == u"karton"_s ? 24 : 1;
        const double quantity = line[u"counted"].isDouble() ? line[u"counted"].toDouble() - known[u"on_hand"].toDouble()
                                                            : line[u"quantity"].toDouble() * factor;
        if (quantity != 0)
            move(known[u"sku"].toString(), kind, quantity,
                 {{u"reference_id"_s, id},
                  {u"reference_type"_s, kind},
                  {u"reference"_s, request.body[u"reference"]},
                  {u"reason"_s, request.body[u"reason"]}});
    }
    QJsonArray made;
    for (qsizetype i = 0; i < m_movements.size() - before; ++i)
        made.append(m_movements[i]);
    m_entered[key] = {201, {{u"id"_s, id}, {u"movements"_s, made}}};
    FakeReply reply = m_entered[key];
    reply.hangUp = m_lose;
    return reply;
}

} // namespace pos::ui::test
