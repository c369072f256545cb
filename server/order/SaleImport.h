// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportWork.h"
#include "server/order/OrderImport.h"
#include "server/runtime/ServerContext.h"

namespace pos::order {

// The orders' part of an import of past sales: each invoice of a checked file becomes a sale or a refund
// through OrderImport. A line of a refund is tied to the sale the file holds (same customer, item and price,
// enough left); one without such a sale stays unlinked.
class SaleImport {
public:
    static constexpr int kInvoices = 50; // a batch

    explicit SaleImport(const runtime::ServerContext &context);

    // Everything that waits. Blocks; one thread at a time.
    Result<void> work(const std::function<bool()> &stopping);

private:
    struct Invoice {
        ImportedOrder order;
        QList<qint64> fileLines; // in the order of the order's lines
    };

    Result<void> batch(pg::Transaction &tx, imports::Import &import);
    static std::vector<Invoice> invoicesFrom(const pg::Rows &rows);
    Result<void> link(pg::Transaction &tx, const Id &import, std::vector<Invoice> &refunds);
    Result<void> write(pg::Transaction &tx, const imports::Import &import, const ShopSettings &shop,
                       const std::vector<Invoice> &invoices);

    OrderImport m_orders;
    imports::ImportSealer m_sealer;
    imports::ImportWork m_work;
};

} // namespace pos::order
