// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/SaleImport.h"

#include <QMultiHash>

namespace pos::order {

namespace {

using namespace Qt::StringLiterals;
using imports::Import;
using imports::Phase;
using imports::Status;
using pg::Params;
using pg::Statement;

constexpr Duration kLong = std::chrono::minutes(1);

// Sales come before the refunds that name them: by time, and "536365" sorts before "C536379".
constexpr Statement kNext{"sale_import.next", R"(
    WITH next AS (
        SELECT group_at, group_key FROM shop.import_rows
        WHERE import_id = $1 AND outcome IN ('plan_sale', 'plan_refund')
        GROUP BY group_at, group_key ORDER BY group_at, group_key LIMIT $2)
    SELECT r.group_key, r.group_at, r.outcome = 'plan_refund' AS is_refund, r.line, abs((r.data->>'quantity')::bigint) AS quantity,
           (r.data->>'price')::bigint AS price, v.id AS variant_id, v.sku, coalesce(nullif(r.data->>'name', ''), p.name) AS name,
           p.unit, CASE WHEN s.is_tracked THEN s.average_cost ELSE coalesce(v.cost, 0) END AS cost
    FROM next n
    JOIN shop.import_rows r ON r.import_id = $1 AND r.group_at = n.group_at AND r.group_key = n.group_key
    JOIN shop.variants v ON v.tenant_id = r.tenant_id AND v.sku_key = lower(r.data->>'sku')
    JOIN shop.products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
    JOIN shop.stock_levels s ON s.tenant_id = v.tenant_id AND s.variant_id = v.id
    ORDER BY r.group_at, r.group_key, r.line)",
                          kLong};

// The sold lines of the same customer and item at the same price, the oldest first, with what is left of them.
constexpr Statement kSold{"sale_import.sold", R"(
    SELECT DISTINCT back.line, sale.group_at, l.order_id, l.position,
           l.quantity - coalesce((SELECT sum(r.quantity) FROM shop.order_lines r WHERE r.tenant_id = l.tenant_id
               AND r.refund_of = l.order_id AND r.refund_of_position = l.position), 0)::bigint AS remaining
    FROM shop.import_rows back
    JOIN shop.import_rows sale ON sale.import_id = $1 AND sale.outcome = 'sale' AND sale.data->>'customer' = back.data->>'customer'
         AND sale.data->>'sku' = back.data->>'sku' AND sale.data->>'price' = back.data->>'price' AND sale.group_at <= back.group_at
    JOIN shop.order_lines l ON l.tenant_id = sale.tenant_id AND l.order_id = sale.reference::uuid
         AND lower(l.sku) = lower(sale.data->>'sku') AND l.unit_price = (sale.data->>'price')::bigint
    WHERE back.import_id = $1 AND back.line = ANY($2)
    ORDER BY back.line, sale.group_at, l.order_id, l.position)",
                          kLong};

// A till may refund the same lines at this moment: the sales are locked as it locks them.
constexpr Statement kLockSold{"sale_import.lock_sold", R"(
    SELECT id FROM shop.orders WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE)",
                              kLong};

// One reference a line: the order it went into.
constexpr Statement kSettle{"sale_import.settle", R"(
    UPDATE shop.import_rows r SET outcome = settled.outcome, reference = settled.reference::text
    FROM unnest($2::bigint[], $3::text[], $4::uuid[]) AS settled (line, outcome, reference)
    WHERE r.import_id = $1 AND r.line = settled.line)"};

} // namespace

SaleImport::SaleImport(const runtime::ServerContext &context)
    : m_orders(context.clock), m_sealer(context.keys, context.subjectKeys, context.cipher),
      m_work(context.database, context.clock, m_sealer)
{
}

Result<void> SaleImport::work(const std::function<bool()> &stopping)
{
    return m_work.run(
        Status::Running, Phase::Orders, [this](pg::Transaction &tx, Import &import) { return batch(tx, import); },
        stopping);
}

