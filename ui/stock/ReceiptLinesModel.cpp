// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/ReceiptLinesModel.h"

#include "core/contract/JsonReader.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

#include <QJsonArray>

#include <algorithm>

namespace pos::ui {

int ReceiptLinesModel::rowOf(const QString &variant) const
{
    for (int row = 0; row < m_lines.size(); ++row) {
        if (m_lines[row].item.variant == variant)
            return row;
    }
    return -1;
}

int ReceiptLinesModel::add(const StockItem &item, Quantity quantity)
{
    int row = rowOf(item.variant);
    if (row >= 0) {
        m_lines[row].quantity += quantity;
        m_lines[row].isReadable = true;
        m_lines[row].error.clear();
        Q_EMIT dataChanged(index(row, 0), index(row, Total));
        return row;
    }
    row = rowCount();
    beginInsertRows({}, row, row);
    m_lines.append({item, quantity, item.unit});
    endInsertRows();
    return row;
}

void ReceiptLinesModel::replace(int row, const Line &line)
{
    m_lines[row] = line;
    Q_EMIT dataChanged(index(row, 0), index(row, Total));
}

void ReceiptLinesModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_lines.removeAt(row);
    endRemoveRows();
}

void ReceiptLinesModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

bool ReceiptLinesModel::isReady() const
{
    return !m_lines.isEmpty() && std::all_of(m_lines.begin(), m_lines.end(), [](const Line &line) {
        return line.isReadable && line.quantity > Quantity();
    });
}

Result<Money> ReceiptLinesModel::total() const
{
    Money sum;
    for (const Line &line : m_lines) {
        if (!line.cost)
            continue;
        POS_TRY(const Money cost, times(*line.cost, line.quantity));
        sum += cost;
        if (!sum.inRange())
            return fail({ErrorCode::Invalid, QStringLiteral("overflow"), {}});
    }
    return sum;
}

QJsonArray ReceiptLinesModel::toJson() const
{
    QJsonArray lines;
    for (const Line &line : m_lines) {
        QJsonObject entry{{QStringLiteral("variant_id"), line.item.variant},
                          {QStringLiteral("quantity"), contract::toJson(line.quantity)}};
        if (line.unit != line.item.unit)
            entry[QStringLiteral("unit")] = line.unit;
        if (line.cost)
            entry[QStringLiteral("unit_cost")] = contract::toJson(*line.cost);
        lines.append(entry);
    }
    return lines;
}

void ReceiptLinesModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, Total);
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Total));
}

int ReceiptLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ReceiptLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Total + 1;
}

QString ReceiptLinesModel::text(const Line &line, int column) const
{
    switch (column) {
    case Product: return line.item.name;
    case HowMany: return m_format.format(line.quantity) + u' ' + line.unit;
    case UnitCost: return line.cost ? m_format.format(*line.cost) : QString(QChar(0x2014));
    default: break;
    }
    if (!line.cost)
        return QString(QChar(0x2014));
    const auto total = times(*line.cost, line.quantity);
    return total ? m_format.format(*total) : tr("Too large");
}

QVariant ReceiptLinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[index.row()];
    const bool wrong = !line.error.isEmpty() || !line.isReadable || line.quantity <= Quantity();
    switch (role) {
    case Qt::DisplayRole: return text(line, index.column());
    case KindRole: return static_cast<int>(index.column() == Product ? CellKind::TwoLines : CellKind::Number);
    case SubRole: return index.column() != Product ? QString() : line.error.isEmpty() ? line.item.sku : line.error;
    case Qt::ToolTipRole: return index.column() == Product ? QVariant(line.item.name) : QVariant();
    case ToneRole: return static_cast<int>(wrong && index.column() == HowMany ? Tone::Danger : Tone::Neutral);
    default: return {};
    }
}

QVariant ReceiptLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > Total)
        return {};
    constexpr const char *keys[]{"product", "quantity", "cost", "total"};
    const QString titles[]{tr("Product"), tr("Quantity"), tr("Cost each"), tr("Total")};
    switch (role) {
    case Qt::DisplayRole: return titles[section];
    case KeyRole: return QString::fromLatin1(keys[section]);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((section == Product ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default: return {};
    }
}

} // namespace pos::ui
