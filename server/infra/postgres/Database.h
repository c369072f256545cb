// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Transaction.h"

#include <functional>
#include <optional>
#include <type_traits>

namespace pos::pg {

// Whose rights a transaction has (database.md, Roles): App sees the rows of the tenant that is set,
// System passes row-level security, Sequencer appends to the ledger.
enum class DbRole { App, System, Sequencer, Reader, Retention };

struct Scope {
    DbRole role = DbRole::App;
    Id tenant; // null: not set, so that a policy that needs it fails
    bool readOnly = false;
};

class ConnectionPool;

// The database as services see it. Thread-safe; each call works on the calling thread and blocks it,
// so never call from an HTTP or GUI thread. Lost connections are replaced; serialization failures
// and deadlocks are tried again up to three times, so the work must be repeatable: no side effects
// outside the transaction.
class Database {
public:
    struct Options {
        QByteArray url;            // libpq connection string or URI; several hosts are allowed
        QByteArray systemUrl = {}; // empty: the same server, SET ROLE
        int connections = 8;       // for App; the other roles share a few
        Duration acquireDeadline = std::chrono::seconds(5);
    };

    explicit Database(const Options &options);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    // Runs work(Transaction &) → Result<T>; a value commits, an error rolls back.
    template<class Work>
    auto transact(const Scope &scope, Work work) -> std::invoke_result_t<Work, Transaction &>
    {
        std::optional<std::invoke_result_t<Work, Transaction &>> outcome;
        const Result<void> done = runWork(scope, [&](Transaction &tx) -> Result<void> {
            outcome.emplace(work(tx));
            if (!*outcome)
                return fail(outcome->error());
            return {};
        });
        if (!done)
            return fail(done.error());
        return std::move(*outcome);
    }

    template<class Work>
    auto forTenant(const Id &tenant, Work work)
    {
        return transact(Scope{DbRole::App, tenant}, std::move(work));
    }
    template<class Work>
    auto asSystem(Work work)
    {
        return transact(Scope{DbRole::System, Id()}, std::move(work));
    }

    // One small query, for /ready: the error says what to do.
    Result<void> ping();
    int activeConnections() const;
    // Lets go of idle connections, e.g. before PostgreSQL stops.
    void closeIdle();

private:
    Result<void> runWork(const Scope &scope, const std::function<Result<void>(Transaction &)> &work);
    std::unique_ptr<ConnectionPool> m_pool;
};

} // namespace pos::pg
