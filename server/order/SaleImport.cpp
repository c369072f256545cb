// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/SaleImport.h"

#include "core/domain/OrderNumber.h"
#include "server/order/OrderEvents.h"
#include "server/order/OrderRepository.h"

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
    ORDER BY r.group_at, r.group_key, r.line)", kLong};

// The sold lines of the same customer and item at the same price, the oldest first, with what is left of them.
constexpr Statement kSold{"sale_import.sold", R"(
    SELECT back.line, l.order_id, l.position, l.unit_price,
           l.quantity - coalesce((SELECT sum(r.quantity) FROM shop.orders o JOIN shop.order_lines r
                                      ON r.tenant_id = o.tenant_id AND r.order_id = o.id
                                  WHERE o.tenant_id = l.tenant_id AND o.refund_of = l.order_id AND r.refund_of_position = l.position), 0)::bigint AS remaining
    FROM shop.import_rows back
    JOIN shop.import_rows sale ON sale.import_id = $1 AND sale.outcome = 'sale' AND sale.data->>'customer' = back.data->>'customer'
         AND sale.data->>'sku' = back.data->>'sku' AND sale.data->>'price' = back.data->>'price' AND sale.group_at <= back.group_at
    JOIN shop.variants v ON v.tenant_id = sale.tenant_id AND v.sku_key = lower(sale.data->>'sku')
    JOIN shop.order_lines l ON l.tenant_id = sale.tenant_id AND l.order_id = sale.reference::uuid AND l.variant_id = v.id
         AND l.unit_price = (sale.data->>'price')::bigint
    WHERE back.import_id = $1 AND back.line = ANY($2)
    GROUP BY back.line, l.tenant_id, l.order_id, l.position, l.unit_price, l.quantity, sale.group_at
    ORDER BY back.line, sale.group_at, l.order_id, l.position)", kLong};

constexpr Statement kSettle{"sale_import.settle", R"(
    UPDATE shop.import_rows SET outcome = $3, reference = $4 WHERE import_id = $1 AND line = ANY($2))"};

} // namespace

SaleImport::SaleImport(const runtime::ServerContext &context)
    : m_clock(context.clock), m_ledger(context.clock), m_sealer(context.keys, context.subjectKeys, context.cipher),
      m_work(context.database, context.clock, m_sealer)
{
}

Result<void> SaleImport::work(const std::function<bool()> &stopping)
{
    return m_work.run(Status::Running, Phase::Orders, [this](pg::Transaction &tx, Import &import) { return batch(tx, import); }, stopping);
}

Result<void> SaleImport::batch(pg::Transaction &tx, Import &import)
{
    const size_t settingsAt = ShopSettings::queue(tx);
    const size_t nextAt = tx.queue(kNext, Params(import.id, kInvoices));
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    POS_TRY(const ShopSettings shop, ShopSettings::read(rows[settingsAt]));
    const std::vector<Invoice> invoices = invoicesFrom(rows[nextAt]);
    if (invoices.empty())
        return m_work.finish(tx, import, Status::Done);
    for (const Invoice &invoice : invoices) {
        POS_CHECK(write(tx, import, shop, invoice));
        import.position += static_cast<qint64>(invoice.lines.size());
    }
    POS_CHECK(tx.flush());
    return {};
}

std::vector<SaleImport::Invoice> SaleImport::invoicesFrom(const pg::Rows &rows)
{
    std::vector<Invoice> invoices;
    for (const pg::Row row : rows) {
        const QString reference = row.text("group_key");
        if (invoices.empty() || invoices.back().reference != reference)
            invoices.push_back({reference, row.instant("group_at"), row.boolean("is_refund"), {}});
        invoices.back().lines.push_back({row.i64("line"), row.id("variant_id"), row.text("sku"), row.text("name"), row.text("unit"),
                                         row.quantity("quantity"), row.money("price"), row.money("cost")});
    }
    return invoices;
}

// It may be a sale of this very batch: what the batch has queued so far is written before it is asked.
Result<SaleImport::SoldByLine> SaleImport::soldFor(pg::Transaction &tx, const Id &import, const Invoice &invoice)
{
    QList<qint64> lines;
    for (const Line &line : invoice.lines)
        lines.append(line.number);
    POS_TRY(const pg::Rows rows, tx.run(kSold, Params(import, lines)));
    SoldByLine sold;
    for (const pg::Row row : rows)
        sold[row.i64("line")].push_back({row.id("order_id"), row.i32("position"), row.money("unit_price"), row.quantity("remaining")});
    return sold;
}

