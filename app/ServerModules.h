// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/runtime/PosServer.h"

namespace pos::app {

// The services this program holds, and its gateway: the one place that knows them all.
std::map<contract::Service, runtime::ModuleFactory> serverModules();
runtime::PosServer::GatewayBuilder gatewayBuilder();

} // namespace pos::app
