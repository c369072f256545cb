// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ProductRepository that is about variants.
#include "server/product/ProductRepository.h"
#include "server/product/ProductRows.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

#define VARIANT_SELECT                                                                                                 \
    "SELECT v.id, v.product_id, v.is_default, v.sku, v.name, v.price, v.cost, v.status, v.version, v.created_at, "     \
    "v.updated_at, s.policy, s.low_stock_threshold, s.is_tracked, s.on_hand, s.average_cost, s.is_low, "               \
    "ARRAY(SELECT b.code FROM shop.barcodes b WHERE b.variant_id = v.id ORDER BY b.position) AS barcodes "             \
    "FROM shop.variants v JOIN shop.stock_levels s ON s.variant_id = v.id "

constexpr pg::Statement kOfProduct{"variants_of_product", VARIANT_SELECT
                                   "WHERE v.product_id = $1 ORDER BY NOT v.is_default, v.created_at, v.id"};
constexpr pg::Statement kRead{"variant_read", VARIANT_SELECT "WHERE v.id = $1"};
constexpr pg::Statement kByBarcode{"variant_by_barcode", "SELECT variant_id AS id FROM shop.barcodes WHERE code = $1"};
constexpr pg::Statement kBySku{"variant_by_sku", "SELECT id FROM shop.variants WHERE sku_key = lower($1)"};

constexpr pg::Statement kInsert{"variant_insert",
                                "INSERT INTO shop.variants (tenant_id, id, product_id, is_default, sku, name, price, "
                                "cost, status, created_at, updated_at) "
                                "VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"};
constexpr pg::Statement kUpdate{"variant_update", "UPDATE shop.variants SET sku = $2, name = $3, price = $4, cost = "
                                                  "$5, status = $6, updated_at = $7, version = version + 1 "
                                                  "WHERE id = $1"};
// While nothing is on hand the average is but an estimate for the next sale: the entered cost is a better one.
constexpr pg::Statement kStockRules{
    "variant_stock_rules",
    "UPDATE shop.stock_levels SET policy = $2, low_stock_threshold = $3, "
    "average_cost = CASE WHEN on_hand = 0 THEN coalesce($4, average_cost) ELSE average_cost END "
    "WHERE variant_id = $1 AND (policy IS DISTINCT FROM $2 OR low_stock_threshold IS DISTINCT FROM $3 "
    "OR (on_hand = 0 AND average_cost <> coalesce($4, average_cost)))"};
constexpr pg::Statement kDropBarcodes{"variant_drop_barcodes", "DELETE FROM shop.barcodes WHERE variant_id = $1"};
constexpr pg::Statement kAddBarcodes{
    "variant_add_barcodes",
    "INSERT INTO shop.barcodes (tenant_id, code, variant_id, position) "
    "SELECT current_setting('pos.tenant')::uuid, code, $1, n FROM unnest($2::text[]) WITH ORDINALITY AS b (code, n)"};

} // namespace

Result<QList<contract::Variant>> ProductRepository::variantsOf(pg::Transaction &tx, const Id &product) const
{
    POS_TRY(const pg::Rows rows, tx.run(kOfProduct, pg::Params(product)));
    if (rows.isEmpty()) // each product has one at least
        return fail(Error::notFound(u"product"_s));
    QList<contract::Variant> variants;
    for (const pg::Row row : rows)
        variants.append(variantOf(row));
    return variants;
}

Result<contract::Variant> ProductRepository::readVariant(pg::Transaction &tx, const Id &variant) const
{
    POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(variant)));
    if (rows.isEmpty())
        return fail(Error::notFound(u"variant"_s));
    return variantOf(rows.first());
}

Result<Id> ProductRepository::variantByBarcode(pg::Transaction &tx, const QString &barcode) const
{
    POS_TRY(const pg::Rows rows, tx.run(kByBarcode, pg::Params(barcode)));
    if (rows.isEmpty())
        return fail(Error::notFound(u"barcode"_s));
    return rows.first().id("id");
}

Result<Id> ProductRepository::variantBySku(pg::Transaction &tx, const QString &sku) const
{
    POS_TRY(const pg::Rows rows, tx.run(kBySku, pg::Params(sku)));
    if (rows.isEmpty())
        return fail(Error::notFound(u"SKU"_s));
    return rows.first().id("id");
}

void ProductRepository::insertVariant(pg::Transaction &tx, const contract::Variant &variant) const
{
    const contract::VariantDraft &written = variant.written;
    tx.queue(kInsert, pg::Params(variant.id, variant.product, variant.isDefault, written.sku, written.name,
                                 written.price, written.cost, variant.status, variant.createdAt));
    if (written.stockPolicy || written.lowStockThreshold)
        tx.queue(kStockRules, pg::Params(variant.id, written.stockPolicy, written.lowStockThreshold, written.cost));
    if (!written.barcodes.isEmpty())
        tx.queue(kAddBarcodes, pg::Params(variant.id, written.barcodes));
}

void ProductRepository::updateVariant(pg::Transaction &tx, const contract::Variant &variant) const
{
    const contract::VariantDraft &written = variant.written;
    // The stock row before the variant's: a sale locks them in this order.
    tx.queue(kStockRules, pg::Params(variant.id, written.stockPolicy, written.lowStockThreshold, written.cost));
    tx.queue(kUpdate, pg::Params(variant.id, written.sku, written.name, written.price, written.cost, variant.status,
                                 variant.updatedAt));
    writeBarcodes(tx, variant.id, written.barcodes);
}

void ProductRepository::writeBarcodes(pg::Transaction &tx, const Id &variant, const QStringList &codes) const
{
    tx.queue(kDropBarcodes, pg::Params(variant));
    tx.queue(kAddBarcodes, pg::Params(variant, codes));
}

} // namespace pos::product
