// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/ProductRows.h"

namespace pos::product {

namespace {

contract::VariantDraft saleOf(const pg::Row &row)
{
    contract::VariantDraft sale;
    sale.sku = row.text("sku");
    sale.price = row.money("price");
    if (!row.isNull("cost"))
        sale.cost = row.money("cost");
    if (!row.isNull("low_stock_threshold"))
        sale.lowStockThreshold = row.quantity("low_stock_threshold");
    sale.stockPolicy = row.optionalText("policy");
    sale.barcodes = row.texts("barcodes");
    return sale;
}

} // namespace

QList<contract::ProductUnit> unitsOf(const pg::Row &row)
{
    QList<contract::ProductUnit> units;
    const QJsonArray stored = row.jsonArray("units");
    for (const QJsonValue &value : stored) {
        const QJsonArray unit = value.toArray();
        units.append({unit[0].toString(), unit[1].toInteger(), unit[2].toInteger()});
    }
    return units;
}

contract::Product productOf(const pg::Row &row)
{
    contract::Product product;
    product.id = row.id("id");
    product.variant = row.id("variant_id");
    contract::ProductDraft &written = product.written;
    written.name = row.text("name");
    written.description = row.text("description");
    written.kind = row.text("kind");
    written.unit = row.text("unit");
    written.taxClass = row.text("tax_class");
    written.category = row.id("category_id");
    written.sale = saleOf(row);
    written.units = unitsOf(row);
    product.currency = row.text("currency");
    product.onHand = row.quantity("on_hand");
    product.averageCost = row.money("average_cost");
    product.isLow = row.boolean("is_low");
    product.variantCount = row.i32("variant_count");
    product.photo = row.optionalText("photo").value_or(QString());
    product.status = row.text("status");
    product.version = row.i64("version");
    product.createdAt = row.instant("created_at");
    product.updatedAt = row.instant("updated_at");
    return product;
}

contract::Variant variantOf(const pg::Row &row)
{
    contract::Variant variant;
    variant.id = row.id("id");
    variant.product = row.id("product_id");
    variant.isDefault = row.boolean("is_default");
    variant.written = saleOf(row);
    variant.written.name = row.text("name");
    variant.isTracked = row.boolean("is_tracked");
    variant.onHand = row.quantity("on_hand");
    variant.averageCost = row.money("average_cost");
    variant.isLow = row.boolean("is_low");
    variant.status = row.text("status");
    variant.version = row.i64("version");
    variant.createdAt = row.instant("created_at");
    variant.updatedAt = row.instant("updated_at");
    return variant;
}

} // namespace pos::product
