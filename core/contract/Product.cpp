// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Product.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pos::contract {

namespace {

constexpr qsizetype kMaxUnits = 20;
constexpr qint64 kMaxFactor = 1'000'000'000;

QList<ProductUnit> readUnits(JsonReader &reader)
{
    QList<ProductUnit> units;
    QStringList names;
    reader.each("units", 0, kMaxUnits, [&](JsonReader &item, qsizetype) {
        ProductUnit unit;
        unit.name = catalogue::line(item, "name", {}, true, 32);
        unit.numerator = item.integer("numerator", 1, kMaxFactor);
        unit.denominator = item.optionalInteger("denominator", 1, kMaxFactor).value_or(1);
        if (names.contains(unit.name))
            item.addError("name", u"taken"_s, u"is the name of another unit of this product"_s);
        names.append(unit.name);
        units.append(unit);
    });
    return units;
}

} // namespace

Result<ProductDraft> readProduct(JsonReader &reader, ProductDraft base, bool isNew)
{
    base.name = catalogue::line(reader, "name", base.name, isNew, 200);
    catalogue::readSale(reader, base.sale, isNew);
    if (reader.has("description"))
        base.description = reader.optionalText("description", {0, 10000}).value_or(QString());
    if (const auto kind = reader.optionalOneOf("kind", {u"goods"_s, u"service"_s}))
        base.kind = *kind;
    if (reader.has("unit"))
        base.unit = catalogue::line(reader, "unit", base.unit, false, 32);
    if (const auto taxClass = reader.optionalText("tax_class", {1, 30})) {
        static const QRegularExpression word(u"\\A[a-z0-9_]{1,30}\\z"_s);
        if (!taxClass->isEmpty() && !word.match(*taxClass).hasMatch())
            reader.addError("tax_class", u"bad_characters"_s, u"must be made of a-z, 0-9 and _"_s);
        base.taxClass = *taxClass;
    }
    if (reader.has("category_id"))
        base.category = reader.optionalId("category_id").value_or(Id());
    if (reader.has("units"))
        base.units = readUnits(reader);
    if (std::any_of(base.units.begin(), base.units.end(),
                    [&](const ProductUnit &unit) { return unit.name == base.unit; }))
        reader.addError("unit", u"taken"_s, u"is the name of another unit of this product"_s);
    POS_CHECK(reader.finish());
    return base;
}

QJsonObject toJson(const Product &product)
{
    using catalogue::orNull;
    const ProductDraft &written = product.written;
    const bool isService = product.isService();
    return {{u"id"_s, product.id.toString()},
            {u"variant_id"_s, product.variant.toString()},
            {u"sku"_s, written.sale.sku},
            {u"name"_s, written.name},
            {u"description"_s, written.description},
            {u"kind"_s, written.kind},
            {u"unit"_s, written.unit},
            {u"units"_s, toJson(written.units)},
            {u"tax_class"_s, written.taxClass},
            {u"category_id"_s, orNull(written.category)},
            {u"price"_s, toJson(written.sale.price)},
            {u"currency"_s, product.currency},
            {u"cost"_s, orNull(written.sale.cost)},
            {u"average_cost"_s, isService ? QJsonValue() : toJson(product.averageCost)},
            {u"on_hand"_s, isService ? QJsonValue() : toJson(product.onHand)},
            {u"is_low"_s, product.isLow},
            {u"low_stock_threshold"_s, orNull(written.sale.lowStockThreshold)},
            {u"stock_policy"_s, orNull(written.sale.stockPolicy)},
            {u"barcodes"_s, QJsonArray::fromStringList(written.sale.barcodes)},
            {u"variant_count"_s, product.variantCount},
            {u"photo"_s, orNull(product.photo)},
            {u"status"_s, product.status},
            {u"version"_s, product.version},
            {u"created_at"_s, toRfc3339(product.createdAt)},
            {u"updated_at"_s, toRfc3339(product.updatedAt)}};
}

QStringList changedFields(const QJsonObject &before, const QJsonObject &after)
{
    QStringList names;
    for (auto it = after.constBegin(); it != after.constEnd(); ++it) {
        if (it.key() != u"version" && it.key() != u"updated_at" && before.value(it.key()) != it.value())
            names.append(it.key());
    }
    return names;
}

} // namespace pos::contract
