// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/ProductRoutes.h"

#include "server/http/Endpoints.h"
#include "server/runtime/Idempotency.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

using contract::Product;
using http::Call;
using http::Response;

const QStringList &sortWords()
{
    static const QStringList words{u"name"_s,   u"-name"_s,   u"sku"_s,      u"-sku"_s,       u"price"_s,
                                   u"-price"_s, u"on_hand"_s, u"-on_hand"_s, u"created_at"_s, u"-created_at"_s};
    return words;
}

Response answer(int status, const Product &product)
{
    const QJsonObject document = contract::toJson(product);
    if (status == 201)
        return Response::created("/api/v1/products/" + product.id.toString().toLatin1(), document)
            .etag(product.version);
    return Response::json(status, document).etag(product.version);
}

Result<ProductQuery> queryOf(const Call &call)
{
    POS_CHECK(call.allowQuery(
        {"limit", "cursor", "sort", "q", "category_id", "status", "kind", "low_stock", "sku", "barcode"}));
    ProductQuery query;
    POS_TRY(query.limit, call.limit());
    POS_TRY(query.words, queryText(call, "q"));
    POS_TRY(query.sku, queryText(call, "sku"));
    POS_TRY(query.barcode, queryText(call, "barcode"));
    POS_TRY(query.category, call.queryId("category_id"));
    POS_TRY(query.status, call.queryOneOf("status", {u"active"_s, u"archived"_s}));
    POS_TRY(query.kind, call.queryOneOf("kind", {u"goods"_s, u"service"_s}));
    POS_TRY(const auto low, call.queryBoolean("low_stock"));
    query.onlyLow = low.value_or(false);
    POS_TRY(const auto sort, call.queryOneOf("sort", sortWords()));
    if (sort) {
        query.descending = sort->startsWith(u'-');
        query.sortBy = query.descending ? sort->mid(1) : *sort;
    }
    POS_TRY(QJsonObject position, call.cursor());
    if (!position.isEmpty()) {
        contract::JsonReader reader(std::move(position));
        const QString order = reader.text("sort", {});
        query.afterKey = reader.text("key", {0, 1000});
        query.afterId = reader.id("id");
        POS_CHECK(finishCursor(reader, order == sort.value_or(u"name"_s)));
    }
    return query;
}

} // namespace

void ProductRoutes::bind(http::Endpoints &endpoints) const
{
    endpoints.bind("GET", "/api/v1/products", [this](const Call &call) { return list(call); });
    endpoints.bind("POST", "/api/v1/products", [this](const Call &call) { return create(call); });
    endpoints.bind("GET", "/api/v1/products/lookup", [this](const Call &call) { return lookup(call); });
    endpoints.bind("GET", "/api/v1/products/{id}", [this](const Call &call) { return read(call); });
    endpoints.bind("PATCH", "/api/v1/products/{id}", [this](const Call &call) { return change(call); });
    endpoints.bind("POST", "/api/v1/products/{id}/archive",
                   [this](const Call &call) { return setStatus(call, u"archived"_s); });
    endpoints.bind("POST", "/api/v1/products/{id}/restore",
                   [this](const Call &call) { return setStatus(call, u"active"_s); });
}

Result<Response> ProductRoutes::list(const Call &call) const
{
    POS_TRY(const ProductQuery query, queryOf(call));
    POS_TRY(const ProductPage page, m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) {
        return m_products.find(tx, query);
    }));
    QJsonArray items;
    for (const Product &product : page.products)
        items.append(contract::toJson(product));
    std::optional<QJsonObject> next;
    if (page.nextKey)
        next = QJsonObject{{u"sort"_s, (query.descending ? u"-"_s : QString()) + query.sortBy},
                           {u"key"_s, *page.nextKey},
                           {u"id"_s, page.nextId.toString()}};
    return Response::page(items, next);
}

