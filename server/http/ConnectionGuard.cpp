// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/ConnectionGuard.h"

#include "server/http/ProblemMapper.h"

#include <QTcpSocket>

#include <sys/socket.h>

#include <array>
#include <chrono>
#include <utility>

namespace pos::http {

ConnectionGuard::ConnectionGuard(QTcpSocket *socket, quint64 id, const Limits &limits,
                                 MessageScanner::BodyLimit bodyLimit, std::shared_ptr<MemoryBudget> budget)
    : QObject(socket), m_socket(socket), m_limits(limits), m_scanner(limits, std::move(bodyLimit)),
      m_budget(std::move(budget)), m_id(id)
{
    connect(socket, &QTcpSocket::disconnected, this, &ConnectionGuard::onGone);
    connect(socket, &QTcpSocket::readyRead, this, &ConnectionGuard::onReadyRead);
    connect(socket, &QTcpSocket::bytesWritten, this, &ConnectionGuard::onBytesWritten);
    m_socket->setReadBufferSize(m_limits.headBytes + m_limits.pipelinedBytes);
    extend(m_limits.idleMs);
}

ConnectionGuard::~ConnectionGuard()
{
    onGone();
}

// A worker may still hold the request; its answer will find nobody under this connection's id.
void ConnectionGuard::onGone()
{
    m_gone->store(true, std::memory_order_relaxed);
    if (!std::exchange(m_left, true))
        Q_EMIT placeFreed();
}

qint64 ConnectionGuard::nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// QAbstractHttpServer's slot runs after this one in the same emission and cannot be vetoed. Whatever is not a complete
// request is therefore moved behind the read position of an open transaction: its parser then finds zero bytes.
void ConnectionGuard::onReadyRead()
{
    if (m_state == State::Closing)
        discardAll();
    else if (m_socket->state() != QAbstractSocket::ConnectedState || m_state == State::Sending
             || m_state == State::Working)
        hideAll();
    else if (m_state == State::Released)
        reject(400, "malformed request");
    else
        scan();
}

void ConnectionGuard::scan()
{
    if (!m_socket->isTransactionStarted())
        m_socket->startTransaction();
    std::array<char, 16 * 1024> buffer;
    for (;;) {
        const qint64 got = m_socket->read(buffer.data(), qint64(buffer.size()));
        if (got <= 0)
            break;
        if (!m_scanner.started())
            extend(m_limits.headMs);
        const bool headWasComplete = m_scanner.headComplete();
        const auto verdict = m_scanner.feed(QByteArrayView(buffer.data(), got));
        if (verdict == MessageScanner::Verdict::Rejected) {
            reject(m_scanner.status(), m_scanner.detail());
            return;
        }
        if (verdict == MessageScanner::Verdict::Complete) {
            if (!reserve())
                return;
            m_socket->rollbackTransaction();
            m_releasedBytes = m_socket->bytesAvailable();
            m_state = State::Released;
            extend(m_limits.lingerMs);
            return;
        }
        if (!m_scanner.headComplete())
            continue;
        if (!reserve())
            return;
        extend(m_limits.bodyStallMs);
        if (!headWasComplete) {
            m_bodyDeadlineMs = nowMs() + m_limits.bodyTotalMs;
            m_socket->setReadBufferSize(m_limits.wireBytes(m_scanner.bodyLimit()) + m_limits.pipelinedBytes);
        }
    }
    if (m_scanner.headComplete() && m_scanner.wantsContinue() && !m_continueSent) {
        m_continueSent = true;
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

bool ConnectionGuard::reserve()
{
    if (!m_share)
        m_share = std::make_shared<MemoryShare>(m_budget);
    if (m_share->growTo(m_scanner.announcedBytes()))
        return true;
    reject(503, "the server holds as many bodies as it can");
    return false;
}

void ConnectionGuard::hideAll()
{
    if (!m_socket->isTransactionStarted())
        m_socket->startTransaction();
    std::array<char, 16 * 1024> buffer;
    while (m_socket->read(buffer.data(), qint64(buffer.size())) > 0) { }
}

void ConnectionGuard::discardAll()
{
    if (m_socket->isTransactionStarted())
        m_socket->rollbackTransaction();
    m_socket->skip(m_socket->bytesAvailable());
}

bool ConnectionGuard::takeMessage(qint64 parsedBodyBytes, qint64 parsedFields)
{
    const bool agreed = m_state == State::Released && parsedBodyBytes == m_scanner.bodyBytes()
                        && parsedFields == m_scanner.fields()
                        && m_socket->bytesAvailable() == m_releasedBytes - m_scanner.wireBytes();
    m_state = State::Working;
    ++m_serial;
    return agreed;
}

void ConnectionGuard::handedOver()
{
    m_share.reset(); // the request has its own copy
    m_later = m_state == State::Working;
}

void ConnectionGuard::wakeReading()
{
    if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(m_socket, &QIODevice::readyRead, Qt::QueuedConnection);
}

void ConnectionGuard::answer(const Response &response)
{
    const bool later = std::exchange(m_later, false);
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    const bool keepAlive = m_scanner.keepAlive() && !m_lastAnswer;
    m_socket->write(response.toWire(keepAlive ? Response::Connection::KeepAlive : Response::Connection::Close,
                                    m_scanner.method() == "HEAD" ? Response::Body::Omit : Response::Body::Send));
    // Without the flush every answer waits for one more turn of the event loop.
    m_socket->flush();
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    if (!keepAlive) {
        closeGracefully();
    } else if (m_socket->bytesToWrite() > m_limits.unsentBytes) {
        m_state = State::Sending;
        extend(m_limits.sendStallMs);
    } else {
        startReading();
    }
    // Inside handleRequest QAbstractHttpServer queues the signal itself; what it queued while the worker
    // worked has been used up.
    if (later)
        wakeReading();
}

void ConnectionGuard::reject(int status, const QByteArray &detail)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState) {
        hideAll();
        return;
    }
    Q_EMIT rejected(status, detail);
    const bool head = m_scanner.method() == "HEAD";
    m_share.reset();
    Response response = refusal(status, detail);
    if (status == 405)
        response.headers.emplaceBack("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
    m_socket->write(response.toWire(Response::Connection::Close, head ? Response::Body::Omit : Response::Body::Send));
    m_socket->flush();
    closeGracefully();
}

void ConnectionGuard::startReading()
{
    if (m_socket->isTransactionStarted())
        m_socket->rollbackTransaction();
    m_scanner.reset();
    m_continueSent = false;
    m_share.reset();
    m_state = State::Reading;
    m_socket->setReadBufferSize(m_limits.headBytes + m_limits.pipelinedBytes);
    extend(m_limits.idleMs);
}

// close() with unread bytes makes the kernel send RST, which can destroy the answer before the client has read it:
// stop sending first, then read and drop until the client closes or the time is up.
void ConnectionGuard::closeGracefully()
{
    m_state = State::Closing;
    extend(m_limits.sendStallMs);
    discardAll();
    shutdownWhenFlushed();
}

void ConnectionGuard::shutdownWhenFlushed()
{
    if (m_shutdownSent || m_socket->bytesToWrite() > 0)
        return;
    m_shutdownSent = true;
    extend(m_limits.lingerMs);
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void ConnectionGuard::onBytesWritten()
{
    if (m_state == State::Closing) {
        if (!m_shutdownSent)
            extend(m_limits.sendStallMs);
        shutdownWhenFlushed();
    } else if (m_state == State::Sending) {
        extend(m_limits.sendStallMs);
        if (m_socket->bytesToWrite() > m_limits.unsentBytes / 2)
            return;
        startReading();
        wakeReading();
    }
}

void ConnectionGuard::closeAfterAnswer()
{
    m_lastAnswer = true;
    if (m_state == State::Reading && !m_scanner.started())
        closeGracefully();
}

void ConnectionGuard::checkDeadline(qint64 now)
{
    const bool bodyOverdue = m_state == State::Reading && m_scanner.headComplete() && now >= m_bodyDeadlineMs;
    if (m_state == State::Working || (now < m_deadlineMs && !bodyOverdue))
        return;
    if (m_state != State::Reading)
        m_socket->abort();
    else if (m_scanner.started())
        reject(408, m_scanner.headComplete() ? "body took too long" : "head took too long");
    else
        closeGracefully();
}

} // namespace pos::http
