// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/StockItem.h"

#include "ui/models/JsonCells.h"

#include <QJsonArray>

namespace pos::ui {

namespace {

QString nameOf(const QString &product, const QString &variant)
{
    return variant.isEmpty() ? product : product + QStringLiteral(" · ") + variant;
}

QStringList unitsIn(const QJsonObject &document)
{
    QStringList units{document[u"unit"].toString()};
    for (const QJsonValue &unit : document[u"units"].toArray())
        units.append(unit[u"name"].toString());
    return units;
}

} // namespace

StockItem StockItem::fromLevel(const QJsonObject &level)
{
    StockItem item;
    item.variant = level[u"variant_id"].toString();
    item.product = level[u"product_id"].toString();
    item.name = nameOf(level[u"name"].toString(), level[u"variant_name"].toString());
    item.sku = level[u"sku"].toString();
    item.unit = level[u"unit"].toString();
    item.units = unitsIn(level);
    item.onHand = quantityIn(level, "on_hand");
    item.averageCost = moneyIn(level, "average_cost");
    item.price = moneyIn(level, "price");
    item.barcode = level[u"barcode"].toString();
    return item;
}

StockItem StockItem::fromLookup(const QJsonObject &product)
{
    const QJsonObject variant = product[u"variant"].toObject();
    StockItem item;
    item.variant = variant[u"id"].toString();
    item.product = product[u"id"].toString();
    item.name = nameOf(product[u"name"].toString(), variant[u"name"].toString());
    item.sku = variant[u"sku"].toString();
    item.unit = product[u"unit"].toString();
    item.units = unitsIn(product);
    item.onHand = quantityIn(variant, "on_hand");
    item.averageCost = moneyIn(variant, "average_cost");
    item.price = moneyIn(variant, "price");
    item.barcode = variant[u"barcodes"][0].toString();
    item.isTracked = product[u"kind"].toString() != QLatin1String("service");
    return item;
}

} // namespace pos::ui
