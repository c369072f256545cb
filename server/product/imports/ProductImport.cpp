// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/imports/ProductImport.h"

namespace pos::product {

namespace {

using namespace Qt::StringLiterals;
using imports::Import;
using imports::Status;
using pg::Params;
using pg::Statement;

constexpr Duration kLong = std::chrono::seconds(60);

// Parameters of all: import, the line before the batch, the last line of the batch.
#define POS_BATCH(outcomes)                                                                                            \
    "shop.import_rows r WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome IN (" outcomes ")"
#define POS_TENANT "current_setting('pos.tenant')::uuid"

const Statement kEndOfBatch{"product_import.end_of_batch",
                            "SELECT max(line) AS line, count(*) AS lines FROM (SELECT line FROM shop.import_rows WHERE "
                            "import_id = $1 AND line > $2 "
                            "AND outcome = ANY($3) ORDER BY line LIMIT $4) next"};

const Statement kCategories{
    "product_import.categories",
    "INSERT INTO shop.categories (tenant_id, id, name) SELECT " POS_TENANT
    ", min(r.data->>'category_id')::uuid, min(r.data->>'category') "
    "FROM " POS_BATCH("'plan_create', 'plan_change'") " AND r.data ? 'category' GROUP BY lower(r.data->>'category') ON "
                                                      "CONFLICT DO NOTHING",
    kLong};

const Statement kProducts{
    "product_import.products",
    "INSERT INTO shop.products (tenant_id, id, category_id, sku, name, price, kind, unit) SELECT " POS_TENANT
    ", (r.data->>'product_id')::uuid, "
    "(SELECT c.id FROM shop.categories c WHERE c.tenant_id = " POS_TENANT
    " AND c.name_key = lower(r.data->>'category')), "
    "r.data->>'sku', r.data->>'name', (r.data->>'price')::bigint, coalesce(r.data->>'kind', 'goods'), "
    "coalesce(r.data->>'unit', 'pcs') FROM " POS_BATCH("'plan_create'"),
    kLong};

const Statement kVariants{
    "product_import.variants",
    "INSERT INTO shop.variants (tenant_id, id, product_id, is_default, sku, price, cost) SELECT " POS_TENANT
    ", (r.data->>'variant_id')::uuid, "
    "(r.data->>'product_id')::uuid, true, r.data->>'sku', (r.data->>'price')::bigint, (r.data->>'cost')::bigint "
    "FROM " POS_BATCH("'plan_create'"),
    kLong};

// What undo puts back, and the version that tells whether somebody has edited the product since.
const Statement kBefore{
    "product_import.before",
    "UPDATE shop.import_rows r SET before = jsonb_build_object('name', p.name, 'category_id', p.category_id, 'unit', "
    "p.unit, "
    "'status', p.status, 'price', v.price, 'cost', v.cost, 'low_stock_threshold', s.low_stock_threshold, 'version', "
    "p.version + 1) "
    "FROM shop.variants v JOIN shop.products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id "
    "JOIN shop.stock_levels s ON s.tenant_id = v.tenant_id AND s.variant_id = v.id "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome = 'plan_change' "
    "AND v.tenant_id = r.tenant_id AND v.id = (r.data->>'variant_id')::uuid",
    kLong};

const Statement kChangeProducts{
    "product_import.change_products",
    "UPDATE shop.products p SET name = CASE WHEN v.is_default THEN r.data->>'name' ELSE p.name END, "
    "price = CASE WHEN v.is_default THEN (r.data->>'price')::bigint ELSE p.price END, status = 'active', "
    "unit = coalesce(r.data->>'unit', p.unit), category_id = coalesce((SELECT c.id FROM shop.categories c WHERE "
    "c.tenant_id = p.tenant_id "
    "AND c.name_key = lower(r.data->>'category')), p.category_id), version = p.version + 1, updated_at = now() "
    "FROM shop.import_rows r JOIN shop.variants v ON v.tenant_id = r.tenant_id AND v.id = "
    "(r.data->>'variant_id')::uuid "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome = 'plan_change' "
    "AND p.tenant_id = v.tenant_id AND p.id = v.product_id",
    kLong};

const Statement kChangeVariants{"product_import.change_variants",
                                "UPDATE shop.variants v SET price = (r.data->>'price')::bigint, cost = "
                                "coalesce((r.data->>'cost')::bigint, v.cost), status = 'active', "
                                "name = CASE WHEN v.is_default THEN v.name ELSE r.data->>'name' END, version = "
                                "v.version + 1, updated_at = now() FROM shop.import_rows r "
                                "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome = 'plan_change' "
                                "AND v.tenant_id = r.tenant_id AND v.id = (r.data->>'variant_id')::uuid",
                                kLong};

const Statement kThresholds{
    "product_import.thresholds",
    "UPDATE shop.stock_levels s SET low_stock_threshold = (r.data->>'low_stock_threshold')::bigint FROM "
    "shop.import_rows r "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome IN ('plan_create', 'plan_change') "
    "AND r.data ? 'low_stock_threshold' AND s.tenant_id = r.tenant_id AND s.variant_id = (r.data->>'variant_id')::uuid",
    kLong};

const Statement kBarcodes{
    "product_import.barcodes",
    "INSERT INTO shop.barcodes (tenant_id, code, variant_id, position) "
    "SELECT " POS_TENANT ", b.code, (r.data->>'variant_id')::uuid, b.n - 1 FROM shop.import_rows r, "
    "jsonb_array_elements_text(r.data->'barcodes') WITH ORDINALITY AS b (code, n) "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome IN ('plan_create', 'plan_change') "
    "AND NOT EXISTS (SELECT 1 FROM shop.barcodes held WHERE held.tenant_id = r.tenant_id AND held.code = b.code "
    "                AND held.variant_id = (r.data->>'variant_id')::uuid)",
    kLong};

const Statement kLockStock{
    "product_import.lock_stock",
    "SELECT s.variant_id FROM shop.stock_levels s WHERE s.variant_id IN (SELECT (r.data->>'variant_id')::uuid "
    "FROM " POS_BATCH(
        "'plan_create', 'plan_change'") " AND r.data ? 'on_hand') ORDER BY s.variant_id FOR NO KEY UPDATE",
    kLong};

// Stock moves in the order of the variants' ids, whatever the order of the lines.
// $4: 'opening' for new products, 'import' for those that were there; $5: the plan it goes with; $6 time, $7 actor, $8
// file name.
const Statement kStock{
    "product_import.stock",
    "SELECT count(*) AS moved FROM (SELECT array_agg(d.variant ORDER BY d.variant) AS v, array_agg(d.change ORDER BY "
    "d.variant) AS q, array_agg(d.cost ORDER BY d.variant) AS c, array_agg(d.movement ORDER BY d.variant) AS m "
    "  FROM (SELECT s.variant_id AS variant, (r.data->>'on_hand')::bigint - s.on_hand AS change, "
    "(r.data->>'movement_id')::uuid AS movement, "
    "        CASE WHEN (r.data->>'on_hand')::bigint > s.on_hand AND r.data ? 'cost' "
    "             THEN shop.mul_div((r.data->>'cost')::bigint, (r.data->>'on_hand')::bigint - s.on_hand, 1000) END AS "
    "cost "
    "        FROM shop.import_rows r JOIN shop.stock_levels s ON s.tenant_id = r.tenant_id AND s.variant_id = "
    "(r.data->>'variant_id')::uuid "
    "        WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome = $5 AND r.data ? 'on_hand' "
    "        AND s.is_tracked AND (r.data->>'on_hand')::bigint <> s.on_hand) d) a, "
    "LATERAL shop.move_stock($4, a.v, a.q, a.c, a.m, false, $6, $7, 'import', $1, $8, NULL) WHERE a.v IS NOT NULL",
    kLong};

const Statement kSettle{
    "product_import.settle",
    "UPDATE shop.import_rows r SET outcome = CASE r.outcome WHEN 'plan_create' THEN 'created' ELSE 'changed' END, "
    "reference = r.data->>'product_id' "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome IN ('plan_create', 'plan_change')",
    kLong};

// --- undo ---

// Used since: another movement than this import's, an order line, an edit.
const Statement kKeep{
    "product_import.keep",
    "UPDATE shop.import_rows r SET outcome = 'kept', errors = jsonb_build_array(jsonb_build_object('field', 'sku', "
    "'code', 'used_since', "
    "'message', 'has been sold, moved or edited since')) "
    "FROM shop.variants v JOIN shop.products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome IN ('created', 'changed') "
    "AND v.tenant_id = r.tenant_id AND v.id = (r.data->>'variant_id')::uuid "
    "AND (p.version <> coalesce((r.before->>'version')::bigint, 1) "
    "  OR (r.outcome = 'created' AND (EXISTS (SELECT 1 FROM shop.stock_movements m WHERE m.tenant_id = v.tenant_id AND "
    "m.variant_id = v.id "
    "        AND m.reference_id IS DISTINCT FROM $1) "
    "      OR EXISTS (SELECT 1 FROM shop.order_lines l WHERE l.tenant_id = v.tenant_id AND l.variant_id = v.id))))",
    kLong};

const Statement kTakeBackStock{
    "product_import.take_back_stock",
    "SELECT count(*) AS moved FROM (SELECT array_agg(d.variant_id ORDER BY d.variant_id) AS v, array_agg(d.change "
    "ORDER BY d.variant_id) AS q, array_agg(d.movement ORDER BY d.variant_id) AS m FROM ("
    "    SELECT m.variant_id, -sum(m.quantity)::bigint AS change, min(r.data->>'undo_id')::uuid AS movement "
    "    FROM shop.import_rows r JOIN shop.stock_movements m ON m.tenant_id = r.tenant_id AND m.variant_id = "
    "(r.data->>'variant_id')::uuid "
    "    WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome IN ('created', 'changed') AND "
    "m.reference_id = $1 "
    "    GROUP BY m.variant_id HAVING sum(m.quantity) <> 0) d) a, "
    "LATERAL shop.move_stock('import', a.v, a.q, array_fill(NULL::bigint, ARRAY[cardinality(a.v)]), a.m, false, $4, "
    "$5, 'import', $1, $6, 'undo') "
    "WHERE a.v IS NOT NULL",
    kLong};

const Statement kArchive{
    "product_import.archive",
    "UPDATE shop.products p SET status = 'archived', version = p.version + 1, updated_at = now() FROM " POS_BATCH(
        "'created'") " AND p.tenant_id = r.tenant_id AND p.id = (r.data->>'product_id')::uuid",
    kLong};

const Statement kFreeBarcodes{
    "product_import.free_barcodes",
    "DELETE FROM shop.barcodes b USING " POS_BATCH(
        "'created'") " AND b.tenant_id = r.tenant_id AND b.variant_id = (r.data->>'variant_id')::uuid",
    kLong};

const Statement kRestoreProducts{
    "product_import.restore_products",
    "UPDATE shop.products p SET name = CASE WHEN v.is_default THEN r.before->>'name' ELSE p.name END, "
    "price = CASE WHEN v.is_default THEN (r.before->>'price')::bigint ELSE p.price END, status = r.before->>'status', "
    "unit = r.before->>'unit', category_id = (r.before->>'category_id')::uuid, version = p.version + 1, updated_at = "
    "now() "
    "FROM shop.import_rows r JOIN shop.variants v ON v.tenant_id = r.tenant_id AND v.id = "
    "(r.data->>'variant_id')::uuid "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome = 'changed' AND p.tenant_id = v.tenant_id "
    "AND p.id = v.product_id",
    kLong};

const Statement kRestoreVariants{
    "product_import.restore_variants",
    "UPDATE shop.variants v SET price = (r.before->>'price')::bigint, cost = (r.before->>'cost')::bigint, version = "
    "v.version + 1, updated_at = now() "
    "FROM " POS_BATCH("'changed'") " AND v.tenant_id = r.tenant_id AND v.id = (r.data->>'variant_id')::uuid",
    kLong};

const Statement kRestoreThresholds{
    "product_import.restore_thresholds",
    "UPDATE shop.stock_levels s SET low_stock_threshold = (r.before->>'low_stock_threshold')::bigint FROM " POS_BATCH(
        "'changed'") " AND s.tenant_id = r.tenant_id AND s.variant_id = (r.data->>'variant_id')::uuid",
    kLong};

const Statement kSettleUndo{
    "product_import.settle_undo",
    "UPDATE shop.import_rows r SET outcome = CASE r.outcome WHEN 'created' THEN 'removed' ELSE 'restored' END "
    "WHERE r.import_id = $1 AND r.line > $2 AND r.line <= $3 AND r.outcome IN ('created', 'changed')",
    kLong};

struct Batch {
    qint64 from = 0;
    qint64 to = 0;
    bool isEmpty = true;
};

Result<Batch> nextBatch(pg::Transaction &tx, const Import &import, const QStringList &outcomes, int size)
{
    POS_TRY(const pg::Rows rows, tx.run(kEndOfBatch, Params(import.id, import.position, outcomes, size)));
    const pg::Row row = rows.first();
    if (row.i64("lines") == 0)
        return Batch{};
    return Batch{import.position, row.i64("line"), false};
}

} // namespace

Result<void> ProductImport::apply(pg::Transaction &tx, Import &import)
{
    POS_TRY(const Batch batch, nextBatch(tx, import, {u"plan_create"_s, u"plan_change"_s}, kBatch));
    if (batch.isEmpty)
        return m_work.finish(tx, import, Status::Done);
    const Params params(import.id, batch.from, batch.to);
    for (const Statement *statement : {&kCategories, &kProducts, &kVariants, &kBefore, &kChangeProducts,
                                       &kChangeVariants, &kThresholds, &kBarcodes, &kLockStock})
        tx.queue(*statement, params);
    const auto stock = [&](const char *kind, const char *plan) {
        tx.queue(kStock, Params(import.id, batch.from, batch.to, kind, plan, m_clock.now(), import.createdBy,
                                import.fileName.left(200)));
    };
    stock("opening", "plan_create");
    stock("import", "plan_change");
    tx.queue(kSettle, params);
    POS_CHECK(tx.flush());
    import.position = batch.to;
    return {};
}

Result<void> ProductImport::undo(pg::Transaction &tx, Import &import)
{
    POS_TRY(const Batch batch, nextBatch(tx, import, {u"created"_s, u"changed"_s}, kBatch));
    if (batch.isEmpty)
        return m_work.finish(tx, import, Status::Undone);
    const Params params(import.id, batch.from, batch.to);
    tx.queue(kKeep, params);
    tx.queue(kTakeBackStock,
             Params(import.id, batch.from, batch.to, m_clock.now(), import.createdBy, import.fileName.left(200)));
    for (const Statement *statement :
         {&kArchive, &kFreeBarcodes, &kRestoreProducts, &kRestoreVariants, &kRestoreThresholds, &kSettleUndo})
        tx.queue(*statement, params);
    POS_CHECK(tx.flush());
    import.position = batch.to;
    return {};
}

} // namespace pos::product
