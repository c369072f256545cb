// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Connection.h"
#include "server/infra/postgres/Database.h"

#include <array>
#include <condition_variable>
#include <mutex>

namespace pos::pg {

// The PostgreSQL role a DbRole acts as.
QByteArray roleName(DbRole role);

// Connections by role, made when first needed. Thread-safe. A connection that broke, also while idle, is
// replaced, so that a restarted PostgreSQL is found again without restarting the server.
class ConnectionPool {
public:
    explicit ConnectionPool(const Database::Options &options) : m_options(options) { }

    // Holds one connection; gives it back when it goes.
    class Lease {
    public:
        Lease(ConnectionPool *pool, DbRole role, std::unique_ptr<Connection> connection)
            : m_pool(pool), m_role(role), m_connection(std::move(connection))
        {
        }
        Lease(Lease &&) noexcept = default;
        Lease &operator=(Lease &&) = delete;
        ~Lease();
        Connection &operator*() { return *m_connection; }

    private:
        ConnectionPool *m_pool;
        DbRole m_role;
        std::unique_ptr<Connection> m_connection;
    };

    // Waits up to acquireDeadline for a free place; fails at once when PostgreSQL is not there.
    Result<Lease> acquire(DbRole role);
    void closeIdle();
    int inUse() const;

private:
    struct Lane {
        std::vector<std::unique_ptr<Connection>> idle; // the last used is reused first: its caches are warm
        int inUse = 0;
    };
    static constexpr size_t kRoles = 5;
    Lane &lane(DbRole role) { return m_lanes[static_cast<size_t>(role)]; }
    int most(DbRole role) const;
    const QByteArray &url(DbRole role) const;
    void giveBack(DbRole role, std::unique_ptr<Connection> connection);

    const Database::Options m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_freed;
    std::array<Lane, kRoles> m_lanes;
    std::chrono::steady_clock::time_point m_downUntil; // spares a dead server a storm of attempts
    Error m_downError;
};

} // namespace pos::pg
