// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/LogsModel.h"

#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

#include <QDateTime>
#include <QLocale>

namespace pos::ui {

namespace {

Tone toneOf(const QString &level)
{
    if (level == QLatin1String("error"))
        return Tone::Danger;
    if (level == QLatin1String("warn"))
        return Tone::Warning;
    return level == QLatin1String("info") ? Tone::Info : Tone::Neutral;
}

} // namespace

LogsModel::LogsModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/system/logs"),
                       {{QStringLiteral("time"), {}},
                        {QStringLiteral("level"), {}},
                        {QStringLiteral("service"), {}},
                        {QStringLiteral("message"), {}}},
                       parent)
{
}

QString LogsModel::levelWords(const QString &level)
{
    if (level == QLatin1String("error"))
        return tr("Error");
    if (level == QLatin1String("warn"))
        return tr("Warning");
    return level == QLatin1String("info") ? tr("Info") : tr("Debug");
}

QString LogsModel::fieldsOf(const QJsonObject &line)
{
    const QJsonObject fields = line[u"fields"].toObject();
    QStringList words;
    for (const QString &name : fields.keys())
        words.append(name + u'=' + fields[name].toVariant().toString());
    return words.join(u' ');
}

QString LogsModel::title(int column) const
{
    switch (column) {
    case Time: return tr("Time");
    case Level: return tr("Level");
    case Service: return tr("Service");
    default: return tr("Message");
    }
}

QVariant LogsModel::cell(const QJsonObject &line, int column, int role) const
{
    const QString level = line[u"level"].toString();
    switch (role) {
    case KindRole: {
        constexpr CellKind kinds[]{CellKind::Muted, CellKind::Pill, CellKind::Muted, CellKind::TwoLines};
        return static_cast<int>(kinds[column]);
    }
    case Qt::DisplayRole:
        switch (column) {
        case Time: {
            const QDateTime at = QDateTime::fromString(line[u"time"].toString(), Qt::ISODateWithMs).toTimeZone(m_zone);
            return QLocale().toString(at, QStringLiteral("d MMM hh:mm:ss.zzz"));
        }
        case Level: return levelWords(level);
        case Service: return line[u"service"].toString();
        default: return line[u"message"].toString();
        }
    case SubRole: return column == Message ? fieldsOf(line) : QVariant();
    case Qt::ToolTipRole: return column == Message ? fieldsOf(line) : QVariant();
    case ToneRole: return static_cast<int>(column == Level ? toneOf(level) : Tone::Neutral);
    default: return {};
    }
}

} // namespace pos::ui
