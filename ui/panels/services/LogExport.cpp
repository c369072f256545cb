// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/services/LogExport.h"

#include "ui/api/ErrorWords.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace pos::ui {

LogExport::LogExport(ApiClient &client, const QString &file, const QList<QPair<QString, QString>> &filters)
    : m_client(client), m_file(file), m_filters(filters)
{
}

void LogExport::start()
{
    if (m_file.open(QIODevice::WriteOnly))
        ask({});
    else
        Q_EMIT failed(tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString()));
}

bool LogExport::write(const QJsonArray &lines)
{
    for (const QJsonValue &value : lines) {
        QJsonObject line = value.toObject();
        const QJsonObject fields = line.take(QStringLiteral("fields")).toObject();
        line.remove(QStringLiteral("id"));
        for (const QString &name : fields.keys())
            line[name] = fields[name];
        const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
        if (m_file.write(text) != text.size())
            return false;
        ++m_written;
    }
    return true;
}

void LogExport::ask(const QString &cursor)
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/system/logs");
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("200"));
    for (const auto &[name, value] : std::as_const(m_filters))
        request.query.addQueryItem(name, value);
    if (!cursor.isEmpty())
        request.query.addQueryItem(QStringLiteral("cursor"), cursor);
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer) {
            Q_EMIT failed(ErrorWords::sentence(answer.error()));
            return;
        }
        if (!write(answer->document[u"items"].toArray())) {
            Q_EMIT failed(tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString()));
            return;
        }
        Q_EMIT progressed();
        const QString next = answer->document[u"next_cursor"].toString();
        if (!next.isEmpty() && m_written < kMost)
            ask(next);
        else if (m_file.commit())
            Q_EMIT done(m_file.fileName(), m_written);
        else
            Q_EMIT failed(tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString()));
    });
}

} // namespace pos::ui
