// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ParkedModel.h"

#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

ParkedModel::ParkedModel(QObject *parent)
    : ItemsModel({{QStringLiteral("type")},
                  {QStringLiteral("consumer")},
                  {QStringLiteral("parked")},
                  {QStringLiteral("tries"), true},
                  {QStringLiteral("error")}},
                 parent)
{
}

QString ParkedModel::title(int column) const
{
    switch (column) {
    case Type: return tr("Event");
    case Consumer: return tr("For");
    case Parked: return tr("Laid aside");
    case Tries: return tr("Tries");
    default: return tr("Why");
    }
}

QVariant ParkedModel::cell(const QJsonObject &event, int column, int role) const
{
    switch (role) {
    case KindRole: {
        constexpr CellKind kinds[]{CellKind::TwoLines, CellKind::Muted, CellKind::Muted, CellKind::Number,
                                   CellKind::Muted};
        return static_cast<int>(kinds[column]);
    }
    case Qt::DisplayRole:
        switch (column) {
        case Type: return event[u"type"].toString();
        case Consumer: return event[u"consumer"].toString();
        case Parked: return m_time.dateTime(event[u"parked_at"].toString());
        case Tries: return QString::number(event[u"tries"].toInteger());
        default:
            return event[u"again"].toBool() ? tr("Asked for again: %1").arg(event[u"error"].toString())
                                            : event[u"error"].toString();
        }
    case SubRole: return column == Type ? event[u"subject"].toString() : QVariant();
    case Qt::ToolTipRole: return column == Error ? event[u"error"].toVariant() : QVariant();
    case ToneRole: return static_cast<int>(Tone::Neutral);
    default: return {};
    }
}

} // namespace pos::ui
