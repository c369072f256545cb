// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SaleLinesModel.h"

#include "ui/models/JsonCells.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

#include <QRegularExpression>

#include <algorithm>

namespace pos::ui {

SaleLinesModel::SaleLinesModel(QObject *parent) : QAbstractTableModel(parent)
{
}

int SaleLinesModel::add(const QString &variant, const QString &name, const QString &sku)
{
    int row = rowOf(variant);
    if (row >= 0) {
        step(row, 1);
        return row;
    }
    row = rowCount();
    beginInsertRows({}, row, row);
    m_lines.append({variant, name, sku, Quantity::ofUnits(1), Money()});
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void SaleLinesModel::load(const QJsonArray &lines)
{
    beginResetModel();
    m_lines.clear();
    for (const QJsonValue &value : lines) {
        const QJsonObject line = value.toObject();
        m_lines.append(
            {line[u"variant_id"].toString(), {}, {}, quantityIn(line, "quantity"), moneyIn(line, "discount")});
    }
    endResetModel();
    Q_EMIT edited();
}

void SaleLinesModel::step(int row, int pieces)
{
    if (row < 0 || row >= rowCount())
        return;
    const Quantity wanted = m_lines[row].quantity + Quantity::ofUnits(pieces);
    if (wanted.isNegative() || wanted.isZero() || !wanted.inRange())
        return;
    m_lines[row].quantity = wanted;
    changed(row);
}

Result<void> SaleLinesModel::setQuantity(int row, QStringView text)
{
    POS_TRY(const Quantity wanted, m_format.parseQuantity(text));
    if (wanted.isNegative() || wanted.isZero())
        return fail({ErrorCode::Invalid, QStringLiteral("too_small"), {}});
    m_lines[row].quantity = wanted;
    changed(row);
    return {};
}

Result<void> SaleLinesModel::setDiscount(int row, QStringView text)
{
    Money wanted;
    if (!text.trimmed().isEmpty()) {
        POS_TRY(wanted, m_format.parseMoney(text));
    }
    if (wanted.isNegative())
        return fail({ErrorCode::Invalid, QStringLiteral("too_small"), {}});
    m_lines[row].discount = wanted;
    changed(row);
    return {};
}

void SaleLinesModel::changed(int row)
{
    m_lines[row].total.reset();
    m_lines[row].error.clear();
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT edited();
}

void SaleLinesModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_lines.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

void SaleLinesModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
    Q_EMIT edited();
}

bool SaleLinesModel::hasDiscount() const
{
    return std::any_of(m_lines.begin(), m_lines.end(), [](const Line &line) { return !line.discount.isZero(); });
}

int SaleLinesModel::rowOf(const QString &variant) const
{
    for (int row = 0; row < m_lines.size(); ++row) {
        if (m_lines[row].variant == variant)
            return row;
    }
    return -1;
}

QJsonArray SaleLinesModel::toJson() const
{
    QJsonArray lines;
    for (const Line &line : m_lines)
        lines.append(QJsonObject{{QStringLiteral("variant_id"), line.variant},
                                 {QStringLiteral("quantity"), contract::toJson(line.quantity)},
                                 {QStringLiteral("discount"), contract::toJson(line.discount)}});
    return lines;
}

void SaleLinesModel::applyPrices(const QJsonArray &lines)
{
    if (lines.size() != m_lines.size() || lines.isEmpty())
        return;
    for (int row = 0; row < m_lines.size(); ++row) {
        const QJsonObject priced = lines[row].toObject();
        Line &line = m_lines[row];
        line.name = priced[u"name"].toString();
        line.sku = priced[u"sku"].toString();
        line.unitPrice = moneyIn(priced, "unit_price");
        line.total = moneyIn(priced, "total");
    }
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QList<FieldError> SaleLinesModel::applyErrors(const QList<FieldError> &errors)
{
    static const QRegularExpression path(QStringLiteral("\\Alines\\[(\\d+)\\]"));
    QList<FieldError> others;
    for (const FieldError &error : errors) {
        const auto match = path.match(error.field);
        const int row = match.hasMatch() ? match.captured(1).toInt() : -1;
        if (row < 0 || row >= rowCount())
            others.append(error);
        else
            showError(row, error.message);
    }
    return others;
}

void SaleLinesModel::showError(int row, const QString &error)
{
    m_lines[row].error = error;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void SaleLinesModel::clearErrors()
{
    for (int row = 0; row < m_lines.size(); ++row) {
        if (!m_lines[row].error.isEmpty())
            showError(row, {});
    }
}

void SaleLinesModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int SaleLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int SaleLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SaleLinesModel::display(const Line &line, int column) const
{
    const auto amount = [this](const std::optional<Money> &money) {
        return money ? m_format.format(*money) : QString(QChar(0x2026));
    };
    switch (column) {
    case Item: return line.name.isEmpty() ? QString(QChar(0x2026)) : line.name;
    case Count: return m_format.format(line.quantity);
    case Price: return amount(line.unitPrice);
    case Discount: return line.discount.isZero() ? QString() : m_format.format(-line.discount);
    default: return amount(line.total);
    }
}

QVariant SaleLinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[index.row()];
    switch (role) {
    case KindRole: return static_cast<int>(index.column() == Item ? CellKind::TwoLines : CellKind::Number);
    case Qt::DisplayRole: return display(line, index.column());
    case Qt::EditRole:
        if (index.column() == Count)
            return m_format.format(line.quantity);
        return index.column() == Discount ? m_format.formatPlain(line.discount) : display(line, index.column());
    case SubRole:
        if (index.column() == Item)
            return line.error.isEmpty() ? line.sku : line.error;
        return {};
    case ToneRole: return static_cast<int>(line.error.isEmpty() ? Tone::Neutral : Tone::Danger);
    case Qt::ToolTipRole: return line.error.isEmpty() ? line.name : line.error;
    default: return {};
    }
}

bool SaleLinesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::EditRole
        || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString text = value.toString();
    const Result<void> done = index.column() == Count ? setQuantity(index.row(), text) : setDiscount(index.row(), text);
    if (!done)
        Q_EMIT unreadable(index.column(), done.error());
    return done.has_value();
}

Qt::ItemFlags SaleLinesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && (index.column() == Count || index.column() == Discount))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant SaleLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char *keys[]{"item", "quantity", "price", "discount", "total"};
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Item ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == KeyRole)
        return QString::fromLatin1(keys[section]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Item: return tr("Item");
    case Count: return tr("Quantity");
    case Price: return tr("Price");
    case Discount: return tr("Discount");
    default: return tr("Total");
    }
}

} // namespace pos::ui
