// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/KeptPost.h"

#include <QUuid>

namespace pos::ui {

bool KeptPost::isUncertain(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
    case ErrorCode::Timeout:
    case ErrorCode::Internal:
    case ErrorCode::Corrupt: return true;
    default: return false;
    }
}

void KeptPost::send(const QString &path, const QJsonObject &body, const QByteArray &ifMatch, ApiAnswer answer)
{
    if (isRunning())
        return;
    if (m_key.isEmpty() || path != m_path || body != m_body)
        m_key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    m_path = path;
    m_body = body;

    ApiRequest request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    request.ifMatch = ifMatch;
    request.idempotencyKey = m_key;
    m_running = std::make_unique<QObject>();
    m_client.call(request, m_running.get(), [this, answer = std::move(answer)](const Result<ApiReply> &reply) {
        m_running.release()->deleteLater();
        if (reply || !isUncertain(reply.error()))
            m_key.clear();
        answer(reply);
    });
}

void KeptPost::forget()
{
    m_running.reset();
    m_key.clear();
}

} // namespace pos::ui
