// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Variant.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pos::contract {

namespace catalogue {

namespace {

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

QString line(JsonReader &reader, const char *name, const QString &base, bool isNew, qsizetype max, qsizetype min)
{
    if (!isNew && !reader.has(name))
        return base;
    const QString text = reader.text(name, {min, max}).trimmed();
    if (hasControl(text))
        reader.addError(name, u"bad_characters"_s, u"must be a single line"_s);
    return text;
}

void readSale(JsonReader &reader, VariantDraft &draft, bool isNew)
{
    draft.sku = line(reader, "sku", draft.sku, isNew, 64);
    if (isNew || reader.has("price"))
        draft.price = reader.money("price", Money());
    if (reader.has("cost"))
        draft.cost = reader.optionalMoney("cost", Money());
    if (reader.has("low_stock_threshold"))
        draft.lowStockThreshold = reader.optionalQuantity("low_stock_threshold", Quantity());
    if (reader.has("stock_policy"))
        draft.stockPolicy = reader.optionalOneOf("stock_policy", {u"allow"_s, u"warn"_s, u"block"_s});
    if (reader.has("barcodes")) {
        QStringList codes;
        for (const QString &code : reader.textList("barcodes", kMaxBarcodes, {1, 128})) {
            const QString plain = code.trimmed();
            if (hasControl(plain))
                reader.addError("barcodes", u"bad_characters"_s, u"must each be a single line"_s);
            else if (!codes.contains(plain))
                codes.append(plain);
        }
        draft.barcodes = codes;
    }
}

QJsonValue orNull(const std::optional<Money> &money)
{
    return money ? toJson(*money) : QJsonValue();
}

QJsonValue orNull(const std::optional<Quantity> &quantity)
{
    return quantity ? toJson(*quantity) : QJsonValue();
}

QJsonValue orNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(const Id &id)
{
    return id.isNull() ? QJsonValue() : QJsonValue(id.toString());
}

} // namespace catalogue

VariantDraft readVariant(JsonReader &reader, VariantDraft base, bool isNew)
{
    if (reader.has("name"))
        base.name = catalogue::line(reader, "name", base.name, false, 200, 0);
    catalogue::readSale(reader, base, isNew);
    return base;
}

std::optional<QString> readStatus(JsonReader &reader)
{
    return reader.optionalOneOf("status", {u"active"_s, u"archived"_s});
}

QJsonObject toJson(const Variant &variant, const QString &currency)
{
    using catalogue::orNull;
    const VariantDraft &written = variant.written;
    return {{u"id"_s, variant.id.toString()},
            {u"product_id"_s, variant.product.toString()},
            {u"is_default"_s, variant.isDefault},
            {u"sku"_s, written.sku},
            {u"name"_s, written.name},
            {u"price"_s, toJson(written.price)},
            {u"currency"_s, currency},
            {u"cost"_s, orNull(written.cost)},
            {u"average_cost"_s, variant.isTracked ? toJson(variant.averageCost) : QJsonValue()},
            {u"on_hand"_s, variant.isTracked ? toJson(variant.onHand) : QJsonValue()},
            {u"is_low"_s, variant.isLow},
            {u"low_stock_threshold"_s, orNull(written.lowStockThreshold)},
            {u"stock_policy"_s, orNull(written.stockPolicy)},
            {u"barcodes"_s, QJsonArray::fromStringList(written.barcodes)},
            {u"status"_s, variant.status},
            {u"version"_s, variant.version},
            {u"created_at"_s, toRfc3339(variant.createdAt)},
            {u"updated_at"_s, toRfc3339(variant.updatedAt)}};
}

} // namespace pos::contract
