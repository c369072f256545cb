// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/order/CartService.h"
#include "server/order/OrderService.h"
#include "server/order/ReportService.h"

namespace pos::order {

// Binds every route of the order-service: decodes, calls, answers.
class OrderRoutes {
public:
    OrderRoutes(pg::Database &database, const Clock &clock)
        : m_database(database), m_clock(clock), m_sales(database, clock), m_orders(database, clock),
          m_carts(database, clock, m_sales), m_reports(database, clock)
    {
    }
    OrderRoutes(const OrderRoutes &) = delete;
    OrderRoutes &operator=(const OrderRoutes &) = delete;

    // The endpoints refer to this object: it must outlive them.
    void bind(http::Endpoints &endpoints);

private:
    void bindOrders(http::Endpoints &endpoints);
    void bindCarts(http::Endpoints &endpoints);
    void bindReports(http::Endpoints &endpoints);

    pg::Database &m_database;
    const Clock &m_clock;
    SaleService m_sales;
    OrderService m_orders;
    CartService m_carts;
    ReportService m_reports;
};

} // namespace pos::order
