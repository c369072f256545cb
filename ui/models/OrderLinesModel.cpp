// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/OrderLinesModel.h"

#include "ui/models/JsonCells.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

OrderLinesModel::OrderLinesModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void OrderLinesModel::setOrder(const QJsonObject &order, const MoneyFormat &format)
{
    beginResetModel();
    m_format = format;
    m_lines.clear();
    for (const QJsonValue &line : order[u"lines"].toArray())
        m_lines.append(line.toObject());
    endResetModel();
}

void OrderLinesModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, Total);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Total));
}

int OrderLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int OrderLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Total + 1;
}

QString OrderLinesModel::detail(const QJsonObject &line) const
{
    QString text =
        QStringLiteral("%1 \u00d7 %2")
            .arg(m_format.format(quantityIn(line, "quantity")), m_format.format(moneyIn(line, "unit_price")));
    const Money discount = moneyIn(line, "discount");
    if (!discount.isZero())
        text += u' ' + m_format.format(-discount);
    return text + QStringLiteral(" · ") + line[u"sku"].toString();
}

QVariant OrderLinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject &line = m_lines[index.row()];
    if (role == KindRole)
        return static_cast<int>(index.column() == What ? CellKind::TwoLines : CellKind::Number);
    if (role == Qt::DisplayRole)
        return index.column() == What ? line[u"name"].toString() : m_format.format(moneyIn(line, "total"));
    if (role == SubRole && index.column() == What)
        return detail(line);
    if (role == Qt::ToolTipRole)
        return line[u"name"].toString();
    return {};
}

QVariant OrderLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return section == What ? tr("Item") : tr("Total");
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == What ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == KeyRole)
        return section == What ? QStringLiteral("what") : QStringLiteral("total");
    return {};
}

} // namespace pos::ui
