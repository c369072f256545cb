// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/ConnectionMonitor.h"

#include "ui/api/ApiClient.h"

#include <chrono>

namespace pos::ui {

using namespace std::chrono_literals;

namespace {
constexpr int kLongestPause = 16; // seconds
}

ConnectionMonitor::ConnectionMonitor(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &ConnectionMonitor::tick);
    connect(&client, &ApiClient::onlineChanged, this, &ConnectionMonitor::onlineChanged);
}

bool ConnectionMonitor::isOnline() const
{
    return m_client.isOnline();
}

void ConnectionMonitor::onlineChanged(bool online)
{
    if (online) {
        m_tick.stop();
        m_pause = 1;
        m_left = 0;
        Q_EMIT changed();
        Q_EMIT restored();
        return;
    }
    m_left = m_pause;
    m_tick.start();
    Q_EMIT changed();
}

void ConnectionMonitor::tick()
{
    if (m_asking)
        return;
    if (--m_left <= 0)
        retryNow();
    Q_EMIT changed();
}

void ConnectionMonitor::retryNow()
{
    if (m_asking)
        return;
    m_asking = true;
    ApiRequest request;
    request.path = QStringLiteral("/health");
    request.anonymous = true;
    m_client.call(request, this, [this](const Result<ApiReply> &) {
        m_asking = false;
        if (m_client.isOnline())
            return;
        m_pause = qMin(m_pause * 2, kLongestPause);
        m_left = m_pause;
        Q_EMIT changed();
    });
}

} // namespace pos::ui
