// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/ConnectionPool.h"

namespace pos::pg {

namespace {

constexpr int kOtherRoleConnections = 3;
constexpr Duration kPauseAfterFailure(200);

} // namespace

QByteArray roleName(DbRole role)
{
    switch (role) {
    case DbRole::App: return QByteArrayLiteral("pos_app");
    case DbRole::System: return QByteArrayLiteral("pos_system");
    case DbRole::Sequencer: return QByteArrayLiteral("pos_sequencer");
    case DbRole::Reader: return QByteArrayLiteral("pos_reader");
    case DbRole::Retention: break;
    }
    return QByteArrayLiteral("pos_retention");
}

ConnectionPool::Lease::~Lease()
{
    if (m_connection)
        m_pool->giveBack(m_role, std::move(m_connection));
}

int ConnectionPool::most(DbRole role) const
{
    return role == DbRole::App ? m_options.connections : kOtherRoleConnections;
}

const QByteArray &ConnectionPool::url(DbRole role) const
{
    return role == DbRole::App || m_options.systemUrl.isEmpty() ? m_options.url : m_options.systemUrl;
}

Result<ConnectionPool::Lease> ConnectionPool::acquire(DbRole role)
{
    std::unique_lock lock(m_mutex);
    Lane &lane = this->lane(role);
    if (!m_freed.wait_for(lock, m_options.acquireDeadline, [&] { return lane.inUse < most(role); }))
        return fail(Error::unavailable(QStringLiteral("database_busy"),
                                       QStringLiteral("All %1 database connections are in use").arg(most(role))));
    ++lane.inUse;
    while (!lane.idle.empty()) {
        std::unique_ptr<Connection> connection = std::move(lane.idle.back());
        lane.idle.pop_back();
        if (connection->isAlive())
            return Lease(this, role, std::move(connection));
    }
    if (std::chrono::steady_clock::now() < m_downUntil) {
        --lane.inUse;
        return fail(m_downError);
    }
    lock.unlock();
    auto opened = Connection::open(url(role), roleName(role));
    if (opened)
        return Lease(this, role, std::move(*opened));
    lock.lock();
    --lane.inUse;
    m_downUntil = std::chrono::steady_clock::now() + kPauseAfterFailure;
    m_downError = opened.error();
    m_freed.notify_one();
    return fail(m_downError);
}

void ConnectionPool::giveBack(DbRole role, std::unique_ptr<Connection> connection)
{
    const bool alive = connection->isAlive() && connection->keepPlansFresh();
    const std::lock_guard lock(m_mutex);
    Lane &lane = this->lane(role);
    --lane.inUse;
    if (alive)
        lane.idle.push_back(std::move(connection));
    m_freed.notify_all();
}

void ConnectionPool::closeIdle()
{
    std::vector<std::unique_ptr<Connection>> closing;
    const std::lock_guard lock(m_mutex);
    for (Lane &lane : m_lanes) {
        std::move(lane.idle.begin(), lane.idle.end(), std::back_inserter(closing));
        lane.idle.clear();
    }
}

int ConnectionPool::inUse() const
{
    const std::lock_guard lock(m_mutex);
    int sum = 0;
    for (const Lane &lane : m_lanes)
        sum += lane.inUse;
    return sum;
}

} // namespace pos::pg
