// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/postgres/Database.h"
#include "server/inventory/StockLedger.h"
#include "server/order/Caller.h"
#include "server/order/SalePricing.h"
#include "server/runtime/Idempotency.h"

namespace pos::order {

struct Outcome {
    int status = 201;
    contract::Order order;
};

// Sells. A sale costs two round trips: one reads key, prices and tax rules, one writes everything and
// commits. Stateless; called on worker threads.
class SaleService {
public:
    SaleService(pg::Database &database, const Clock &clock) : m_database(database), m_clock(clock), m_ledger(clock) { }

    // What the sale would cost now.
    Result<QJsonObject> price(const http::Call &call, const contract::OrderRequest &request);

    // Conflict "price_changed" with the priced sale as state when the client expected other prices;
    // Forbidden "approval_required" for a discount beyond the role's limit; Conflict "stock_not_enough".
    Result<Outcome> create(const http::Call &call, const contract::OrderRequest &request);

    // The same within the transaction of a caller that queues more before the commit: `reads` and `rows`
    // are of the first round trip. Everything is queued but the commit, which comes last.
    struct Queued {
        OrderRecord order;
        size_t stockAt;
        size_t numberAt;
    };
    Result<Queued> queueSale(pg::Transaction &tx, const Caller &caller, const Id &id,
                             const contract::OrderRequest &request, const SaleReads &reads,
                             const std::vector<pg::Rows> &rows, const Id &cart = Id());
    // Commits and fills in what only the database knows: the number, and whether stock ran short.
    Result<contract::Order> commit(pg::Transaction &tx, Queued queued);

private:
    Result<void> checkDiscounts(pg::Transaction &tx, const Caller &caller, const contract::OrderRequest &request,
                                const PricedSale &sale, const Id &cart, OrderRecord &order);

    pg::Database &m_database;
    const Clock &m_clock;
    inventory::StockLedger m_ledger;
};

// The tenders of a request, ready for domain::settle.
Result<std::vector<domain::Tender>> tendersOf(const std::vector<contract::TenderRequest> &payments);

} // namespace pos::order