Result<void> SaleImport::batch(pg::Transaction &tx, Import &import)
{
    const size_t settingsAt = ShopSettings::queue(tx);
    const size_t nextAt = tx.queue(kNext, Params(import.id, kInvoices));
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    POS_TRY(const ShopSettings shop, ShopSettings::read(rows[settingsAt]));
    std::vector<Invoice> sales = invoicesFrom(rows[nextAt]);
    if (sales.empty())
        return m_work.finish(tx, import, Status::Done);
    import.position += rows[nextAt].size();

    const auto firstRefund = std::stable_partition(sales.begin(), sales.end(), [](const Invoice &invoice) {
        return invoice.order.kind == domain::OrderKind::Sale;
    });
    std::vector<Invoice> refunds(std::make_move_iterator(firstRefund), std::make_move_iterator(sales.end()));
    sales.erase(firstRefund, sales.end());
    POS_CHECK(write(tx, import, shop, sales));
    if (!refunds.empty()) {
        // Asked after the sales are written: a refund may give back what this very batch sold.
        POS_CHECK(link(tx, import.id, refunds));
        POS_CHECK(write(tx, import, shop, refunds));
    }
    POS_CHECK(tx.flush());
    return {};
}

std::vector<SaleImport::Invoice> SaleImport::invoicesFrom(const pg::Rows &rows)
{
    std::vector<Invoice> invoices;
    for (const pg::Row row : rows) {
        const QString reference = row.text("group_key");
        if (invoices.empty() || invoices.back().order.externalRef != reference) {
            Invoice invoice;
            invoice.order.kind = row.boolean("is_refund") ? domain::OrderKind::Refund : domain::OrderKind::Sale;
            invoice.order.externalRef = reference;
            invoice.order.at = row.instant("group_at");
            invoices.push_back(std::move(invoice));
        }
        Invoice &invoice = invoices.back();
        invoice.order.lines.push_back({row.id("variant_id"), row.text("sku"), row.text("name"), row.text("unit"),
                                       row.quantity("quantity"), row.money("price"), row.money("cost")});
        invoice.fileLines.append(row.i64("line"));
    }
    return invoices;
}

Result<void> SaleImport::link(pg::Transaction &tx, const Id &import, std::vector<Invoice> &refunds)
{
    QList<qint64> fileLines;
    for (const Invoice &refund : refunds)
        fileLines += refund.fileLines;
    POS_TRY(pg::Rows rows, tx.run(kSold, Params(import, fileLines)));
    QList<Id> sold;
    for (const pg::Row row : rows)
        sold.append(row.id("order_id"));
    POS_CHECK(tx.run(kLockSold, Params(sold)));
    // Read again: what is left of them holds only from here on.
    POS_TRY(rows, tx.run(kSold, Params(import, fileLines)));
    QMultiHash<qint64, pg::Row> candidates;
    QHash<std::pair<Id, int>, Quantity> left;
    for (int i = rows.size() - 1; i >= 0; --i) { // QMultiHash gives back the last one first
        candidates.insert(rows[i].i64("line"), rows[i]);
        left.insert({rows[i].id("order_id"), rows[i].i32("position")}, rows[i].quantity("remaining"));
    }
    for (Invoice &refund : refunds) {
        for (size_t i = 0; i < refund.order.lines.size(); ++i) {
            ImportedLine &line = refund.order.lines[i];
            for (const pg::Row &row : candidates.values(refund.fileLines[static_cast<qsizetype>(i)])) {
                Quantity &remaining = left[{row.id("order_id"), row.i32("position")}];
                if (remaining < line.quantity)
                    continue;
                remaining += -line.quantity;
                line.refundOf = row.id("order_id");
                line.refundOfPosition = row.i32("position");
                break;
            }
        }
    }
    return {};
}

Result<void> SaleImport::write(pg::Transaction &tx, const Import &import, const ShopSettings &shop,
                               const std::vector<Invoice> &invoices)
{
    std::vector<ImportedOrder> orders;
    for (const Invoice &invoice : invoices)
        orders.push_back(invoice.order);
    Caller importer;
    importer.tenant = import.tenant;
    importer.actor = {"system", import.createdBy, Id(), {}, {}};
    POS_TRY(const QList<Id> ids, m_orders.queue(tx, importer, shop, orders));

    QList<qint64> fileLines;
    QStringList outcomes;
    QList<Id> references;
    for (size_t i = 0; i < invoices.size(); ++i) {
        const bool isRefund = invoices[i].order.kind == domain::OrderKind::Refund;
        for (const ImportedLine &line : invoices[i].order.lines) {
            outcomes.append(!isRefund ? u"sale"_s : line.refundOf.isNull() ? u"refund_unlinked"_s : u"refund_linked"_s);
            references.append(ids[static_cast<qsizetype>(i)]);
        }
        fileLines += invoices[i].fileLines;
    }
    tx.queue(kSettle, Params(import.id, fileLines, outcomes, references));
    return {};
}

} // namespace pos::order
