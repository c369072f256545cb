// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/local/Drafts.h"

#include "ui/local/LocalStore.h"

namespace pos::ui {

using namespace std::chrono_literals;

Drafts::Drafts(LocalStore &store, const QString &owner, const QString &editor, QObject *parent)
    : QObject(parent), m_store(store), m_key(QStringLiteral("draft.%1.%2").arg(owner, editor))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(400ms);
    connect(&m_pause, &QTimer::timeout, this, &Drafts::flush);
}

Drafts::~Drafts()
{
    flush();
}

void Drafts::keep(const QJsonObject &content)
{
    if (content.isEmpty()) {
        drop();
        return;
    }
    m_waiting = content;
    if (!m_pause.isActive()) // not started anew by each key: who types on and on loses little
        m_pause.start();
}

void Drafts::drop()
{
    m_pause.stop();
    m_waiting.reset();
    m_store.remove(m_key);
}

void Drafts::flush()
{
    m_pause.stop();
    if (!m_waiting)
        return;
    m_store.setObject(m_key, {{QStringLiteral("when"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                              {QStringLiteral("content"), *m_waiting}});
    m_waiting.reset();
}

std::optional<Drafts::Draft> Drafts::kept() const
{
    const QJsonObject stored = m_store.object(m_key);
    Draft draft{QDateTime::fromString(stored[u"when"].toString(), Qt::ISODateWithMs), stored[u"content"].toObject()};
    return draft.content.isEmpty() ? std::nullopt : std::optional(draft);
}

} // namespace pos::ui
