// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inventory/StockLedger.h"
#include "server/order/Caller.h"
#include "server/order/OrderRecord.h"
#include "server/order/ShopSettings.h"

namespace pos::order {

struct ImportedLine {
    Id variant;
    QString sku; // what the line keeps, whatever becomes of the product
    QString name;
    QString unit = QStringLiteral("pcs");
    Quantity quantity; // positive, of a refund too
    Money unitPrice;   // may be 0
    Money unitCost = {};
    Id refundOf = {};  // of a refund: the sale this line gives back a part of; null: not known
    int refundOfPosition = 0;
};

// A document of another system: sold at its own time and price, without tax of its own, settled in full.
struct ImportedOrder {
    domain::OrderKind kind = domain::OrderKind::Sale;
    QString externalRef;
    Instant at = {};
    std::vector<ImportedLine> lines;
};

// How past sales come in. No route of orders leads here and POST orders knows none of these fields: the
// import alone may bring its own time, reference and prices, or a refund without its sale, and its
// routes ask for imports.run. Imported orders are numbered on terminal 0, by their own business date.
class OrderImport {
public:
    explicit OrderImport(const Clock &clock) : m_clock(clock), m_ledger(clock) { }

    // Queues a batch into the transaction, which needs one more round trip: the commit. Stock moves but
    // nothing is refused for want of it. Returns the ids in the batch's order. Invalid names the line
    // of an impossible amount; a reference that is there already fails the commit with Conflict
    // "order_external_ref_taken".
    Result<QList<Id>> queue(pg::Transaction &tx, const Caller &caller, const ShopSettings &shop,
                            const std::vector<ImportedOrder> &batch) const;

private:
    Result<OrderRecord> recordOf(const Caller &caller, const ShopSettings &shop, const ImportedOrder &imported) const;
    inventory::StockMove stockOf(const OrderRecord &order, const Caller &caller) const;

    const Clock &m_clock;
    inventory::StockLedger m_ledger;
};

} // namespace pos::order
