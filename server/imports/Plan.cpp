// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/Plan.h"

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;
using pg::Params;
using pg::Statement;

constexpr Duration kLong = std::chrono::minutes(5);

const Statement kAnalyze{"imports.plan_analyze", "SELECT shop.analyze_import_rows()", kLong};

#define POS_ERROR_JSON(field, code, message)                                                                           \
    "jsonb_build_array(jsonb_build_object('field', '" field "', 'code', '" code "', 'message', '" message "'))"

const Statement kRepeatedSkus{
    "imports.plan_repeated_skus",
    "UPDATE shop.import_rows r SET outcome = 'error', errors = " POS_ERROR_JSON(
        "sku", "duplicate_in_file",
        "stands in the file before") " "
                                     "FROM (SELECT line, row_number() OVER (PARTITION BY data->>'sku' ORDER BY line) "
                                     "AS n FROM shop.import_rows "
                                     "      WHERE import_id = $1 AND outcome = 'ready') seen "
                                     "WHERE r.import_id = $1 AND r.line = seen.line AND seen.n > 1",
    kLong};

const Statement kRepeatedBarcodes{
    "imports.plan_repeated_barcodes",
    "UPDATE shop.import_rows r SET outcome = 'error', errors = " POS_ERROR_JSON(
        "barcode", "barcode_taken",
        "belongs to another product") " "
                                      "FROM (SELECT c.line FROM ("
                                      "        SELECT line, data->>'sku' AS sku, b AS code, row_number() OVER "
                                      "(PARTITION BY b ORDER BY line) AS n "
                                      "        FROM shop.import_rows, jsonb_array_elements_text(data->'barcodes') AS b "
                                      "        WHERE import_id = $1 AND outcome = 'ready') c "
                                      "      LEFT JOIN shop.barcodes held ON held.tenant_id = "
                                      "current_setting('pos.tenant')::uuid AND held.code = c.code "
                                      "      LEFT JOIN shop.variants owner ON owner.tenant_id = held.tenant_id AND "
                                      "owner.id = held.variant_id "
                                      "      WHERE c.n > 1 OR (owner.id IS NOT NULL AND owner.sku_key <> "
                                      "lower(c.sku))) wrong "
                                      "WHERE r.import_id = $1 AND r.line = wrong.line",
    kLong};

// A column the file does not have says nothing about the product.
const Statement kCompareProducts{
    "imports.plan_compare_products",
    "UPDATE shop.import_rows r SET "
    "  data = CASE WHEN now.variant_id IS NULL THEN r.data ELSE r.data || jsonb_build_object('product_id', "
    "now.product_id, 'variant_id', now.variant_id) END, "
    "  outcome = CASE WHEN now.variant_id IS NULL THEN 'plan_create' "
    "    WHEN now.name = r.data->>'name' AND now.price = (r.data->>'price')::bigint AND now.status = 'active' "
    "     AND (r.data->>'cost' IS NULL OR now.cost = (r.data->>'cost')::bigint) "
    "     AND (r.data->>'category' IS NULL OR now.category_key = lower(r.data->>'category')) "
    "     AND (r.data->>'unit' IS NULL OR now.unit = r.data->>'unit') "
    "     AND (r.data->>'low_stock_threshold' IS NULL OR now.low_stock_threshold = "
    "(r.data->>'low_stock_threshold')::bigint) "
    "     AND (r.data->>'on_hand' IS NULL OR NOT now.is_tracked OR now.on_hand = (r.data->>'on_hand')::bigint) "
    "     AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements_text(r.data->'barcodes') b WHERE NOT EXISTS ("
    "         SELECT 1 FROM shop.barcodes held WHERE held.tenant_id = r.tenant_id AND held.code = b)) "
    "    THEN 'same' ELSE 'plan_change' END "
    "FROM shop.import_rows line LEFT JOIN ("
    "  SELECT v.sku_key, v.id AS variant_id, v.product_id, CASE WHEN v.is_default THEN p.name ELSE v.name END AS name, "
    "v.price, v.cost, "
    "         p.status, p.unit, c.name_key AS category_key, s.low_stock_threshold, s.on_hand, s.is_tracked "
    "  FROM shop.variants v JOIN shop.products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id "
    "  JOIN shop.stock_levels s ON s.tenant_id = v.tenant_id AND s.variant_id = v.id "
    "  LEFT JOIN shop.categories c ON c.tenant_id = p.tenant_id AND c.id = p.category_id) now "
    "  ON now.sku_key = lower(line.data->>'sku') "
    "WHERE line.import_id = $1 AND line.outcome = 'ready' AND r.import_id = $1 AND r.line = line.line",
    kLong};

const Statement kSpoiltInvoices{
    "imports.plan_spoilt_invoices",
    "UPDATE shop.import_rows r SET outcome = 'error', errors = " POS_ERROR_JSON(
        "invoice", "invoice_has_errors",
        "another line of this invoice cannot be read") " "
                                                       "WHERE r.import_id = $1 AND r.outcome = 'ready' AND r.group_key "
                                                       "IN ("
                                                       "  SELECT group_key FROM shop.import_rows WHERE import_id = $1 "
                                                       "AND outcome = 'error')",
    kLong};

