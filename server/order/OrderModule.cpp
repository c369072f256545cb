// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderModule.h"

#include "server/infra/metrics/ServiceMetrics.h"
#include "server/order/OrderRoutes.h"
#include "server/order/SaleImport.h"

namespace pos::order {

namespace {

constexpr int kSweepAt = 3 * 60 + 40; // minutes after midnight
constexpr int kSweepChunk = 5000;

// In pieces, so that no sale waits for the sweep.
constexpr pg::Statement kSweep{"order_sweep_keys", R"(
    DELETE FROM shop.idempotency_keys WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM shop.idempotency_keys WHERE created_at < $1::timestamptz - interval '30 days' LIMIT $2)))"};

Result<void> sweepKeys(pg::Database &database, const Clock &clock, metrics::Cleanup &cleanup,
                       const std::atomic<bool> &stop)
{
    const auto began = std::chrono::steady_clock::now();
    qint64 swept = kSweepChunk;
    while (swept == kSweepChunk && !stop) {
        POS_TRY(swept, database.asSystem([&](pg::Transaction &tx) -> Result<qint64> {
            POS_TRY(const pg::Rows rows, tx.run(kSweep, pg::Params(clock.now(), kSweepChunk)));
            return rows.affected();
        }));
        cleanup.processed(swept);
    }
    if (!stop)
        cleanup.succeeded(clock.now(), std::chrono::steady_clock::now() - began);
    return {};
}

} // namespace

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    auto routes = std::make_shared<OrderRoutes>(context.database, context.clock);
    runtime::ServiceModule module;
    module.service = contract::Service::Order;
    module.bind = [routes = routes.get()](http::Endpoints &endpoints) { routes->bind(endpoints); };
    module.owner = routes;
    runtime::Job sweep;
    sweep.name = "idempotency-keys";
    sweep.dailyAt = kSweepAt;
    sweep.run = [&database = context.database, &clock = context.clock,
                 cleanup = context.metrics.cleanup("idempotency_keys")](const std::atomic<bool> &stop) mutable {
        return sweepKeys(database, clock, cleanup, stop);
    };
    module.jobs.push_back(std::move(sweep));
    runtime::Job imports;
    imports.name = "sale-imports";
    imports.every = std::chrono::milliseconds(500);
    imports.run = [import = std::make_shared<SaleImport>(context)](const std::atomic<bool> &stop) {
        return import->work([&stop] { return stop.load(); });
    };
    module.jobs.push_back(std::move(imports));
    return module;
}

} // namespace pos::order
