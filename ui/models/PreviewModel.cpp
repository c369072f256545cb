// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/PreviewModel.h"

#include "ui/widgets/CellRole.h"

namespace pos::ui {

void PreviewModel::setRows(const QStringList &columns, const QList<QStringList> &rows)
{
    beginResetModel();
    m_columns = columns;
    m_rows = rows;
    endResetModel();
}

void PreviewModel::setTaken(const QHash<QString, QString> &fieldByColumn)
{
    m_taken = fieldByColumn;
    if (m_columns.isEmpty())
        return;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int PreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PreviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_rows[index.row()].value(index.column()).simplified();
    if (role == KindRole)
        return static_cast<int>(m_taken.contains(m_columns[index.column()]) ? CellKind::Plain : CellKind::Muted);
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const QString &column = m_columns[section];
    if (role == KeyRole)
        return QString::number(section);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString field = m_taken.value(column);
    return field.isEmpty() ? column : column + QStringLiteral(" → ") + field;
}

} // namespace pos::ui
