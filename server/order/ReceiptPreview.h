// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/postgres/Database.h"
#include "server/order/Receipt.h"

namespace pos::order {

// A made-up sale on the shop's receipt, with texts that are not saved yet: the body names those that are to be tried.
Result<Receipt> receiptPreview(pg::Database &database, const Clock &clock, const http::Call &call);

} // namespace pos::order
