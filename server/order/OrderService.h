// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/Receipt.h"
#include "server/order/SaleService.h"

namespace pos::order {

struct OrderPage {
    std::vector<contract::Order> orders;
    bool hasMore = false;
};

// Reads orders and changes them after the sale: payments, void, refund. Each change locks the order,
// then stock, then the number range. Stateless; called on worker threads.
class OrderService {
public:
    OrderService(pg::Database &database, const Clock &clock) : m_database(database), m_clock(clock), m_ledger(clock) { }

    Result<contract::Order> read(const http::Call &call, const Id &order);
    Result<Receipt> receipt(const http::Call &call, const Id &order);
    Result<OrderPage> list(const http::Call &call, const OrderFilter &filter);

    // Conflict "state_not_allowed" when nothing is open.
    Result<Outcome> pay(const http::Call &call, const Id &order, const contract::PaymentsRequest &request);
    // Keeps its number and gives stock and money back. Conflict "day_closed": a sale that was settled
    // on an earlier business date is refunded instead, so that a counted day never changes.
    Result<Outcome> cancel(const http::Call &call, const Id &order, const contract::VoidRequest &request);
    // Makes a document of its own. Returns it, not the sale.
    Result<Outcome> refund(const http::Call &call, const Id &order, const contract::RefundRequest &request);

private:
    struct Opened {
        OrderRecord order;
        ShopSettings settings;
        std::optional<runtime::Replay> earlier;
    };
    // One round trip: claims the key, locks and reads the order.
    Result<Opened> open(pg::Transaction &tx, const http::Call &call, int status, const Id &order, const Id &resource);
    Result<Outcome> replay(pg::Transaction &tx, const runtime::Replay &earlier);
    Result<void> commit(pg::Transaction &tx);

    pg::Database &m_database;
    const Clock &m_clock;
    inventory::StockLedger m_ledger;
};

} // namespace pos::order
