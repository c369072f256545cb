// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/PartsModel.h"

#include "ui/panels/PartWords.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

PartsModel::PartsModel(QObject *parent)
    : ItemsModel({{QStringLiteral("part")}, {QStringLiteral("state")}, {QStringLiteral("setting")}}, parent)
{
}

QString PartsModel::title(int column) const
{
    switch (column) {
    case Part: return tr("Part");
    case State: return tr("Now");
    default: return tr("Set to use another");
    }
}

QVariant PartsModel::cell(const QJsonObject &part, int column, int role) const
{
    if (role == KindRole)
        return static_cast<int>(column == Part ? CellKind::Plain : CellKind::Muted);
    if (role == Qt::ToolTipRole)
        return column == State ? QVariant(PartWords::state(part)) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Part: return PartWords::name(part[u"part"].toString());
    case State: return PartWords::state(part);
    default: return PartWords::setting(part[u"part"].toString());
    }
}

} // namespace pos::ui
