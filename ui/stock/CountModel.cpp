// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/CountModel.h"

#include "core/contract/JsonReader.h"
#include "ui/stock/MovementWords.h"
#include "ui/widgets/CellRole.h"

#include <QJsonArray>

#include <algorithm>

namespace pos::ui {

namespace {

Quantity differenceOf(const CountModel::Row &row)
{
    return row.counted.value_or(row.item.onHand) - row.item.onHand;
}

// What has to be decided, then what differs, then what is right.
int weightOf(const CountModel::Row &row)
{
    if (row.hasMoved && !row.isConfirmed)
        return 0;
    return differenceOf(row).isZero() ? 2 : 1;
}

} // namespace

void CountModel::begin(const QList<StockItem> &items)
{
    beginResetModel();
    m_rows.clear();
    for (const StockItem &item : items)
        m_rows.append({item});
    m_stage = Stage::Counting;
    arrange();
    endResetModel();
}

void CountModel::setStage(Stage stage)
{
    beginResetModel();
    m_stage = stage;
    arrange();
    endResetModel();
}

void CountModel::arrange()
{
    m_view.clear();
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_stage == Stage::Counting || m_rows[i].counted)
            m_view.append(i);
    }
    if (m_stage == Stage::Review)
        std::stable_sort(m_view.begin(), m_view.end(),
                         [this](int a, int b) { return weightOf(m_rows[a]) < weightOf(m_rows[b]); });
}

int CountModel::rowOf(const QString &variant) const
{
    for (int row = 0; row < m_view.size(); ++row) {
        if (at(row).item.variant == variant)
            return row;
    }
    return -1;
}

int CountModel::countOne(const StockItem &item)
{
    const int known = rowOf(item.variant);
    if (known >= 0) {
        setCounted(known, at(known).counted.value_or(Quantity()) + Quantity::ofUnits(1));
        return known;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_view.append(static_cast<int>(m_rows.size()));
    m_rows.append({item, Quantity::ofUnits(1), true});
    endInsertRows();
    return row;
}

void CountModel::setCounted(int row, std::optional<Quantity> counted)
{
    Row &changed = m_rows[m_view[row]];
    changed.counted = counted;
    if (!counted)
        changed.hasMoved = false; // counted anew: what is there by now is what it is held against
    tell(row);
}

void CountModel::confirm(int row)
{
    m_rows[m_view[row]].isConfirmed = true;
    tell(row);
}

void CountModel::setOnHand(const QString &variant, Quantity onHand)
{
    for (Row &row : m_rows) {
        if (row.item.variant != variant || row.item.onHand == onHand)
            continue;
        row.item.onHand = onHand;
        row.hasMoved = true;
        row.isConfirmed = false;
    }
}

int CountModel::nextUncounted(int after) const
{
    for (int step = 1; step <= rowCount(); ++step) {
        const int row = (after + step) % rowCount();
        if (!at(row).counted)
            return row;
    }
    return -1;
}

int CountModel::countedRows() const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.counted.has_value(); }));
}

int CountModel::movedRows() const
{
    return static_cast<int>(std::count_if(
        m_rows.begin(), m_rows.end(), [](const Row &row) { return row.counted && row.hasMoved && !row.isConfirmed; }));
}

int CountModel::differences() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const Row &row) { return row.counted && !differenceOf(row).isZero(); }));
}

QJsonArray CountModel::toJson() const
{
    QJsonArray lines;
    for (const Row &row : m_rows) {
        if (row.counted)
            lines.append(QJsonObject{{QStringLiteral("variant_id"), row.item.variant},
                                     {QStringLiteral("counted"), contract::toJson(*row.counted)},
                                     {QStringLiteral("expected"), contract::toJson(row.item.onHand)}});
    }
    return lines;
}

void CountModel::tell(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void CountModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int CountModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_view.size());
}

int CountModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return m_stage == Stage::Counting ? State + 1 : ReviewState + 1;
}

CountModel::Words CountModel::stateOf(const Row &row) const
{
    if (m_stage == Stage::Counting) {
        if (!row.counted)
            return {tr("Not yet"), Tone::Neutral};
        return row.isExtra ? Words{tr("Other category"), Tone::Info} : Words{tr("Counted"), Tone::Success};
    }
    if (row.hasMoved && !row.isConfirmed)
        return {tr("Moved meanwhile"), Tone::Danger};
    return differenceOf(row).isZero() ? Words{tr("Right"), Tone::Success} : Words{tr("Differs"), Tone::Warning};
}

QString CountModel::text(const Row &row, int column) const
{
    if (column == Product)
        return row.item.name;
    if (column == Counted)
        return row.counted ? m_format.format(*row.counted) + u' ' + row.item.unit : QString(QChar(0x2014));
    if (m_stage == Stage::Counting || column == ReviewState)
        return stateOf(row).text;
    if (column == Expected)
        return m_format.format(row.item.onHand);
    if (column == Difference)
        return MovementWords::signedQuantity(differenceOf(row), m_format);
    const auto worth = times(row.item.averageCost, differenceOf(row));
    return m_withCost && worth ? m_format.format(*worth) : QString();
}

QVariant CountModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = at(index.row());
    const bool isPill = index.column() == columnCount() - 1;
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case KindRole:
        return static_cast<int>(index.column() == Product ? CellKind::TwoLines
                                : isPill                  ? CellKind::Pill
                                                          : CellKind::Number);
    case SubRole: return index.column() == Product ? row.item.sku : QString();
    case Qt::ToolTipRole: return index.column() == Product ? QVariant(row.item.name) : QVariant();
    case ToneRole: {
        const bool isShort = m_stage == Stage::Review && index.column() == Difference && differenceOf(row).isNegative();
        return static_cast<int>(isPill ? stateOf(row).tone : isShort ? Tone::Danger : Tone::Neutral);
    }
    default: return {};
    }
}

QVariant CountModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const bool isState = section == columnCount() - 1;
    constexpr const char *keys[]{"product", "counted", "expected", "difference", "worth"};
    const QString titles[]{tr("Product"), tr("Counted"), tr("Expected"), tr("Difference"), tr("Worth")};
    switch (role) {
    case Qt::DisplayRole: return isState ? tr("State") : titles[section];
    case KeyRole: return isState ? QStringLiteral("state") : QString::fromLatin1(keys[section]);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((section == Product || isState ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default: return {};
    }
}

} // namespace pos::ui
