// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/imports/ImportHost.h"

namespace pos::product {

using imports::Import;
using imports::Kind;
using imports::Phase;
using imports::Status;

ImportHost::ImportHost(const runtime::ServerContext &context)
    : m_sealer(context.keys, context.subjectKeys, context.cipher), m_service(context.database, context.clock, m_sealer),
      m_check(context.database, context.clock, m_sealer), m_work(context.database, context.clock, m_sealer),
      m_products(m_work, context.clock), m_sales(context.clock), m_routes(context.clock, m_service)
{
}

runtime::Job ImportHost::job()
{
    runtime::Job job;
    job.name = "imports";
    job.every = std::chrono::milliseconds(500);
    job.run = [this](const std::atomic<bool> &stop) { return work([&stop] { return stop.load(); }); };
    return job;
}

Result<void> ImportHost::work(const std::function<bool()> &stopping)
{
    POS_TRY(const auto toCheck, m_work.waiting(Status::Checking, Phase::Catalogue));
    for (const auto &one : toCheck)
        POS_CHECK(m_check.run(one.tenant, one.id, stopping));
    POS_CHECK(m_work.run(
        Status::Running, Phase::Catalogue,
        [this](pg::Transaction &tx, Import &import) {
            return import.kind == Kind::Products ? m_products.apply(tx, import) : m_sales.makeProducts(tx, import);
        },
        stopping));
    POS_CHECK(m_work.run(
        Status::Running, Phase::Stock,
        [this](pg::Transaction &tx, Import &import) { return m_sales.adjustStock(tx, import); }, stopping));
    return m_work.run(
        Status::Undoing, Phase::Catalogue,
        [this](pg::Transaction &tx, Import &import) { return m_products.undo(tx, import); }, stopping);
}

} // namespace pos::product
