// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/StockLevelsModel.h"

#include "ui/models/JsonCells.h"
#include "ui/stock/StockItem.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

namespace {

QList<CursorTableModel::Column> columnsOf(StockLevelsModel::Cost cost)
{
    QList<CursorTableModel::Column> columns{{QStringLiteral("name"), {}},
                                            {QStringLiteral("on_hand"), {}, true},
                                            {QStringLiteral("low_at"), {}, true},
                                            {QStringLiteral("status"), {}}};
    if (cost == StockLevelsModel::Cost::Shown)
        columns << CursorTableModel::Column{QStringLiteral("average"), {}, true}
                << CursorTableModel::Column{QStringLiteral("value"), {}, true};
    return columns;
}

} // namespace

StockLevelsModel::StockLevelsModel(ApiClient &client, Cost cost, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/stock"), columnsOf(cost), parent), m_cost(cost)
{
}

QString StockLevelsModel::idOf(const QJsonObject &level) const
{
    return level[u"variant_id"].toString();
}

QStringList StockLevelsModel::exportTitles() const
{
    QStringList titles{tr("SKU"), tr("Product"), tr("On hand"), tr("Unit"), tr("Low at"), tr("Status")};
    if (m_cost == Cost::Shown)
        titles << tr("Average cost") << tr("Worth");
    return titles;
}

QList<ExportValue> StockLevelsModel::exportRow(const QJsonObject &level) const
{
    const auto money = [&](const char *name) {
        return ExportValue::ofMoney(moneyIn(level, name), m_format.decimals());
    };
    QList<ExportValue> row{ExportValue::ofText(level[u"sku"].toString()),
                           ExportValue::ofText(StockItem::fromLevel(level).name),
                           ExportValue::ofQuantity(quantityIn(level, "on_hand")),
                           ExportValue::ofText(level[u"unit"].toString()),
                           hasValue(level, "low_stock_threshold")
                               ? ExportValue::ofQuantity(quantityIn(level, "low_stock_threshold"))
                               : ExportValue(),
                           ExportValue::ofText(stateOf(level).words)};
    if (m_cost == Cost::Shown)
        row << money("average_cost") << money("value");
    return row;
}

StockLevelsModel::State StockLevelsModel::stateOf(const QJsonObject &level)
{
    const Quantity onHand = quantityIn(level, "on_hand");
    if (onHand.isNegative())
        return {tr("Below zero"), Tone::Danger};
    if (onHand.isZero())
        return {tr("Sold out"), level[u"is_low"].toBool() ? Tone::Warning : Tone::Neutral};
    return level[u"is_low"].toBool() ? State{tr("Low"), Tone::Warning} : State{tr("In stock"), Tone::Success};
}

QString StockLevelsModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Product");
    case OnHand: return tr("On hand");
    case LowAt: return tr("Low at");
    case Status: return tr("Status");
    case Average: return tr("Average cost");
    default: return tr("Worth");
    }
}

QString StockLevelsModel::text(const QJsonObject &level, int column) const
{
    switch (column) {
    case Name: return StockItem::fromLevel(level).name;
    case OnHand: return m_format.format(quantityIn(level, "on_hand")) + u' ' + level[u"unit"].toString();
    case LowAt:
        return hasValue(level, "low_stock_threshold") ? m_format.format(quantityIn(level, "low_stock_threshold"))
                                                      : QString();
    case Status: return stateOf(level).words;
    case Average: return m_format.format(moneyIn(level, "average_cost"));
    default: return m_format.format(moneyIn(level, "value"));
    }
}

QVariant StockLevelsModel::cell(const QJsonObject &level, int column, int role) const
{
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Named, CellKind::Number, CellKind::Number,
                                   CellKind::Pill,  CellKind::Number, CellKind::Number};
        return static_cast<int>(kinds[column]);
    }
    if (role == Qt::DisplayRole)
        return text(level, column);
    if (role == SubRole && column == Name)
        return level[u"sku"].toString();
    if (role == Qt::ToolTipRole && column == Name)
        return text(level, column);
    if (role == ToneRole) {
        const Tone tone = stateOf(level).tone;
        const bool isCalm = column == OnHand && tone == Tone::Success;
        return static_cast<int>((column == OnHand || column == Status) && !isCalm ? tone : Tone::Neutral);
    }
    return {};
}

} // namespace pos::ui
