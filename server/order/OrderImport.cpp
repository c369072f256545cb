// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderImport.h"

#include "core/domain/OrderNumber.h"
#include "server/order/OrderEvents.h"
#include "server/order/OrderRepository.h"

namespace pos::order {

namespace {

constexpr int kTerminal = 0;

// The batch's rows in one order, before any order takes a part of them: two batches, or a batch and a
// till, then never wait for each other in a circle.
constexpr pg::Statement kLockStock{"order_import_lock_stock", R"(
    SELECT count(*) FROM (
        SELECT 1 FROM shop.stock_levels WHERE tenant_id = current_setting('pos.tenant')::uuid AND variant_id = ANY ($1)
        ORDER BY variant_id FOR NO KEY UPDATE) locked)"};

} // namespace

Result<QList<Id>> OrderImport::queue(pg::Transaction &tx, const Caller &caller, const ShopSettings &shop,
                                     const std::vector<ImportedOrder> &batch) const
{
    std::vector<OrderRecord> orders;
    QList<Id> variants;
    for (const ImportedOrder &imported : batch) {
        POS_TRY(OrderRecord order, recordOf(caller, shop, imported));
        orders.push_back(std::move(order));
        for (const ImportedLine &line : imported.lines)
            variants.append(line.variant);
    }
    tx.queue(kLockStock, pg::Params(variants));
    QList<Id> ids;
    for (const OrderRecord &order : orders) {
        repository::queueParts(tx, order);
        queueEvents(tx, m_clock, caller, "imported", order);
        m_ledger.queue(tx, stockOf(order, caller));
        repository::queueOrder(tx, order);
        ids.append(order.head.id);
    }
    for (const OrderRecord &order : orders)
        repository::queueRefundedState(tx, order);
    return ids;
}

Result<OrderRecord> OrderImport::recordOf(const Caller &caller, const ShopSettings &shop,
                                          const ImportedOrder &imported) const
{
    std::vector<domain::LineInput> inputs;
    for (const ImportedLine &line : imported.lines)
        inputs.push_back({line.quantity, line.unitPrice, Money(), {}});
    POS_TRY(const domain::OrderSums sums, domain::priceOrder(inputs));

    const bool isRefund = imported.kind == domain::OrderKind::Refund;
    const Money total = isRefund ? -sums.total : sums.total;
    OrderRecord order;
    order.numberPrefix = domain::numberPrefix(shop.code, kTerminal, shop.businessDate(imported.at), imported.kind);
    contract::Order &head = order.head;
    head.id = Id::make(m_clock);
    head.kind = QString::fromLatin1(domain::toWord(imported.kind));
    head.externalRef = imported.externalRef;
    order.setState(domain::OrderState::Paid);
    head.terminal = kTerminal;
    head.businessDate = shop.businessDate(imported.at);
    head.createdAt = imported.at;
    head.currency = shop.currency;
    head.subtotal = total;
    head.total = total;
    head.paid = total;
    head.createdBy = caller.actor.user;
    if (!total.isZero())
        head.payments.push_back({Id::make(m_clock), QStringLiteral("other"), QStringLiteral("settled"), total, total,
                                 Money(), imported.at});
    for (size_t i = 0; i < imported.lines.size(); ++i) {
        const ImportedLine &line = imported.lines[i];
        LineRecord record;
        record.position = static_cast<int>(i) + 1;
        record.variant = line.variant;
        record.sku = line.sku;
        record.name = line.name;
        record.unit = line.unit;
        record.quantity = line.quantity;
        record.unitPrice = line.unitPrice;
        record.unitCost = line.unitCost;
        record.sums = sums.lines[i];
        record.refundOf = line.refundOf;
        if (!line.refundOf.isNull())
            record.refundOfPosition = line.refundOfPosition;
        if (isRefund)
            record.restocked = true;
        order.lines.push_back(record);
    }
    return order;
}

inventory::StockMove OrderImport::stockOf(const OrderRecord &order, const Caller &caller) const
{
    const bool isRefund = order.kind() == domain::OrderKind::Refund;
    inventory::StockMove move;
    move.kind = isRefund ? contract::MovementKind::Refund : contract::MovementKind::Sale;
    for (const LineRecord &line : order.lines)
        move.changes.append({line.variant, isRefund ? line.quantity : -line.quantity});
    move.occurredAt = order.head.createdAt;
    move.actor = caller.actor.user;
    move.referenceType = "order";
    move.reference = order.head.id;
    move.referenceText = order.head.externalRef.value_or(QString());
    move.enforce = false;
    return move;
}

} // namespace pos::order
