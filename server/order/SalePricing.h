// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/OrderRepository.h"
#include "server/order/ShopSettings.h"

namespace pos::order {

// What one round trip reads to price a sale. Make it, flush the transaction, then call prices().
class SaleReads {
public:
    SaleReads(pg::Transaction &tx, const std::vector<contract::OrderLineRequest> &lines);

    Result<ShopSettings> settings(const std::vector<pg::Rows> &rows) const;
    // The lines with the server's prices, in the request's order. Invalid, naming every line whose
    // variant is unknown or archived.
    Result<std::vector<LineRecord>> lines(const std::vector<pg::Rows> &rows, QDate businessDate) const;

private:
    const std::vector<contract::OrderLineRequest> &m_wanted;
    size_t m_settings;
    size_t m_rules;
    size_t m_variants;
};

// A priced sale that is not stored: sums, what cash would pay, and whether the client knew the prices.
struct PricedSale {
    ShopSettings settings;
    QDate businessDate;
    std::vector<LineRecord> lines;
    domain::OrderSums sums;
    bool asExpected = true; // no unit_price of the client differs

    Money cashTotal() const { return settings.cashRounding.round(sums.total); }
    // POST orders/price, and the state of a 409 price_changed.
    QJsonObject toJson() const;
};

Result<PricedSale> priceSale(const SaleReads &reads, const std::vector<pg::Rows> &rows,
                             const std::vector<contract::OrderLineRequest> &wanted, Instant now);

} // namespace pos::order
