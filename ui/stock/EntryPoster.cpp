// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/EntryPoster.h"

#include "ui/api/ErrorWords.h"

#include <QUuid>

namespace pos::ui {

namespace {

// A gateway's 503 or 504 says as little about what the service did as silence does.
bool leavesOpen(const Error &error)
{
    return ErrorWords::isConnection(error) || error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout
           || error.code == ErrorCode::Internal;
}

} // namespace

EntryPoster::EntryPoster(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
}

void EntryPoster::post(const QString &path, const QJsonObject &body)
{
    if (isOpen())
        return;
    m_key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    m_request = {};
    m_request.method = "POST";
    m_request.path = path;
    m_request.body = body;
    m_request.idempotencyKey = m_key;
    send();
}

void EntryPoster::retry()
{
    if (isOpen() && !m_busy)
        send();
}

void EntryPoster::forget()
{
    m_call.reset();
    m_key.clear();
    m_busy = false;
}

void EntryPoster::send()
{
    m_busy = true;
    Q_EMIT stateChanged();
    m_call = std::make_unique<QObject>();
    m_client.call(m_request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        answered(answer);
    });
}

void EntryPoster::answered(const Result<ApiReply> &answer)
{
    m_busy = false;
    const bool open = !answer && leavesOpen(answer.error());
    if (!open)
        m_key.clear();
    Q_EMIT stateChanged();
    if (answer)
        Q_EMIT entered(answer->document);
    else if (open)
        Q_EMIT unanswered(answer.error());
    else
        Q_EMIT refused(answer.error());
}

} // namespace pos::ui
