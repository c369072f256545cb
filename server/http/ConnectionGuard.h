// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Limits.h"
#include "server/http/MemoryBudget.h"
#include "server/http/MessageScanner.h"
#include "server/http/Response.h"

#include <QObject>

#include <atomic>
#include <memory>

class QTcpSocket;

namespace pos::http {

// One per connection, a child of its socket. Withholds bytes from QAbstractHttpServer until a request is complete.
class ConnectionGuard : public QObject {
    Q_OBJECT

public:
    ConnectionGuard(QTcpSocket *socket, quint64 id, const Limits &limits, MessageScanner::BodyLimit bodyLimit,
                    std::shared_ptr<MemoryBudget> budget);
    ~ConnectionGuard() override;

    quint64 id() const { return m_id; }
    quint64 serial() const { return m_serial; }
    bool isWorking() const { return m_state == State::Working; }
    const MessageScanner &message() const { return m_scanner; }

    // Called when QAbstractHttpServer hands over a request; false when it read other bytes than the scanner did.
    bool takeMessage(qint64 parsedBodyBytes, qint64 parsedFields);
    // The call that handed the request over has returned; an answer that comes later wakes the reading itself.
    void handedOver();
    std::shared_ptr<const std::atomic<bool>> goneFlag() const { return m_gone; }
    std::shared_ptr<const MemoryShare> share() const { return m_share; }
    void answer(const Response &response);
    // Answers what never became a request, and closes.
    void reject(int status, const QByteArray &detail);
    void closeAfterAnswer();
    void checkDeadline(qint64 nowMs);

    static qint64 nowMs();

Q_SIGNALS:
    void placeFreed();
    void rejected(int status, const QByteArray &detail);

private:
    enum class State { Reading, Released, Working, Sending, Closing };

    void onReadyRead();
    void onBytesWritten();
    void scan();
    void hideAll();
    void discardAll();
    void startReading();
    void closeGracefully();
    void shutdownWhenFlushed();
    bool reserve();
    void wakeReading();
    void onGone();
    void extend(qint64 ms) { m_deadlineMs = nowMs() + ms; }

    QTcpSocket *m_socket;
    const Limits &m_limits;
    MessageScanner m_scanner;
    std::shared_ptr<MemoryBudget> m_budget;
    std::shared_ptr<MemoryShare> m_share;
    std::shared_ptr<std::atomic<bool>> m_gone = std::make_shared<std::atomic<bool>>(false);
    const quint64 m_id;
    quint64 m_serial = 0;
    qint64 m_deadlineMs = 0, m_bodyDeadlineMs = 0, m_releasedBytes = 0;
    State m_state = State::Reading;
    bool m_shutdownSent = false, m_continueSent = false, m_later = false, m_lastAnswer = false, m_left = false;
};

} // namespace pos::http
