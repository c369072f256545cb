// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/runtime/ServiceModule.h"

namespace pos::product {

// product-service: the catalogue and the stock, and the nightly proof that stock equals its ledger.
Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context);

} // namespace pos::product
