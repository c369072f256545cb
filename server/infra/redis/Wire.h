// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/redis/Client.h"
#include "server/infra/redis/Lane.h"
#include "server/infra/redis/Protocol.h"

#include <QSslSocket>
#include <QTimer>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace pos::redis {

// The client's side that lives on its thread: socket, protocol, and who waits for which answer. What other threads
// hand over goes through one mailbox under a lock of ours.
class Wire : public QObject {
    Q_OBJECT

public:
    using SteadyTime = std::chrono::steady_clock::time_point;
    struct Exchange {
        QByteArray bytes;
        size_t replies = 0;
        Client::Answers answers;
        SteadyTime asked = {};
        std::vector<Reply> got = {};
    };

    Wire(Client::Options options, Client::Observer observer, Client::StateObserver changed);

    // From any thread.
    const Client::Options &options() const { return m_options; }
    void post(Exchange exchange);
    void postLater(Duration time, std::function<void()> work);
    Result<void> state() const;
    bool waitForFirstAttempt(Duration atMost);
    std::optional<Duration> connectedFor() const;
    std::optional<Lane::Place> place() const; // nothing while there is no connection
    // After its thread was joined, by whom joined it: ThreadSanitizer cannot see Qt's join, but sees this lock.
    void takeOver() const;

public Q_SLOTS:
    // On its thread alone.
    void open();
    void close();

private Q_SLOTS:
    void takeMail();

private:
    enum class Phase { Away, Connecting, Greeting, Ready };
    static constexpr size_t kMostWaiting = 20'000;

    void connectNow();
    void greet();
    void greeted(const Result<std::vector<Reply>> &replies);
    void send(Exchange exchange);
    void read();
    void finish(Exchange &exchange, const Result<std::vector<Reply>> &result);
    void lose(ErrorCode code, const QString &why);
    void watchDeadlines();
    void setState(Phase phase, Error error);
    void loadAuthorities();
    QString named(const QString &why) const;

    const Client::Options m_options;
    const Client::Observer m_observer;
    const Client::StateObserver m_stateObserver;
    const QString m_host;
    const quint16 m_port;

    // Of its thread.
    QTcpSocket *m_socket = nullptr;
    QSslSocket *m_tls = nullptr; // the same one, where it speaks TLS
    QTimer *m_retry = nullptr;
    QTimer *m_watch = nullptr;
    Protocol m_protocol;
    std::deque<Exchange> m_waiting;
    SteadyTime m_connectingSince;
    int m_failures = 0;
    std::optional<QString> m_told; // why it is away; empty: it is there
    bool m_closed = false;

    // Of all.
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Phase m_phase = Phase::Away;
    Error m_error;
    bool m_attempted = false;
    bool m_stopped = false;
    SteadyTime m_readySince;
    Lane::Place m_place;
    std::vector<Exchange> m_mail;
    std::vector<std::pair<Duration, std::function<void()>>> m_laterMail;
};

} // namespace pos::redis
