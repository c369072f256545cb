// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/today/LowStockModel.h"

#include "ui/models/JsonCells.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

LowStockModel::LowStockModel(ApiClient &client, QObject *parent)
    : CursorTableModel(
        client, QStringLiteral("/api/v1/stock"),
        {{QStringLiteral("name"), {}}, {QStringLiteral("on_hand"), {}, true}, {QStringLiteral("minimum"), {}, true}},
        parent)
{
}

QString LowStockModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Product");
    case OnHand: return tr("On hand");
    default: return tr("Minimum");
    }
}

QVariant LowStockModel::cell(const QJsonObject &level, int column, int role) const
{
    const Quantity onHand = quantityIn(level, "on_hand");
    switch (role) {
    case KindRole: return static_cast<int>(column == Name ? CellKind::Plain : CellKind::Number);
    case ToneRole:
        return static_cast<int>(column != OnHand                         ? Tone::Neutral
                                : onHand.isZero() || onHand.isNegative() ? Tone::Danger
                                                                         : Tone::Warning);
    case Qt::ToolTipRole: return level[u"sku"].toString();
    case Qt::DisplayRole: break;
    default: return {};
    }
    if (column == OnHand)
        return m_format.format(onHand);
    if (column == Minimum)
        return m_format.format(quantityIn(level, "low_stock_threshold"));
    const QString variant = level[u"variant_name"].toString();
    return variant.isEmpty() ? level[u"name"].toString() : level[u"name"].toString() + QStringLiteral(", ") + variant;
}

} // namespace pos::ui
