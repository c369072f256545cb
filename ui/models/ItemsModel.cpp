// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ItemsModel.h"

#include "ui/widgets/CellRole.h"

namespace pos::ui {

ItemsModel::ItemsModel(const QList<Column> &columns, QObject *parent) : QAbstractTableModel(parent), m_columns(columns)
{
}

// The same rows again are changed in place, so that a list that refreshes itself keeps its selection.
void ItemsModel::setItems(const QJsonArray &items)
{
    const bool same = items.size() == m_items.size();
    if (!same)
        beginResetModel();
    m_items.clear();
    for (const QJsonValue &item : items)
        m_items.append(item.toObject());
    if (!same)
        endResetModel();
    else if (!m_items.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ItemsModel::rowOf(const QString &member, const QString &value) const
{
    for (int row = 0; row < m_items.size(); ++row) {
        if (m_items[row][member].toString() == value)
            return row;
    }
    return -1;
}

void ItemsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ItemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ItemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ItemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return cell(m_items[index.row()], index.column(), role);
}

QVariant ItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    switch (role) {
    case Qt::DisplayRole: return title(section);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((m_columns[section].right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole: return m_columns[section].key;
    default: return {};
    }
}

} // namespace pos::ui
