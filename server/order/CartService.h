// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/SaleService.h"

namespace pos::order {

// A held order: lives on the server, so that any till can go on with it.
struct Cart {
    Id id;
    contract::CartRequest content;
    Id createdBy;
    Instant createdAt = {};
    Instant updatedAt = {};
    Id order; // what it was sold as; null while it is held
    qint64 version = 1;

    QJsonObject toJson() const;
};

struct CartPage {
    std::vector<Cart> carts; // oldest first
    bool hasMore = false;
};

// Stateless; called on worker threads.
class CartService {
public:
    CartService(pg::Database &database, const Clock &clock, SaleService &sales)
        : m_database(database), m_clock(clock), m_sales(sales)
    {
    }

    Result<CartPage> list(const http::Call &call, int limit, const std::optional<Instant> &afterTime,
                          const Id &afterId);
    Result<Cart> read(const http::Call &call, const Id &cart);
    Result<std::pair<int, Cart>> hold(const http::Call &call, const contract::CartRequest &content);
    // PreconditionFailed with the cart as state when somebody changed it since.
    Result<Cart> replace(const http::Call &call, const Id &cart, qint64 version, const contract::CartRequest &content);
    Result<void> drop(const http::Call &call, const Id &cart, const std::optional<qint64> &version);
    // Sells it at today's prices. Conflict "cart_sold" with the order's id when that was done before.
    Result<Outcome> checkOut(const http::Call &call, const Id &cart, const std::optional<qint64> &version,
                             contract::OrderRequest request);

private:
    pg::Database &m_database;
    const Clock &m_clock;
    SaleService &m_sales;
};

} // namespace pos::order
