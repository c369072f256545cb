// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/infra/outbox/EventBus.h"
#include "server/runtime/Scheduler.h"
#include "server/runtime/ServerContext.h"

#include <functional>
#include <memory>
#include <vector>

namespace pos::runtime {

// A part /ready asks about. `check` runs on a worker; its error says what is wrong and what helps.
struct ReadinessCheck {
    QByteArray part; // "smtp"
    std::function<Result<void>()> check;
    bool isNeeded = true; // false: without it the service stays ready, and only says so
};

// One service as the server sees it. Each service folder has one function that makes it:
//
//     namespace pos::order { Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &); }
struct ServiceModule {
    contract::Service service;
    std::function<void(http::Endpoints &)> bind;
    std::vector<Job> jobs = {};
    std::vector<outbox::Consumer> consumers = {};
    std::vector<ReadinessCheck> checks = {}; // besides database and keys, which are always asked
    std::shared_ptr<void> owner = {};        // keeps alive what the functions above refer to
};

using ModuleFactory = std::function<Result<ServiceModule>(const ServerContext &)>;

} // namespace pos::runtime
