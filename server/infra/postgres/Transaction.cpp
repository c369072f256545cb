// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Transaction.h"

#include "server/infra/postgres/Connection.h"
#include "server/infra/postgres/Database.h"
#include "server/infra/trace/Scope.h"

namespace pos::pg {

namespace {

constexpr Duration kNoWork = std::chrono::seconds(1);
constexpr Statement kBegin{"tx_begin", "BEGIN", kNoWork};
constexpr Statement kBeginReadOnly{"tx_begin_read_only", "BEGIN READ ONLY", kNoWork};
constexpr Statement kCommit{"tx_commit", "COMMIT"};
constexpr Statement kRollback{"tx_rollback", "ROLLBACK"};
constexpr Statement kSetTenant{"tx_set_tenant", "SELECT set_config('pos.tenant', $1, true)", kNoWork};
// What pg_stat_activity, the lock monitor and PostgreSQL's log show of a traced statement. A comment in the SQL would
// make each statement a new one to plan.
constexpr Statement kSetTrace{"tx_set_trace", "SELECT set_config('application_name', $1, true)", kNoWork};
constexpr Statement kSetTimeout{"tx_set_timeout", "SELECT set_config('statement_timeout', $1, true)", kNoWork};

} // namespace

Transaction::Transaction(Connection &connection, const Scope &scope)
    : m_connection(connection), m_scope(scope), m_timeout(Connection::kDefaultDeadline)
{
}

Transaction::~Transaction()
{
    if (m_begun && !m_finished)
        rollback();
}

Result<Rows> Transaction::run(const Statement &statement, const Params &params)
{
    queue(statement, params);
    POS_TRY(auto rows, send(false));
    return std::move(rows.back());
}

size_t Transaction::queue(const Statement &statement, const Params &params)
{
    m_queue.push_back({&statement, params});
    return m_queue.size() - 1;
}

Result<std::vector<Rows>> Transaction::flush()
{
    return send(false);
}

Result<std::vector<Rows>> Transaction::commit()
{
    return send(true);
}

Result<std::vector<Rows>> Transaction::send(bool withCommit)
{
    if (m_failure)
        return fail(*m_failure);
    if (m_finished)
        return fail(Error::internal(QStringLiteral("the transaction is over")));
    const std::vector<Queued> queued = std::move(m_queue);
    m_queue.clear();
    if (queued.empty() && !(withCommit && m_begun)) {
        m_finished = withCommit;
        return std::vector<Rows>();
    }

    std::vector<Connection::Command> commands;
    std::vector<Params> ours; // what the commands below point to
    ours.reserve(queued.size() + 3);
    std::vector<size_t> wanted;
    const auto add = [&](const Statement &statement, const Params &params) {
        commands.push_back({&statement, &params});
    };
    static const Params kNone;
    const bool beginsNow = !m_begun;
    if (beginsNow) {
        add(m_scope.readOnly ? kBeginReadOnly : kBegin, kNone);
        if (!m_scope.tenant.isNull())
            add(kSetTenant, ours.emplace_back(m_scope.tenant));
        if (const trace::Context *context = trace::current(); context && context->isRecorded())
            add(kSetTrace, ours.emplace_back(QStringLiteral("pos/") + QString::fromLatin1(context->traceparent)));
    }
    for (const Queued &item : queued) {
        if (item.statement->deadline != m_timeout) {
            m_timeout = item.statement->deadline;
            add(kSetTimeout, ours.emplace_back(QString::number(m_timeout.count())));
        }
        wanted.push_back(commands.size());
        add(*item.statement, item.params);
    }
    if (withCommit)
        add(kCommit, kNone);
    m_begun = true;

    auto all = m_connection.pipeline(commands);
    if (!all) {
        m_failure = all.error().error;
        // A connection lost while COMMIT was under way: nobody knows whether it was done, so never again.
        m_repeatable = all.error().isTransient && !(withCommit && all.error().connectionIsDead);
        rollback();
        return fail(*m_failure);
    }
    m_finished = withCommit;
    std::vector<Rows> rows;
    rows.reserve(wanted.size());
    for (const size_t index : wanted)
        rows.push_back(std::move((*all)[index]));
    return rows;
}

void Transaction::rollback()
{
    m_finished = true;
    if (!m_connection.isAlive())
        return;
    static const Params kNone;
    const Connection::Command command{&kRollback, &kNone};
    m_connection.pipeline({&command, 1}); // when this fails the connection is dead and will be replaced
}

} // namespace pos::pg
