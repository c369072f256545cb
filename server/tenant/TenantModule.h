// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/runtime/ServiceModule.h"

namespace pos::tenant {

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context);

} // namespace pos::tenant
