// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Database.h"

#include "server/infra/postgres/ConnectionPool.h"
#include "server/infra/trace/Scope.h"

#include <QRandomGenerator>

#include <thread>

namespace pos::pg {

namespace {

constexpr int kAttempts = 4; // the first and up to three more
constexpr Statement kPing{"db_ping", "SELECT 1", std::chrono::seconds(2)};

} // namespace

Database::Database(const Options &options) : m_pool(std::make_unique<ConnectionPool>(options))
{
}

Database::~Database() = default;

Result<void> Database::runWork(const Scope &scope, const std::function<Result<void>(Transaction &)> &work)
{
    trace::Step step("transaction", trace::Span::Kind::Client);
    step.add("db.system.name", "postgresql");
    for (int attempt = 1;; ++attempt) {
        POS_TRY(auto lease, m_pool->acquire(scope.role));
        bool repeatable = false;
        Result<void> outcome;
        {
            Transaction tx(*lease, scope);
            outcome = work(tx);
            if (outcome && !tx.isFinished()) {
                if (const auto committed = tx.commit(); !committed)
                    outcome = fail(committed.error());
            }
            if (outcome && tx.failure()) // the work went on as if nothing had happened
                outcome = fail(*tx.failure());
            repeatable = tx.isRepeatable();
        }
        if (outcome || !repeatable || attempt == kAttempts) {
            if (!outcome)
                step.setFailed();
            return outcome;
        }
        // Two that met in a deadlock must not meet again in step.
        std::this_thread::sleep_for(Duration(QRandomGenerator::global()->bounded(5, 20) * attempt));
    }
}

Result<void> Database::ping()
{
    return transact(Scope{DbRole::App, Id(), true}, [](Transaction &tx) -> Result<void> {
        POS_CHECK(tx.run(kPing));
        return {};
    });
}

int Database::activeConnections() const
{
    return m_pool->inUse();
}

void Database::closeIdle()
{
    m_pool->closeIdle();
}

} // namespace pos::pg
