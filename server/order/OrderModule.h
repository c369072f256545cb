// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/runtime/ServiceModule.h"

namespace pos::order {

// The order-service, with the nightly sweep of idempotency keys older than 30 days.
Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context);

} // namespace pos::order
