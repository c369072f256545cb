// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EmbeddedServer.h"

#include "app/RestoreBackup.h"
#include "app/ServerModules.h"

namespace pos::app {

EmbeddedServer::EmbeddedServer(const config::Settings &settings, const Clock &clock, bool anyPort)
    : m_settings(settings), m_clock(clock), m_anyPort(anyPort)
{
    m_thread.setObjectName(QStringLiteral("server-start"));
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

EmbeddedServer::~EmbeddedServer()
{
    m_leaving = true; // a start that waits for its database ends then
    QMetaObject::invokeMethod(
        &m_worker, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void EmbeddedServer::start()
{
    QMetaObject::invokeMethod(&m_worker, [this] { startHere(); });
}

void EmbeddedServer::startHere()
{
    if (m_server) {
        Q_EMIT started();
        return;
    }
    auto server =
        runtime::PosServer::start({.settings = m_settings,
                                   .clock = m_clock,
                                   .program = QStringLiteral("pos-backoffice"),
                                   .services = {},
                                   .modules = serverModules(),
                                   .gateway = gatewayBuilder(),
                                   .progress = [this](const QString &sentence) { Q_EMIT progressed(sentence); },
                                   .anyPort = m_anyPort,
                                   .givesUp = [this] { return m_leaving.load(); }});
    if (!server) {
        Q_EMIT failed(server.error().detail);
        return;
    }
    m_server = std::move(*server);
    m_port = m_server->port(contract::Service::Gateway);
    Q_EMIT started();
}

void EmbeddedServer::restore(const QString &file)
{
    QMetaObject::invokeMethod(&m_worker, [this, file] {
        m_server.reset();
        const auto done =
            restoreBackup(m_settings, m_clock, file, [this](const QString &sentence) { Q_EMIT progressed(sentence); });
        if (done)
            Q_EMIT restored();
        else
            Q_EMIT restoreFailed(done.error().detail);
        startHere();
    });
}

} // namespace pos::app