OrderRecord SaleImport::recordOf(const ShopSettings &shop, const Invoice &invoice) const
{
    OrderRecord order;
    contract::Order &head = order.head;
    const auto kind = invoice.isRefund ? domain::OrderKind::Refund : domain::OrderKind::Sale;
    head.id = Id::make(m_clock);
    head.kind = invoice.isRefund ? u"refund"_s : u"sale"_s;
    head.externalRef = invoice.reference;
    head.status = u"paid"_s;
    head.businessDate = shop.businessDate(invoice.at);
    head.createdAt = invoice.at;
    head.currency = shop.currency;
    order.numberPrefix = domain::numberPrefix(shop.code, head.terminal, head.businessDate, kind);
    Money total;
    for (const Line &line : invoice.lines) {
        LineRecord record;
        record.position = static_cast<int>(order.lines.size()) + 1;
        record.variant = line.variant;
        record.sku = line.sku;
        record.name = line.name;
        record.unit = line.unit;
        record.quantity = line.quantity;
        record.unitPrice = line.price;
        record.unitCost = line.cost;
        // The other system's tax is not in the file: its prices are final and are never computed again.
        record.sums.amount = times(line.price, line.quantity).value_or(Money());
        record.sums.net = record.sums.amount;
        record.sums.total = record.sums.amount;
        total += record.sums.total;
        if (invoice.isRefund)
            record.restocked = true;
        order.lines.push_back(record);
    }
    const Money signedTotal = invoice.isRefund ? -total : total;
    head.subtotal = signedTotal;
    head.total = signedTotal;
    head.paid = signedTotal;
    contract::OrderPayment payment;
    payment.id = Id::make(m_clock);
    payment.method = u"other"_s;
    payment.status = u"settled"_s;
    payment.amount = signedTotal;
    payment.tendered = signedTotal;
    payment.createdAt = invoice.at;
    head.payments.push_back(payment);
    if (invoice.isRefund)
        head.reason = u"imported"_s;
    return order;
}

// A document gives back one sale: the one that most of its lines could come from.
Result<void> SaleImport::link(pg::Transaction &tx, const Id &import, OrderRecord &refund, const Invoice &invoice)
{
    POS_TRY(const SoldByLine sold, soldFor(tx, import, invoice));
    QHash<Id, int> votes;
    Id best;
    for (const Line &line : invoice.lines) {
        QSet<Id> counted;
        for (const Sold &candidate : sold.value(line.number)) {
            if (candidate.left < line.quantity || counted.contains(candidate.order))
                continue;
            counted.insert(candidate.order);
            if (++votes[candidate.order] > votes.value(best))
                best = candidate.order;
        }
    }
    if (best.isNull())
        return {};
    POS_TRY(OrderRecord sale, repository::load(tx, best, Lock::ForChange));
    QHash<int, Quantity> taken;
    for (size_t i = 0; i < invoice.lines.size(); ++i) {
        for (const Sold &candidate : sold.value(invoice.lines[i].number)) {
            if (candidate.order != best || candidate.left < taken.value(candidate.position) + invoice.lines[i].quantity)
                continue;
            taken[candidate.position] += invoice.lines[i].quantity;
            refund.lines[i].refundOfPosition = candidate.position;
            break;
        }
    }
    refund.head.refundOf = best;
    const bool allBack = std::all_of(sale.lines.begin(), sale.lines.end(), [&](const LineRecord &line) {
        return line.refundedQuantity + taken.value(line.position) == line.quantity;
    });
    sale.setState(allBack ? domain::OrderState::Refunded : domain::OrderState::PartiallyRefunded);
    repository::queueChange(tx, sale);
    return {};
}

Result<void> SaleImport::write(pg::Transaction &tx, Import &import, const ShopSettings &shop, const Invoice &invoice)
{
    OrderRecord order = recordOf(shop, invoice);
    if (invoice.isRefund)
        POS_CHECK(link(tx, import.id, order, invoice));
    inventory::StockMove move;
    move.kind = invoice.isRefund ? contract::MovementKind::Refund : contract::MovementKind::Sale;
    move.occurredAt = invoice.at;
    move.referenceType = "order";
    move.reference = order.head.id;
    move.referenceText = invoice.reference;
    move.enforce = false;
    QList<qint64> linked;
    QList<qint64> others;
    for (size_t i = 0; i < invoice.lines.size(); ++i) {
        const Line &line = invoice.lines[i];
        move.changes.append({line.variant, invoice.isRefund ? line.quantity : -line.quantity});
        (order.lines[i].refundOfPosition ? linked : others).append(line.number);
    }
    repository::queueParts(tx, order);
    m_ledger.queue(tx, move);
    Caller importer;
    importer.tenant = import.tenant;
    importer.actor = {"system", import.createdBy, Id(), {}, {}};
    queueEvents(tx, m_clock, importer, "imported", order);
    const QString reference = order.head.id.toString();
    if (!linked.isEmpty())
        tx.queue(kSettle, Params(import.id, linked, u"refund_linked"_s, reference));
    if (!others.isEmpty())
        tx.queue(kSettle, Params(import.id, others, invoice.isRefund ? u"refund_unlinked"_s : u"sale"_s, reference));
    repository::queueOrder(tx, order);
    return {};
}

} // namespace pos::order
