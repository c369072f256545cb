// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RolesModel.h"

#include "ui/panels/staff/RoleWords.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

void RolesModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int RolesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(contract::allPermissions().size());
}

int RolesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(contract::allRoles().size());
}

QVariant RolesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const contract::Permission permission = contract::allPermissions()[index.row()];
    const bool isName = index.column() == 0;
    const bool granted = !isName && contract::isGranted(contract::allRoles()[index.column() - 1], permission);
    switch (role) {
    case Qt::DisplayRole: return isName ? RoleWords::may(permission) : granted ? tr("Yes") : QStringLiteral("\u2013");
    case Qt::AccessibleTextRole: return isName ? RoleWords::may(permission) : granted ? tr("Yes") : tr("No");
    case KindRole: return static_cast<int>(isName ? CellKind::Plain : granted ? CellKind::Pill : CellKind::Muted);
    case ToneRole: return static_cast<int>(granted ? Tone::Success : Tone::Neutral);
    default: return {};
    }
}

QVariant RolesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto &roles = contract::allRoles();
    switch (role) {
    case Qt::DisplayRole: return section == 0 ? tr("May") : RoleWords::name(roles[section - 1]);
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    case KeyRole:
        return section == 0 ? QStringLiteral("may") : QString::fromLatin1(contract::toWord(roles[section - 1]));
    default: return {};
    }
}

} // namespace pos::ui
