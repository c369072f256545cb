// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/runtime/PosServer.h"

#include <QObject>
#include <QThread>

namespace pos::app {

// The server inside the window's process. Starting and stopping take seconds and block: they run on a
// thread of their own, and the signals arrive on the thread of whoever listens.
class EmbeddedServer : public QObject {
    Q_OBJECT
public:
    // anyPort: for tests, the system chooses the ports.
    EmbeddedServer(const config::Settings &settings, const Clock &clock, bool anyPort = false);
    ~EmbeddedServer() override; // stops, and waits for it

    void start(); // again after failed() too
    // Stops, brings the backup back, and starts again; restored() or restoreFailed() comes before started().
    void restore(const QString &file);
    quint16 port() const { return m_port; } // of the gateway, once started() was said

Q_SIGNALS:
    void progressed(const QString &sentence);
    void started();
    void failed(const QString &sentence);
    void restored();
    void restoreFailed(const QString &sentence); // and everything is as it was

private:
    void startHere(); // on m_thread

    const config::Settings &m_settings;
    const Clock &m_clock;
    const bool m_anyPort;
    std::atomic<bool> m_leaving = false;
    std::atomic<quint16> m_port = 0;
    QThread m_thread;
    QObject m_worker; // lives on m_thread
    std::unique_ptr<runtime::PosServer> m_server; // touched on m_thread alone
};

} // namespace pos::app
