// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportWork.h"

namespace pos::product {

// The catalogue's and the stock's part of an import of past sales: first every SKU that the shop does not
// have becomes a product, then the invoices without prices become stock adjustments. The orders follow in
// order-service.
class SaleCatalogue {
public:
    static constexpr int kBatch = 100;

    explicit SaleCatalogue(const Clock &clock) : m_clock(clock) { }

    Result<void> makeProducts(pg::Transaction &tx, imports::Import &import);
    Result<void> adjustStock(pg::Transaction &tx, imports::Import &import);

private:
    const Clock &m_clock;
};

} // namespace pos::product
