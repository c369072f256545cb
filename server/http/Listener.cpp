// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Listener.h"

#include "server/http/ProblemMapper.h"
#include "server/http/RateLimiter.h"

#include <QDeadlineTimer>
#include <QTcpSocket>

#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace pos::http {

namespace {

QHostAddress addressKey(int descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    return clientOf(QHostAddress(reinterpret_cast<sockaddr *>(&storage)));
}

} // namespace

Listener::Listener(const Limits &limits, MessageScanner::BodyLimit bodyLimit, std::shared_ptr<MemoryBudget> budget,
                   QObject *parent)
    : QTcpServer(parent), m_limits(limits), m_bodyLimit(std::move(bodyLimit)), m_budget(std::move(budget))
{
    setListenBacklogSize(1024);
    connect(&m_sweeper, &QTimer::timeout, this, &Listener::sweep);
    m_sweeper.start(m_limits.sweepMs);
    // QTcpServer stops accepting for good when descriptors run out.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(m_limits.sweepMs, this, &QTcpServer::resumeAccepting); });
}

Listener::~Listener()
{
    const QList<QTcpSocket *> sockets = findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    // The last answers may take a moment to leave, but nobody holds up the end for longer.
    const QDeadlineTimer patience(m_limits.lingerMs / 2);
    for (QTcpSocket *socket : sockets) {
        while (socket->bytesToWrite() > 0 && !patience.hasExpired()
               && socket->waitForBytesWritten(int(patience.remainingTime()))) { }
    }
    qDeleteAll(sockets); // while the members they report to are still there
    for (const Refused &refused : m_lingering)
        ::close(refused.descriptor);
}

void Listener::incomingConnection(qintptr descriptor)
{
    const int fd = static_cast<int>(descriptor);
    const QHostAddress key = addressKey(fd);
    if (m_places >= m_limits.connections || m_perAddress.value(key) >= m_limits.connectionsPerAddress) {
        refuse(fd, key);
        return;
    }
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(fd);
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto *guard = new ConnectionGuard(socket, m_nextId++, m_limits, m_bodyLimit, m_budget);
    m_bySocket.insert(socket, guard);
    m_byId.insert(guard->id(), guard);
    ++m_places;
    ++m_perAddress[key];
    connect(guard, &ConnectionGuard::placeFreed, this, [this, key] { freePlace(key); });
    connect(guard, &ConnectionGuard::rejected, this,
            [this, peer = socket->peerAddress()](int status, const QByteArray &detail) {
                Q_EMIT refused(peer, status, detail);
            });
    connect(socket, &QObject::destroyed, this, [this, socket, id = guard->id()] {
        m_bySocket.remove(socket);
        m_byId.remove(id);
    });
    addPendingConnection(socket);
}

void Listener::freePlace(const QHostAddress &key)
{
    --m_places;
    if (--m_perAddress[key] <= 0)
        m_perAddress.remove(key);
}

void Listener::refuse(int descriptor, const QHostAddress &key)
{
    Q_EMIT refused(key, 503, "too many connections");
    const QByteArray wire =
        refusal(503, "too many connections").toWire(Response::Connection::Close, Response::Body::Send);
    [[maybe_unused]] const auto sent =
        ::send(descriptor, wire.data(), size_t(wire.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::shutdown(descriptor, SHUT_WR);
    if (std::ssize(m_lingering) >= m_limits.lingeringRefusals) {
        closeRefused(m_lingering.front());
        m_lingering.pop_front();
    }
    m_lingering.push_back({descriptor, ConnectionGuard::nowMs() + m_limits.lingerMs});
}

void Listener::closeRefused(const Refused &refused)
{
    std::array<char, 4096> buffer;
    for (int i = 0; i < 16 && ::recv(refused.descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT) > 0; ++i) { }
    ::close(refused.descriptor);
}

void Listener::stopAccepting()
{
    close();
    const auto guards = m_byId;
    for (ConnectionGuard *guard : guards)
        guard->closeAfterAnswer();
}

void Listener::sweep()
{
    const qint64 now = ConnectionGuard::nowMs();
    while (!m_lingering.empty() && m_lingering.front().closeAtMs <= now) {
        closeRefused(m_lingering.front());
        m_lingering.pop_front();
    }
    // A copy, because a guard that gives up may take its socket out of the table.
    const auto guards = m_byId;
    for (ConnectionGuard *guard : guards)
        guard->checkDeadline(now);
}

} // namespace pos::http