// An invoice is a sale when all goes out, a refund when all comes back, a stock adjustment when nothing has a price.
// All lines of it happened when its first line did.
const Statement kClassifyInvoices{
    "imports.plan_classify_invoices",
    "UPDATE shop.import_rows r SET group_at = g.first_at, outcome = g.outcome, errors = CASE WHEN g.outcome = 'error' "
    "THEN " POS_ERROR_JSON(
        "quantity", "mixed_signs",
        "an invoice is either a sale or a refund") " ELSE '[]' END "
                                                   "FROM (SELECT i.group_key, i.first_at, CASE "
                                                   "        WHEN i.priceless AND EXISTS (SELECT 1 FROM "
                                                   "shop.import_keys k WHERE k.tenant_id = "
                                                   "current_setting('pos.tenant')::uuid "
                                                   "             AND k.kind = 'adjustment' AND k.key = i.group_key) "
                                                   "THEN 'duplicate' "
                                                   "        WHEN i.priceless THEN 'plan_adjustment' "
                                                   "        WHEN EXISTS (SELECT 1 FROM shop.orders o WHERE o.tenant_id "
                                                   "= current_setting('pos.tenant')::uuid "
                                                   "             AND o.external_ref = i.group_key AND o.kind = CASE "
                                                   "WHEN i.most > 0 THEN 'sale' ELSE 'refund' END) THEN 'duplicate' "
                                                   "        WHEN i.least > 0 THEN 'plan_sale' WHEN i.most < 0 THEN "
                                                   "'plan_refund' ELSE 'error' END AS outcome "
                                                   "      FROM (SELECT group_key, min(group_at) AS first_at, "
                                                   "bool_and((data->>'price')::bigint = 0) AS priceless, "
                                                   "                   min((data->>'quantity')::bigint) AS least, "
                                                   "max((data->>'quantity')::bigint) AS most "
                                                   "            FROM shop.import_rows WHERE import_id = $1 AND outcome "
                                                   "= 'ready' GROUP BY group_key) i) g "
                                                   "WHERE r.import_id = $1 AND r.outcome = 'ready' AND r.group_key = "
                                                   "g.group_key",
    kLong};

const Statement kOutcomes{
    "imports.plan_outcomes",
    "SELECT outcome, count(*) AS lines, count(DISTINCT group_key) AS groups, "
    "coalesce(sum((data->>'total')::bigint), 0)::bigint AS amount, min(group_at) AS first_at, max(group_at) AS last_at "
    "FROM shop.import_rows WHERE import_id = $1 GROUP BY outcome ORDER BY outcome",
    kLong};

const Statement kInvoices{"imports.plan_invoices",
                          "SELECT count(DISTINCT group_key) AS invoices FROM shop.import_rows WHERE import_id = $1",
                          kLong};

} // namespace

Result<void> plan(pg::Transaction &tx, const Import &import)
{
    const Params params(import.id);
    tx.queue(kAnalyze);
    if (import.kind == Kind::Products) {
        tx.queue(kRepeatedSkus, params);
        tx.queue(kRepeatedBarcodes, params);
        tx.queue(kCompareProducts, params);
    } else {
        tx.queue(kSpoiltInvoices, params);
        tx.queue(kClassifyInvoices, params);
    }
    POS_CHECK(tx.flush());
    return {};
}

Result<QJsonObject> planReport(pg::Transaction &tx, const Import &import)
{
    POS_TRY(const pg::Rows rows, tx.run(kOutcomes, Params(import.id)));
    QJsonObject outcomes;
    qint64 lines = 0;
    qint64 toDo = 0;
    qint64 amount = 0;
    std::optional<Instant> first;
    std::optional<Instant> last;
    for (const pg::Row row : rows) {
        const QString outcome = row.text("outcome");
        lines += row.i64("lines");
        amount += row.i64("amount");
        if (outcome.startsWith(u"plan_"_s))
            toDo += row.i64("lines");
        outcomes.insert(outcome, QJsonObject{{"lines"_L1, row.i64("lines")},
                                             {"groups"_L1, row.i64("groups")},
                                             {"amount"_L1, row.i64("amount")}});
        const auto from = row.optionalInstant("first_at");
        const auto to = row.optionalInstant("last_at");
        if (from && (!first || *from < *first))
            first = from;
        if (to && (!last || *to > *last))
            last = to;
    }
    QJsonObject report{{"lines"_L1, lines}, {"to_do"_L1, toDo}, {"outcomes"_L1, outcomes}};
    if (import.kind == Kind::Sales) {
        POS_TRY(const pg::Rows counted, tx.run(kInvoices, Params(import.id)));
        report.insert("invoices"_L1, counted.first().i64("invoices"));
        report.insert("amount"_L1, amount);
        if (first) {
            report.insert("first_at"_L1, toRfc3339(*first));
            report.insert("last_at"_L1, toRfc3339(*last));
        }
    }
    return report;
}

} // namespace pos::imports
