// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditModule.h"

#include "server/audit/AuditInbox.h"
#include "server/audit/AuditRoutes.h"
#include "server/audit/Sequencer.h"
#include "server/infra/logging/Logger.h"
#include "server/infra/metrics/ServiceMetrics.h"

namespace pos::audit {

namespace {

// What a process left in the inbox when it ended between taking events in and appending them.
constexpr Duration kSweepEvery = std::chrono::seconds(5);
constexpr int kPartitionsAt = 3 * 60 + 10; // 03:10

struct AuditService {
    AuditService(const runtime::ServerContext &context)
        : sequencer(context.database, context.clock,
                    [&metrics = context.metrics](qint64 n) { metrics.auditPersisted(n); }),
          routes(context.database, context.clock)
    {
    }
    Sequencer sequencer;
    AuditRoutes routes;
};

} // namespace

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    const auto service = std::make_shared<AuditService>(context);
    const auto append = [service]() -> Result<void> {
        POS_CHECK(service->sequencer.appendAll());
        return {};
    };
    logging::Logger &log = context.log;

    runtime::ServiceModule module{contract::Service::Audit,
                                  [service](http::Endpoints &endpoints) { service->routes.bind(endpoints); }};
    module.jobs = {
        {"audit-append", kSweepEvery, {}, [append](const std::atomic<bool> &) { return append(); }},
        {"audit-partitions",
         {},
         kPartitionsAt,
         [service](const std::atomic<bool> &) { return service->sequencer.makePartitions(); }},
    };
    module.consumers = {{"audit-service", {"pos.audit.v1"}, receive, [append, &log] {
                             if (const Result<void> done = append(); !done)
                                 log.error("audit events wait in the inbox", done.error());
                         }}};
    module.owner = service;
    return module;
}

} // namespace pos::audit
