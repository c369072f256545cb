// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportWork.h"
#include "server/inventory/StockLedger.h"
#include "server/order/OrderRecord.h"
#include "server/order/ShopSettings.h"
#include "server/runtime/ServerContext.h"

namespace pos::order {

// The orders' part of an import of past sales: each invoice of the checked file becomes a sale or a refund
// with its own time, prices and reference; nothing is priced anew and no stock is refused. A refund is tied
// to the sale the file holds (same customer, item and price, enough left); the rest of its lines, and what
// has no sale in the file, stays an unlinked refund, which only an import may make.
class SaleImport {
public:
    static constexpr int kInvoices = 50; // a batch

    explicit SaleImport(const runtime::ServerContext &context);

    // Everything that waits. Blocks; one thread at a time.
    Result<void> work(const std::function<bool()> &stopping);

private:
    struct Line {
        qint64 number = 0; // in the file
        Id variant;
        QString sku;
        QString name;
        QString unit;
        Quantity quantity; // positive
        Money price;
        Money cost;
    };
    struct Invoice {
        QString reference;
        Instant at = {};
        bool isRefund = false;
        std::vector<Line> lines;
    };
    // What is left of a line that was sold, and which lines of the file could give it back.
    struct Sold {
        Id order;
        int position = 0;
        Money price;
        Quantity left;
    };
    using SoldByLine = QHash<qint64, std::vector<Sold>>; // by line of the refund

    Result<void> batch(pg::Transaction &tx, imports::Import &import);
    static std::vector<Invoice> invoicesFrom(const pg::Rows &rows);
    Result<SoldByLine> soldFor(pg::Transaction &tx, const Id &import, const Invoice &invoice);
    Result<void> write(pg::Transaction &tx, imports::Import &import, const ShopSettings &shop, const Invoice &invoice);
    OrderRecord recordOf(const ShopSettings &shop, const Invoice &invoice) const;
    Result<void> link(pg::Transaction &tx, const Id &import, OrderRecord &refund, const Invoice &invoice);

    const Clock &m_clock;
    inventory::StockLedger m_ledger;
    imports::ImportSealer m_sealer;
    imports::ImportWork m_work;
};

} // namespace pos::order
