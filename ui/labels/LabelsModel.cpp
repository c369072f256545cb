// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/LabelsModel.h"

#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

#include <numeric>

namespace pos::ui {

void LabelsModel::setItems(const QList<LabelItem> &items)
{
    beginResetModel();
    m_items = items;
    m_bars.clear();
    for (const LabelItem &item : items)
        m_bars.append(Barcode::of(item.code).has_value());
    endResetModel();
}

void LabelsModel::setCount(int row, int count)
{
    m_items[row].count = count;
    Q_EMIT dataChanged(index(row, Count), index(row, Count));
}

void LabelsModel::setAll(int count)
{
    for (LabelItem &item : m_items)
        item.count = count;
    if (!m_items.isEmpty())
        Q_EMIT dataChanged(index(0, Count), index(rowCount() - 1, Count));
}

int LabelsModel::labels() const
{
    return std::accumulate(m_items.begin(), m_items.end(), 0,
                           [](int sum, const LabelItem &item) { return sum + item.count; });
}

void LabelsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, Count);
}

int LabelsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int LabelsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Count + 1;
}

QVariant LabelsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LabelItem &item = m_items[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? item.name : index.column() == Code ? item.code : QString::number(item.count);
    case KindRole:
        return static_cast<int>(index.column() == Name   ? CellKind::TwoLines
                                : index.column() == Code ? CellKind::Muted
                                                         : CellKind::Number);
    case SubRole:
        return index.column() != Name ? QString()
               : m_bars[index.row()]  ? item.price
                                      : tr("This code cannot be written as bars");
    case Qt::ToolTipRole: return index.column() == Name ? QVariant(item.name) : QVariant();
    default: return {};
    }
}

QVariant LabelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > Count)
        return {};
    constexpr const char *keys[]{"name", "code", "count"};
    const QString titles[]{tr("Product"), tr("Code"), tr("Labels")};
    switch (role) {
    case Qt::DisplayRole: return titles[section];
    case KeyRole: return QString::fromLatin1(keys[section]);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((section == Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

} // namespace pos::ui
