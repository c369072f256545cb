// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"

#include "core/base/Version.h"
#include "core/contract/Permission.h"
#include "tests/ui/support/FakeReceipt.h"

#include <algorithm>

namespace pos::ui::test {

namespace {

QString idOf(const char *kind, int number)
{
    return QStringLiteral("01900000-0000-7000-8%1-%2").arg(QLatin1String(kind)).arg(number, 12, 10, QLatin1Char('0'));
}

// With the check digit a maker's barcode ends in.
QString ean13(const QString &twelve)
{
    int sum = 0;
    for (int at = 0; at < twelve.size(); ++at)
        sum += twelve[at].digitValue() * (at % 2 ? 3 : 1);
    return twelve + QString::number((10 - sum % 10) % 10);
}

} // namespace

FakeShop::FakeShop(const QString &role) : m_role(role)
{
    for (const auto &[id, name] : {std::pair{"c1", "Minuman dingin"},
                                   {"c2", "Minuman panas"},
                                   {"c3", "Roti dan kue"},
                                   {"c4", "Sembako"},
                                   {"c5", "Dapur"}})
        m_categories.append(
            QJsonObject{{QStringLiteral("id"), QLatin1String(id)}, {QStringLiteral("name"), QLatin1String(name)}});

    on("GET /health", {200, {{QStringLiteral("status"), QStringLiteral("healthy")}}});
    on("GET /ready", [this](const FakeRequest &) {
        return FakeReply{200,
                         {{QStringLiteral("status"), QStringLiteral("ready")},
                          {QStringLiteral("version"), version()},
                          {QStringLiteral("events_waiting"), 0},
                          {QStringLiteral("first_run"), m_firstRun}}};
    });
    on("POST /api/v1/exports", FakeReply{200});
    on("POST /api/v1/auth/register", [this](const FakeRequest &) {
        m_firstRun = false;
        FakeReply reply = tokens();
        reply.status = 201;
        return reply;
    });
    on("POST /api/v1/auth/login", [this](const FakeRequest &request) {
        if (request.body[u"email"] == QLatin1String(kEmail) && request.body[u"password"] == QLatin1String(kPassword))
            return tokens();
        return problem(401, QStringLiteral("wrong_credentials"),
                       request.header("accept-language") == "id" ? QStringLiteral("Surel atau kata sandi salah.")
                                                                 : QStringLiteral("E-mail or password is wrong."));
    });
    on("POST /api/v1/auth/refresh", [this](const FakeRequest &) {
        return m_refuseRefresh ? problem(401, QStringLiteral("session_ended"), QStringLiteral("Sign in again."))
                               : tokens();
    });
    on("POST /api/v1/auth/logout", {204});
    on("POST /api/v1/auth/password/forgot", {202});
    on("GET /api/v1/auth/me", [this](const FakeRequest &request) {
        return guarded(request, [this] {
            QJsonArray permissions;
            for (const auto permission : contract::permissionsOf(*contract::roleFromWord(m_role.toLatin1())))
                permissions.append(QString::fromLatin1(contract::toWord(permission)));
            return FakeReply{
                200,
                {{QStringLiteral("id"), idOf("aaa", 1)},
                 {QStringLiteral("name"), QStringLiteral("Ratna Dewi")},
                 {QStringLiteral("email"), QLatin1String(kEmail)},
                 {QStringLiteral("role"), m_role},
                 {QStringLiteral("permissions"), permissions},
                 {QStringLiteral("tenant"), QJsonObject{{QStringLiteral("id"), idOf("bbb", 1)},
                                                        {QStringLiteral("name"), QStringLiteral("Toko Melati")},
                                                        {QStringLiteral("slug"), QStringLiteral("toko-melati")},
                                                        {QStringLiteral("currency"), QStringLiteral("IDR")},
                                                        {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")}}}}};
        });
    });
    on("GET /api/v1/categories", [this](const FakeRequest &request) {
        return guarded(request, [&] { return list(request, m_categories, {}); });
    });
    on("GET /api/v1/products", [this](const FakeRequest &request) {
        return guarded(request, [&] {
            return list(request, m_products,
                        {QStringLiteral("name"), QStringLiteral("sku"), QStringLiteral("barcodes")});
        });
    });
    on("GET /api/v1/products/", [this](const FakeRequest &request) {
        return guarded(request, [&] {
            const QJsonObject found = product(request.path.section(u'/', 4, 4));
            return found.isEmpty() ? problem(404, QStringLiteral("not_found"), QStringLiteral("No such product."))
                                   : versioned(200, found);
        });
    });
    on("POST /api/v1/products", [this](const FakeRequest &request) {
        return guarded(request, [&] {
            QJsonObject made = makeProduct(request.body[u"name"].toString(), request.body[u"sku"].toString(),
                                           request.body[u"price"].toInteger(), 0, {});
            made[QStringLiteral("id")] = idOf("ddd", static_cast<int>(m_products.size()) + 1);
            m_products.append(made);
            return versioned(201, made);
        });
    });
    on("POST /api/v1/products/", [this](const FakeRequest &request) {
        return guarded(request, [&] {
            changeProduct(request.path.section(u'/', 4, 4),
                          {{QStringLiteral("status"), request.path.endsWith(QLatin1String("/archive"))
                                                          ? QStringLiteral("archived")
                                                          : QStringLiteral("active")}});
            return versioned(200, product(request.path.section(u'/', 4, 4)));
        });
    });
    on("PATCH /api/v1/products/",
       [this](const FakeRequest &request) { return guarded(request, [&] { return patch(request); }); });
    // A day on which nothing was sold; FakeDay tells of another.
    on("GET /api/v1/reports/",
       [this](const FakeRequest &request) { return guarded(request, [] { return FakeReply{200}; }); });
    on("GET /api/v1/stock",
       [this](const FakeRequest &request) { return guarded(request, [&] { return list(request, {}, {}); }); });
    on("GET /api/v1/orders", [this](const FakeRequest &request) {
        return guarded(request, [&] {
            return list(request, m_orders, {QStringLiteral("number"), QStringLiteral("external_ref")});
        });
    });
    on("GET /api/v1/orders/", [this](const FakeRequest &request) {
        return guarded(request, [&] {
            for (const QJsonValue &order : std::as_const(m_orders)) {
                if (order[u"id"].toString() != request.path.section(u'/', 4, 4))
                    continue;
                return request.path.endsWith(QLatin1String("/receipt"))
                           ? FakeReply{200, {}, fakeReceipt(order.toObject())}
                           : FakeReply{200, order.toObject()};
            }
            return problem(404, QStringLiteral("not_found"), QStringLiteral("No such order."));
        });
    });
}

FakeReply FakeShop::tokens() const
{
    return {200,
            {{QStringLiteral("access_token"), QStringLiteral("access-%1").arg(m_token)},
             {QStringLiteral("refresh_token"), QStringLiteral("refresh-%1").arg(m_token)},
             {QStringLiteral("expires_in"), 900}}};
}

FakeReply FakeShop::guarded(const FakeRequest &request, const std::function<FakeReply()> &then) const
{
    if (request.header("authorization") != "Bearer access-" + QByteArray::number(m_token))
        return problem(401, QStringLiteral("token_expired"), QStringLiteral("The token is no longer valid."));
    return then();
}

FakeReply FakeShop::list(const FakeRequest &request, const QJsonArray &all, const QStringList &searched) const
{
    const auto value = [&](const char *name) {
        return request.query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    QList<QJsonObject> rows;
    for (const QJsonValue &one : all) {
        const QJsonObject row = one.toObject();
        bool fits = value("q").isEmpty();
        for (const QString &field : searched) {
            const QString text = row[field].isArray() ? row[field].toArray().first().toString() : row[field].toString();
            fits = fits || text.contains(value("q"), Qt::CaseInsensitive);
        }
        for (const char *field : {"status", "category_id", "kind", "business_date", "external_ref"})
            fits = fits && (value(field).isEmpty() || row[QLatin1String(field)].toString() == value(field));
        if (fits)
            rows.append(row);
    }
    QString field = value("sort");
    const bool descending = field.startsWith(u'-');
    field.remove(u'-');
    std::stable_sort(rows.begin(), rows.end(), [&](const QJsonObject &a, const QJsonObject &b) {
        if (field.isEmpty())
            return false;
        const QVariant left = a[field].toVariant();
        const QVariant right = b[field].toVariant();
        return descending ? QVariant::compare(right, left) < 0 : QVariant::compare(left, right) < 0;
    });
    const int from = value("cursor").toInt();
    const int page = qMin(m_page, value("limit").toInt());
    QJsonArray items;
    for (int i = from; i < qMin(from + page, static_cast<int>(rows.size())); ++i)
        items.append(rows[i]);
    const bool more = from + page < rows.size();
    return {200,
            {{QStringLiteral("items"), items},
             {QStringLiteral("next_cursor"), more ? QJsonValue(QString::number(from + page)) : QJsonValue()}}};
}

FakeReply FakeShop::patch(const FakeRequest &request)
{
    const QString id = request.path.section(u'/', 4, 4);
    const QJsonObject stored = product(id);
    if (request.header("if-match") != etagOf(stored)) {
        FakeReply reply =
            problem(412, QStringLiteral("changed_meanwhile"), QStringLiteral("It was changed meanwhile."));
        reply.document[QStringLiteral("state")] = stored;
        return reply;
    }
    for (const QJsonValue &other : std::as_const(m_products)) {
        if (other[u"id"].toString() != id && other[u"sku"] == request.body[u"sku"])
            return problem(409, QStringLiteral("sku_taken"), QStringLiteral("This SKU is taken."),
                           {QJsonObject{{QStringLiteral("field"), QStringLiteral("sku")},
                                        {QStringLiteral("code"), QStringLiteral("taken")},
                                        {QStringLiteral("message"), QStringLiteral("Another product has this SKU.")}}});
    }
    changeProduct(id, request.body);
    return versioned(200, product(id));
}

QJsonObject FakeShop::product(const QString &id) const
{
    return rowIn(m_products, id);
}

void FakeShop::changeProduct(const QString &id, const QJsonObject &changes)
{
    changeRow(m_products, id, changes);
}

QJsonObject FakeShop::makeProduct(const QString &name, const QString &sku, qint64 price, double onHand,
                                  const QString &category, const QJsonObject &more)
{
    static int number = 0;
    QJsonObject product{
        {QStringLiteral("id"), idOf("ccc", ++number)},
        {QStringLiteral("variant_id"), idOf("eee", number)},
        {QStringLiteral("sku"), sku},
        {QStringLiteral("name"), name},
        {QStringLiteral("price"), price},
        {QStringLiteral("currency"), QStringLiteral("IDR")},
        {QStringLiteral("cost"), price * 6 / 10},
        {QStringLiteral("on_hand"), onHand},
        {QStringLiteral("category_id"), category.isEmpty() ? QJsonValue() : QJsonValue(category)},
        {QStringLiteral("barcodes"), QJsonArray{ean13(QStringLiteral("89910021%1").arg(5400 + number))}},
        {QStringLiteral("kind"), QStringLiteral("goods")},
        {QStringLiteral("status"), QStringLiteral("active")},
        {QStringLiteral("version"), 1}};
    for (const QString &field : more.keys())
        product[field] = more[field];
    return product;
}

QJsonObject FakeShop::makeOrder(int number, const QString &when, const QString &status, const QString &kind)
{
    const bool refund = kind == QLatin1String("refund");
    const int sign = refund ? -1 : 1;
    const QJsonArray lines{QJsonObject{{QStringLiteral("name"), QStringLiteral("Kopi Susu Gula Aren 250 ml")},
                                       {QStringLiteral("sku"), QStringLiteral("KSG-250")},
                                       {QStringLiteral("quantity"), 2 * sign},
                                       {QStringLiteral("unit_price"), 18000},
                                       {QStringLiteral("discount"), 0},
                                       {QStringLiteral("total"), 36000 * sign}},
                           QJsonObject{{QStringLiteral("name"), QStringLiteral("Telur Ayam Negeri (kg)")},
                                       {QStringLiteral("sku"), QStringLiteral("TLR-KG")},
                                       {QStringLiteral("quantity"), 0.75 * sign},
                                       {QStringLiteral("unit_price"), 29800},
                                       {QStringLiteral("discount"), 350 * sign},
                                       {QStringLiteral("total"), 22000 * sign}}};
    return {
        {QStringLiteral("id"), idOf("fff", number)},
        {QStringLiteral("kind"), refund ? QStringLiteral("refund") : QStringLiteral("sale")},
        {QStringLiteral("number"), QStringLiteral("STORE-T01-260122-%1").arg(number, 4, 10, QLatin1Char('0'))},
        {QStringLiteral("external_ref"), number % 3 ? QJsonValue() : QJsonValue(QString::number(536365 + number))},
        {QStringLiteral("status"), status},
        {QStringLiteral("business_date"), when.left(10)},
        {QStringLiteral("created_at"), when},
        {QStringLiteral("currency"), QStringLiteral("IDR")},
        {QStringLiteral("subtotal"), 58350 * sign},
        {QStringLiteral("discount_total"), 350 * sign},
        {QStringLiteral("tax_total"), 5273 * sign},
        {QStringLiteral("taxes"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("PBJT 10%")},
                                                         {QStringLiteral("inclusive"), true},
                                                         {QStringLiteral("tax"), 5273 * sign}}}},
        {QStringLiteral("rounding"), 0},
        {QStringLiteral("total"), 58000 * sign},
        {QStringLiteral("paid"), 58000 * sign},
        {QStringLiteral("change"), refund ? 0 : 2000},
        {QStringLiteral("lines"), lines},
        {QStringLiteral("payments"), QJsonArray{QJsonObject{{QStringLiteral("method"), QStringLiteral("cash")},
                                                            {QStringLiteral("amount"), 58000 * sign},
                                                            {QStringLiteral("tendered"), refund ? -58000 : 60000}}}}};
}

} // namespace pos::ui::test
