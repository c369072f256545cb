// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/ProductRepository.h"

#include "server/product/ProductRows.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

// What the row of a product needs from its default variant, its stock and its satellites.
#define PRODUCT_COLUMNS                                                                                                \
    "p.id, p.name, p.description, p.kind, p.unit, p.tax_class, p.category_id, p.status, p.version, p.created_at, "     \
    "p.updated_at, v.id AS variant_id, v.sku, v.price, v.cost, s.policy, s.low_stock_threshold, s.average_cost, "      \
    "(SELECT sum(a.on_hand)::bigint FROM shop.stock_levels a WHERE a.product_id = p.id) AS on_hand, "                  \
    "EXISTS (SELECT FROM shop.stock_levels a WHERE a.product_id = p.id AND a.is_low) AS is_low, "                      \
    "(SELECT count(*) FROM shop.variants a WHERE a.product_id = p.id) AS variant_count, "                              \
    "ARRAY(SELECT b.code FROM shop.barcodes b WHERE b.variant_id = v.id ORDER BY b.position) AS barcodes, "            \
    "(SELECT coalesce(json_agg(json_build_array(u.name, u.factor_num, u.factor_den) ORDER BY u.position), '[]') "      \
    " FROM shop.units u WHERE u.product_id = p.id) AS units, "                                                         \
    "(SELECT f.etag FROM shop.photos f WHERE f.product_id = p.id) AS photo, t.currency "
#define PRODUCT_JOINS                                                                                                  \
    "JOIN shop.variants v ON v.product_id = p.id AND v.is_default "                                                    \
    "JOIN shop.stock_levels s ON s.variant_id = v.id CROSS JOIN shop.tenants t "

constexpr pg::Statement kFind{"product_find",
                              "SELECT f.sort_key, " PRODUCT_COLUMNS
                              "FROM shop.find_products($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) WITH "
                              "ORDINALITY AS f (product_id, sort_key, n) "
                              "JOIN shop.products p ON p.id = f.product_id " PRODUCT_JOINS "ORDER BY f.n"};
constexpr pg::Statement kRead{"product_read",
                              "SELECT " PRODUCT_COLUMNS "FROM shop.products p " PRODUCT_JOINS "WHERE p.id = $1"};
constexpr pg::Statement kLock{"product_lock", "SELECT FROM shop.products WHERE id = $1 FOR NO KEY UPDATE"};

constexpr pg::Statement kInsert{
    "product_insert",
    "INSERT INTO shop.products (tenant_id, id, category_id, sku, price, name, description, kind, unit, tax_class, "
    "created_at, "
    "updated_at) VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)"};
constexpr pg::Statement kUpdate{
    "product_update",
    "UPDATE shop.products SET category_id = $2, name = $3, description = $4, kind = $5, unit = $6, tax_class = $7, "
    "updated_at = $8, version = version + 1 WHERE id = $1"};
constexpr pg::Statement kTrack{
    "product_track", "UPDATE shop.stock_levels SET is_tracked = $2 WHERE product_id = $1 AND is_tracked <> $2"};
constexpr pg::Statement kSetStatus{
    "product_set_status", "UPDATE shop.products SET status = $2, updated_at = $3, version = version + 1 WHERE id = $1"};
constexpr pg::Statement kTouch{"product_touch",
                               "UPDATE shop.products SET updated_at = $2, version = version + 1 WHERE id = $1"};
constexpr pg::Statement kHasMoved{"product_has_moved",
                                  "SELECT EXISTS (SELECT FROM shop.stock_movements m JOIN shop.variants v ON v.id = "
                                  "m.variant_id WHERE v.product_id = $1) AS moved"};
constexpr pg::Statement kDropUnits{"product_drop_units", "DELETE FROM shop.units WHERE product_id = $1"};
constexpr pg::Statement kAddUnits{
    "product_add_units", "INSERT INTO shop.units (tenant_id, product_id, name, factor_num, factor_den, position) "
                         "SELECT current_setting('pos.tenant')::uuid, $1, name, num, den, n FROM unnest($2::text[], "
                         "$3::bigint[], $4::bigint[]) "
                         "WITH ORDINALITY AS u (name, num, den, n)"};

} // namespace

