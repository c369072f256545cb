// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ProductsModel.h"

#include "ui/models/JsonCells.h"
#include "ui/widgets/CellRole.h"

#include <QJsonArray>

namespace pos::ui {

namespace {

bool isService(const QJsonObject &product)
{
    return product[u"kind"] == QStringLiteral("service");
}

bool isLow(const QJsonObject &product)
{
    return product[u"is_low"].toBool();
}

Tone stockTone(const QJsonObject &product)
{
    if (isService(product))
        return Tone::Neutral;
    if (quantityIn(product, "on_hand").isNegative())
        return Tone::Danger;
    return isLow(product) ? Tone::Warning : Tone::Neutral;
}

} // namespace

ProductsModel::ProductsModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/products"),
                       {{QStringLiteral("name"), QStringLiteral("name")},
                        {QStringLiteral("category"), {}},
                        {QStringLiteral("price"), QStringLiteral("price"), true},
                        {QStringLiteral("on_hand"), QStringLiteral("on_hand"), true},
                        {QStringLiteral("status"), {}}},
                       parent)
{
}

void ProductsModel::setCategories(const QHash<QString, QString> &namesById)
{
    m_categories = namesById;
    retranslate();
}

ProductsModel::State ProductsModel::stateOf(const QJsonObject &product)
{
    if (product[u"status"] == QStringLiteral("archived"))
        return {tr("Archived"), Tone::Neutral};
    if (isService(product))
        return {tr("Not counted"), Tone::Neutral};
    const Quantity onHand = quantityIn(product, "on_hand");
    if (onHand.isNegative())
        return {tr("Below zero"), Tone::Danger};
    if (onHand.isZero())
        return {tr("Sold out"), Tone::Neutral};
    return isLow(product) ? State{tr("Low"), Tone::Warning} : State{tr("In stock"), Tone::Success};
}

// The headings are ones an import knows by themselves, in both languages.
QStringList ProductsModel::exportTitles() const
{
    return {tr("SKU"),  tr("Name"), tr("Price"), tr("Category"),  tr("Barcode"), tr("Cost"),
            tr("Unit"), tr("Type"), tr("Stock"), tr("Low stock"), tr("Status")};
}

QList<ExportValue> ProductsModel::exportRow(const QJsonObject &product) const
{
    const auto text = [&](const char *name) { return ExportValue::ofText(product[QLatin1String(name)].toString()); };
    const auto quantity = [&](const char *name) {
        return isService(product) || !hasValue(product, name) ? ExportValue()
                                                              : ExportValue::ofQuantity(quantityIn(product, name));
    };
    QStringList barcodes;
    for (const QJsonValue &barcode : product[u"barcodes"].toArray())
        barcodes.append(barcode.toString());
    return {text("sku"),
            text("name"),
            ExportValue::ofMoney(moneyIn(product, "price"), m_format.decimals()),
            ExportValue::ofText(m_categories.value(product[u"category_id"].toString())),
            ExportValue::ofText(barcodes.join(u'|')),
            hasValue(product, "cost") ? ExportValue::ofMoney(moneyIn(product, "cost"), m_format.decimals())
                                      : ExportValue(),
            text("unit"),
            text("kind"),
            quantity("on_hand"),
            quantity("low_stock_threshold"),
            ExportValue::ofText(stateOf(product).words)};
}

QString ProductsModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Product");
    case Category: return tr("Category");
    case Price: return tr("Price");
    case OnHand: return tr("On hand");
    default: return tr("Status");
    }
}

QVariant ProductsModel::cell(const QJsonObject &product, int column, int role) const
{
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Named, CellKind::Muted, CellKind::Number, CellKind::Number,
                                   CellKind::Pill};
        return static_cast<int>(kinds[column]);
    }
    if (role == Qt::DisplayRole) {
        switch (column) {
        case Name: return product[u"name"].toString();
        case Category: return m_categories.value(product[u"category_id"].toString());
        case Price: return m_format.format(moneyIn(product, "price"));
        case OnHand:
            return isService(product) ? QString(QChar(0x2014)) : m_format.format(quantityIn(product, "on_hand"));
        default: return stateOf(product).words;
        }
    }
    if (role == SubRole && column == Name)
        return product[u"sku"].toString();
    if (role == ToneRole)
        return static_cast<int>(column == Status   ? stateOf(product).tone
                                : column == OnHand ? stockTone(product)
                                                   : Tone::Neutral);
    if (role == Qt::ToolTipRole && column == Name)
        return product[u"name"].toString();
    return {};
}

} // namespace pos::ui
