// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/ServerStatus.h"

#include "ui/api/ApiClient.h"
#include "ui/api/ErrorWords.h"
#include "ui/api/ServerVersion.h"

namespace pos::ui {

using namespace std::chrono_literals;

ServerStatus::ServerStatus(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    m_again.setInterval(10s);
    connect(&m_again, &QTimer::timeout, this, &ServerStatus::ask);
}

void ServerStatus::watch(bool on)
{
    on ? m_again.start() : m_again.stop();
    if (!on)
        m_call.reset();
}

void ServerStatus::ask()
{
    m_call = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/ready");
    request.anonymous = true;
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (answer) {
            take(answer->document);
            return;
        }
        m_trouble = ErrorWords::isConnection(answer.error()) ? QString() : ErrorWords::sentence(answer.error());
        Q_EMIT changed();
    });
}

void ServerStatus::take(const QJsonObject &ready)
{
    if (const auto why = ServerVersion::refusal(ready)) {
        Q_EMIT refused(*why);
        return;
    }
    m_ready = ready;
    m_trouble.clear();
    Q_EMIT changed();
}

std::optional<qint64> ServerStatus::eventsWaiting() const
{
    const QJsonValue waiting = m_ready[u"events_waiting"];
    return waiting.isDouble() ? std::optional(waiting.toInteger()) : std::nullopt;
}

} // namespace pos::ui
