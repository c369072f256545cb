// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Product.h"
#include "server/infra/postgres/Rows.h"

namespace pos::product {

// Rows of the repository's statements as documents.
QList<contract::ProductUnit> unitsOf(const pg::Row &row); // its column "units"
contract::Product productOf(const pg::Row &row);
contract::Variant variantOf(const pg::Row &row);

} // namespace pos::product