Result<Response> ProductRoutes::create(const Call &call) const
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const contract::ProductDraft draft, contract::readProduct(reader, {}, true));
    Product product;
    product.id = Id::make(m_parts.clock);
    product.variant = Id::make(m_parts.clock);
    product.written = draft;
    product.createdAt = m_parts.clock.now();
    const auto made = m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_parts.clock, call, 201, product.id));
        if (earlier) {
            POS_TRY(const Product known, m_products.read(tx, earlier->resource));
            return answer(earlier->status, known);
        }
        m_products.insert(tx, product);
        m_parts.log.add(tx, call, {"product.created", "product", product.id});
        POS_TRY(const Product stored, m_products.read(tx, product.id));
        return answer(201, stored);
    });
    return made ? made : fail(asFieldError(made.error()));
}

Result<Response> ProductRoutes::read(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const Product product, m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) {
        return m_products.read(tx, id);
    }));
    return answer(200, product);
}

Result<Response> ProductRoutes::change(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const qint64 known, call.ifMatch());
    POS_TRY(const contract::JsonReader body, call.json());
    const auto changed =
        m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
            POS_TRY(const Product before, m_products.readLocked(tx, id));
            POS_CHECK(requireVersion(known, before.version, contract::toJson(before)));
            contract::JsonReader reader = body; // the work may run again
            Product after = before;
            POS_TRY(after.written, contract::readProduct(reader, before.written, false));
            const QStringList fields = contract::changedFields(contract::toJson(before), contract::toJson(after));
            if (fields.isEmpty())
                return answer(200, before);
            if (after.isService() != before.isService()) {
                POS_TRY(const bool moved, m_products.hasMoved(tx, id));
                if (moved)
                    return fail(Error::conflict(u"has_moved"_s,
                                                u"The stock of this product has moved: its kind stays as it is"_s));
            }
            after.updatedAt = m_parts.clock.now();
            m_products.update(tx, after);
            POS_TRY(contract::Variant variant, m_products.readVariant(tx, before.variant));
            const QString name = variant.written.name;
            variant.written = after.written.sale;
            variant.written.name = name; // the product's name is not its variant's
            variant.updatedAt = after.updatedAt;
            m_products.updateVariant(tx, variant);
            m_parts.log.add(tx, call, {"product.updated", "product", id, fields});
            POS_TRY(const Product stored, m_products.read(tx, id));
            return answer(200, stored);
        });
    return changed ? changed : fail(asFieldError(changed.error()));
}

Result<Response> ProductRoutes::lookup(const Call &call) const
{
    POS_CHECK(call.allowQuery({"barcode", "sku"}));
    POS_TRY(const auto barcode, queryText(call, "barcode"));
    POS_TRY(const auto sku, queryText(call, "sku"));
    if (barcode.has_value() == sku.has_value())
        return fail(Error::invalid(u"barcode"_s, u"required"_s, u"name a barcode or a sku"_s));
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const Id id, barcode ? m_products.variantByBarcode(tx, *barcode) : m_products.variantBySku(tx, *sku));
        POS_TRY(const contract::Variant variant, m_products.readVariant(tx, id));
        POS_TRY(const Product product, m_products.read(tx, variant.product));
        QJsonObject document = contract::toJson(product);
        document.insert(u"variant"_s, contract::toJson(variant, product.currency));
        return Response::json(200, document).etag(product.version);
    });
}

Result<Response> ProductRoutes::setStatus(const Call &call, const QString &status) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(contract::JsonReader reader, call.json());
    POS_CHECK(reader.finish());
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_parts.clock, call, 200, id));
        POS_TRY(const Product before, m_products.readLocked(tx, id));
        if (earlier || before.status == status)
            return answer(200, before);
        m_products.setStatus(tx, id, status, m_parts.clock.now());
        m_parts.log.add(
            tx, call, {status == u"archived" ? "product.archived" : "product.restored", "product", id, {u"status"_s}});
        POS_TRY(const Product stored, m_products.read(tx, id));
        return answer(200, stored);
    });
}

} // namespace pos::product
