// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/ConnectionGuard.h"
#include "server/http/Limits.h"

#include <QHash>
#include <QHostAddress>
#include <QTcpServer>
#include <QTimer>

#include <deque>

namespace pos::http {

// Accepts connections within the limits, gives each its guard before anyone else sees it, and watches the clock.
class Listener : public QTcpServer {
    Q_OBJECT

public:
    Listener(const Limits &limits, MessageScanner::BodyLimit bodyLimit, std::shared_ptr<MemoryBudget> budget,
             QObject *parent = nullptr);
    ~Listener() override;

    ConnectionGuard *guardOf(const QTcpSocket *socket) const { return m_bySocket.value(socket); }
    ConnectionGuard *guardOf(quint64 id) const { return m_byId.value(id); }

    int places() const { return m_places; }
    // Stops listening; every connection is closed after the answer it waits for.
    void stopAccepting();

Q_SIGNALS:
    void refused(const QHostAddress &peer, int status, const QByteArray &detail);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Refused {
        int descriptor;
        qint64 closeAtMs;
    };

    void refuse(int descriptor, const QHostAddress &key);
    void closeRefused(const Refused &refused);
    void freePlace(const QHostAddress &key);
    void sweep();

    const Limits m_limits;
    const MessageScanner::BodyLimit m_bodyLimit;
    std::shared_ptr<MemoryBudget> m_budget;
    QHash<const QTcpSocket *, ConnectionGuard *> m_bySocket;
    QHash<quint64, ConnectionGuard *> m_byId;
    QHash<QHostAddress, int> m_perAddress;
    std::deque<Refused> m_lingering;
    QTimer m_sweeper;
    quint64 m_nextId = 1;
    int m_places = 0;
};

} // namespace pos::http
