// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inventory/StockLedger.h"
#include "server/product/StockRepository.h"

namespace pos::product {

// What a document entered by hand changes: units brought to the product's own, exactly, and counts
// turned into the difference to what is on hand (so lock the items first). All wrong lines at once.
Result<QList<inventory::StockChange>> changesOf(const contract::StockEntry &entry, const StockRepository::Items &items);

} // namespace pos::product
