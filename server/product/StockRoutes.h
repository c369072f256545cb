// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inventory/StockLedger.h"
#include "server/product/RouteParts.h"
#include "server/product/StockRepository.h"

namespace pos::product {

// stock: levels, movements, what people enter by hand (adjustments, receipts, counts), and the proof.
class StockRoutes {
public:
    explicit StockRoutes(const RouteParts &parts) : m_parts(parts), m_ledger(parts.clock) { }
    void bind(http::Endpoints &endpoints) const;

private:
    using ReadEntry = Result<contract::StockEntry> (*)(contract::JsonReader &);

    Result<http::Response> levels(const http::Call &call) const;
    Result<http::Response> card(const http::Call &call) const;
    Result<http::Response> movements(const http::Call &call) const;
    Result<http::Response> proof(const http::Call &call) const;
    Result<http::Response> enter(const http::Call &call, ReadEntry read) const;

    RouteParts m_parts;
    StockRepository m_stock;
    inventory::StockLedger m_ledger;
};

} // namespace pos::product
