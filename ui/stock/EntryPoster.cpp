// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/EntryPoster.h"

namespace pos::ui {

EntryPoster::EntryPoster(ApiClient &client, QObject *parent) : QObject(parent), m_post(client)
{
}

void EntryPoster::post(const QString &path, const QJsonObject &body)
{
    if (isOpen())
        return;
    m_path = path;
    m_body = body;
    send();
}

void EntryPoster::retry()
{
    if (isOpen() && !isBusy())
        send();
}

void EntryPoster::forget()
{
    m_post.forget();
}

void EntryPoster::send()
{
    m_post.send(m_path, m_body, {}, [this](const Result<ApiReply> &answer) { answered(answer); });
    Q_EMIT stateChanged();
}

void EntryPoster::answered(const Result<ApiReply> &answer)
{
    Q_EMIT stateChanged();
    if (answer)
        Q_EMIT entered(answer->document);
    else if (m_post.isOpen())
        Q_EMIT unanswered(answer.error());
    else
        Q_EMIT refused(answer.error());
}

} // namespace pos::ui
