// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/imports/SaleCatalogue.h"

#include "server/infra/outbox/Outbox.h"

namespace pos::product {

namespace {

using namespace Qt::StringLiterals;
using imports::Import;
using imports::Phase;
using pg::Params;
using pg::Statement;

constexpr Duration kLong = std::chrono::minutes(2);

// Named and priced as most of its lines are; the ids stand on the first line of each SKU.
const Statement kMissing{
    "sale_import.missing_products",
    "WITH missing AS ("
    "  SELECT data->>'sku' AS sku, min(data->>'product_id')::uuid AS product_id, min(data->>'variant_id')::uuid AS "
    "variant_id, "
    "         min(data->>'kind') AS kind, "
    "         coalesce(mode() WITHIN GROUP (ORDER BY data->>'name') FILTER (WHERE data->>'name' <> '' AND "
    "(data->>'price')::bigint > 0), "
    "                  mode() WITHIN GROUP (ORDER BY data->>'name') FILTER (WHERE data->>'name' <> ''), data->>'sku') "
    "AS name, "
    "         coalesce(mode() WITHIN GROUP (ORDER BY (data->>'price')::bigint) FILTER (WHERE (data->>'price')::bigint "
    "> 0), 0) AS price, "
    "         bool_or(outcome LIKE 'plan_%') AS wanted "
    "  FROM shop.import_rows WHERE import_id = $1 AND data ? 'sku' GROUP BY data->>'sku'"
    "), products AS ("
    "  INSERT INTO shop.products (tenant_id, id, sku, name, price, kind) "
    "  SELECT current_setting('pos.tenant')::uuid, m.product_id, m.sku, m.name, m.price, m.kind FROM missing m "
    "  WHERE m.wanted AND NOT EXISTS (SELECT 1 FROM shop.variants v WHERE v.tenant_id = "
    "current_setting('pos.tenant')::uuid "
    "        AND v.sku_key = lower(m.sku)) RETURNING id) "
    "SELECT m.product_id, m.variant_id, m.sku, m.price FROM missing m JOIN products p ON p.id = m.product_id",
    kLong};

// After the products: their default variants, each of which opens its stock row.
const Statement kVariants{"sale_import.missing_variants",
                          "INSERT INTO shop.variants (tenant_id, id, product_id, is_default, sku, price) "
                          "SELECT current_setting('pos.tenant')::uuid, v, p, true, s, c FROM unnest($1::uuid[], "
                          "$2::uuid[], $3::text[], $4::bigint[]) AS t (v, p, s, c)",
                          kLong};

// A variant that stands in several lines moves once, and all in the order of their ids.
const Statement kNextAdjustments{
    "sale_import.next_adjustments",
    "SELECT g.group_key, min(g.at) AS at, array_agg(g.variant ORDER BY g.variant) AS variants, "
    "array_agg(g.quantity ORDER BY g.variant) AS quantities, sum(g.lines)::bigint AS lines, "
    "coalesce(min(g.name), '') AS name "
    "FROM (SELECT r.group_key, v.id AS variant, min(r.group_at) AS at, sum((r.data->>'quantity')::bigint)::bigint AS "
    "quantity, count(*) AS lines, min(r.data->>'name') FILTER (WHERE r.data->>'name' <> '') AS name "
    "      FROM shop.import_rows r JOIN shop.variants v ON v.tenant_id = r.tenant_id AND v.sku_key = "
    "lower(r.data->>'sku') "
    "      WHERE r.import_id = $1 AND r.outcome = 'plan_adjustment' GROUP BY r.group_key, v.id) g "
    "GROUP BY g.group_key ORDER BY min(g.at), g.group_key LIMIT $2",
    kLong};

const Statement kClaim{"sale_import.claim_adjustment",
                       "INSERT INTO shop.import_keys (tenant_id, kind, key, import_id) "
                       "VALUES (current_setting('pos.tenant')::uuid, 'adjustment', $1, $2)"};

const Statement kAdjust{
    "sale_import.adjust",
    "SELECT count(*) AS moved FROM shop.move_stock('adjustment', $1::uuid[], $2::bigint[], "
    "array_fill(NULL::bigint, ARRAY[cardinality($1::uuid[])]), $3::uuid[], false, $4, $5, 'import', $6, $7, $8)"};

const Statement kSettle{
    "sale_import.settle_adjustment",
    "UPDATE shop.import_rows SET outcome = 'adjustment', reference = group_key WHERE import_id = $1 AND group_key = $2 "
    "AND outcome = 'plan_adjustment'"};

QList<qint64> numbersFrom(const QByteArray &array)
{
    QList<qint64> numbers;
    for (const QByteArray &part : array.mid(1, array.size() - 2).split(','))
        numbers.append(part.toLongLong());
    return numbers;
}

} // namespace

Result<void> SaleCatalogue::makeProducts(pg::Transaction &tx, Import &import)
{
    POS_TRY(const pg::Rows rows, tx.run(kMissing, Params(import.id)));
    QList<Id> variants;
    QList<Id> products;
    QStringList skus;
    QList<qint64> prices;
    for (const pg::Row row : rows) {
        variants.append(row.id("variant_id"));
        products.append(row.id("product_id"));
        skus.append(row.text("sku"));
        prices.append(row.i64("price"));
    }
    tx.queue(kVariants, Params(variants, products, skus, prices));
    outbox::AuditEntry entry;
    entry.action = "import.products_created";
    entry.entity = "import";
    entry.entityId = import.id;
    entry.details = {{"products"_L1, rows.size()}};
    outbox::appendAudit(tx, m_clock, "product-service", import.tenant, {"system", Id(), Id(), {}, {}}, entry);
    import.report.insert("new_products"_L1, rows.size());
    import.phase = Phase::Stock;
    return {};
}

Result<void> SaleCatalogue::adjustStock(pg::Transaction &tx, Import &import)
{
    POS_TRY(const pg::Rows rows, tx.run(kNextAdjustments, Params(import.id, kBatch)));
    if (rows.isEmpty()) {
        import.phase = Phase::Orders;
        return {};
    }
    for (const pg::Row row : rows) {
        const QString invoice = row.text("group_key");
        const QByteArray variants = row.ascii("variants");
        const QList<qint64> quantities = numbersFrom(row.ascii("quantities"));
        QList<Id> movements;
        for (qsizetype i = 0; i < quantities.size(); ++i)
            movements.append(Id::make(m_clock));
        const QString reason = row.text("name").isEmpty() ? u"imported without a price"_s : row.text("name");
        tx.queue(kClaim, Params(invoice, import.id));
        tx.queue(kAdjust, Params(QString::fromLatin1(variants), quantities, movements, row.instant("at"),
                                 import.createdBy, import.id, invoice, reason));
        tx.queue(kSettle, Params(import.id, invoice));
        import.position += row.i64("lines");
    }
    POS_CHECK(tx.flush());
    return {};
}

} // namespace pos::product