Result<ProductPage> ProductRepository::find(pg::Transaction &tx, const ProductQuery &query) const
{
    // One more than asked for tells whether another page follows.
    POS_TRY(const pg::Rows rows,
            tx.run(kFind, pg::Params(query.words, query.category, query.status, query.kind, query.onlyLow, query.sku,
                                     query.barcode, query.sortBy, query.descending, query.afterKey, query.afterId,
                                     query.limit + 1)));
    ProductPage page;
    for (const pg::Row row : rows) {
        if (page.products.size() == query.limit)
            break;
        page.products.append(productOf(row));
    }
    if (rows.size() > query.limit) {
        page.nextKey = rows[query.limit - 1].text("sort_key");
        page.nextId = page.products.constLast().id;
    }
    return page;
}

Result<contract::Product> ProductRepository::read(pg::Transaction &tx, const Id &product) const
{
    POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(product)));
    if (rows.isEmpty())
        return fail(Error::notFound(u"product"_s));
    return productOf(rows.first());
}

Result<contract::Product> ProductRepository::readLocked(pg::Transaction &tx, const Id &product) const
{
    tx.queue(kLock, pg::Params(product)); // a statement of its own: the next one sees what we have waited for
    return read(tx, product);
}

void ProductRepository::insert(pg::Transaction &tx, const contract::Product &product) const
{
    const contract::ProductDraft &written = product.written;
    tx.queue(kInsert, pg::Params(product.id, written.category, written.sale.sku, written.sale.price, written.name,
                                 written.description, written.kind, written.unit, written.taxClass, product.createdAt));
    contract::Variant variant;
    variant.id = product.variant;
    variant.product = product.id;
    variant.isDefault = true;
    variant.written = written.sale;
    variant.status = u"active"_s;
    variant.createdAt = product.createdAt;
    insertVariant(tx, variant);
    writeUnits(tx, product.id, written.units);
}

void ProductRepository::update(pg::Transaction &tx, const contract::Product &product) const
{
    const contract::ProductDraft &written = product.written;
    tx.queue(kUpdate, pg::Params(product.id, written.category, written.name, written.description, written.kind,
                                 written.unit, written.taxClass, product.updatedAt));
    tx.queue(kTrack, pg::Params(product.id, !product.isService()));
    writeUnits(tx, product.id, written.units);
}

void ProductRepository::setStatus(pg::Transaction &tx, const Id &product, const QString &status, Instant now) const
{
    tx.queue(kSetStatus, pg::Params(product, status, now));
}

void ProductRepository::touch(pg::Transaction &tx, const Id &product, Instant now) const
{
    tx.queue(kTouch, pg::Params(product, now));
}

Result<bool> ProductRepository::hasMoved(pg::Transaction &tx, const Id &product) const
{
    POS_TRY(const pg::Rows rows, tx.run(kHasMoved, pg::Params(product)));
    return rows.first().boolean("moved");
}

void ProductRepository::writeUnits(pg::Transaction &tx, const Id &product,
                                   const QList<contract::ProductUnit> &units) const
{
    QStringList names;
    QList<qint64> numerators;
    QList<qint64> denominators;
    for (const contract::ProductUnit &unit : units) {
        names.append(unit.name);
        numerators.append(unit.numerator);
        denominators.append(unit.denominator);
    }
    tx.queue(kDropUnits, pg::Params(product));
    tx.queue(kAddUnits, pg::Params(product, names, numerators, denominators));
}

Error asFieldError(Error error)
{
    if (error.code != ErrorCode::Conflict)
        return error;
    const auto about = [&](const QString &field, const QString &message) {
        error.fields = {{field, u"taken"_s, message}};
        error.detail = message;
    };
    if (error.reason == u"sku_taken")
        about(u"sku"_s, u"Another product or variant has this SKU"_s);
    else if (error.reason == u"barcode_taken")
        about(u"barcodes"_s, u"Another product or variant has one of these barcodes"_s);
    else if (error.reason == u"category_name_taken" || error.reason == u"price_list_name_taken")
        about(u"name"_s, u"This name is taken"_s);
    else if (error.reason == u"category_unknown")
        return Error::invalid(u"category_id"_s, u"unknown"_s, u"this shop has no such category"_s);
    else if (error.reason == u"variant_unknown")
        return Error::invalid(u"entries"_s, u"unknown"_s, u"this shop has no such variant"_s);
    return error;
}

} // namespace pos::product
