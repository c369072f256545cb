// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/staff/SessionList.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SheetRow.h"

#include <QJsonArray>
#include <QVBoxLayout>

namespace pos::ui {

SessionList::SessionList(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_title(new Label(tok::Type::Strong)),
      m_note(new Label(tok::Type::Small, "muted")), m_rows(boxOn<QVBoxLayout>(nullptr, 0, tok::s2)),
      m_endAll(new Button(Button::Kind::Secondary, QStringLiteral("log-out")))
{
    setObjectName(QStringLiteral("sessions"));
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s2);
    m_note->setWrapped();
    m_note->setObjectName(QStringLiteral("sessions.note"));
    column->addWidget(m_title);
    column->addWidget(m_note);
    column->addLayout(m_rows);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    m_endAll->setObjectName(QStringLiteral("sessions.endAll"));
    line->addWidget(m_endAll);
    line->addStretch();
    column->addLayout(line);
    connect(m_endAll, &QPushButton::clicked, this, [this] {
        QUrlQuery query;
        if (isOwn())
            query.addQueryItem(QStringLiteral("keep"), QStringLiteral("current"));
        end(m_path, query);
    });
    retranslate();
}

bool SessionList::isOwn() const
{
    return m_path == QLatin1String("/api/v1/auth/sessions");
}

void SessionList::open(const QString &path)
{
    m_path = path;
    m_sessions.clear();
    m_error.reset();
    m_loaded = false;
    m_load.reset();
    showRows();
    if (!path.isEmpty())
        load();
}

void SessionList::load()
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = m_path;
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        m_error = answer ? std::nullopt : std::optional(answer.error());
        if (answer) {
            m_loaded = true;
            m_sessions.clear();
            for (const QJsonValue &session : answer->document[u"items"].toArray())
                m_sessions.append(session.toObject());
        }
        showRows();
    });
}

void SessionList::end(const QString &path, const QUrlQuery &query)
{
    ApiRequest request;
    request.method = "DELETE";
    request.path = path;
    request.query = query;
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer && answer.error().code != ErrorCode::NotFound) {
            m_error = answer.error();
            showRows();
            return;
        }
        Q_EMIT ended();
        load();
    });
}

QWidget *SessionList::makeRow(const QJsonObject &session)
{
    const bool isCurrent = session[u"current"].toBool();
    const QString device = session[u"user_agent"].toString();
    const QString terminal = session[u"terminal"].toString();
    const QString used = m_time.dateTime(session[u"last_used_at"].toString());
    auto *row = new SheetRow(device.isEmpty() ? tr("Terminal %1").arg(terminal)
                                              : QStringLiteral("%1 · %2").arg(terminal, device),
                             isCurrent ? tr("This window") : tr("Last used %1").arg(used));
    if (!isCurrent) {
        auto *button = new Button(Button::Kind::Ghost);
        const QString id = session[u"id"].toString();
        button->setObjectName(QStringLiteral("sessions.end.") + terminal);
        button->setLabel(tr("End"));
        button->setAccessibleName(tr("End the session at %1").arg(terminal));
        connect(button, &QPushButton::clicked, this, [this, id] { end(m_path + u'/' + id, {}); });
        row->addAction(button);
    }
    return row;
}

void SessionList::showRows()
{
    SheetRow::clear(m_rows);
    int others = 0;
    for (const QJsonObject &session : std::as_const(m_sessions)) {
        m_rows->addWidget(makeRow(session));
        others += session[u"current"].toBool() ? 0 : 1;
    }
    QString note;
    if (m_error)
        note = ErrorWords::sentence(*m_error);
    else if (m_loaded && m_sessions.isEmpty())
        note = tr("Not signed in anywhere now.");
    m_note->setTone(m_error ? "danger" : "muted");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_endAll->setVisible(others > 0);
    m_endAll->setLabel(isOwn() ? tr("End all others") : tr("End all"));
}

void SessionList::retranslate()
{
    m_title->setText(tr("Signed in"));
    showRows();
}

} // namespace pos::ui
