// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Stock.h"

#include "core/contract/Variant.h"

using namespace Qt::StringLiterals;

namespace pos::contract {

namespace {

void readCommon(JsonReader &reader, StockEntry &entry, bool isReasonRequired)
{
    if (isReasonRequired)
        entry.reason = catalogue::line(reader, "reason", {}, true, 500);
    else if (reader.has("reason") && !reader.isNull("reason"))
        entry.reason = catalogue::line(reader, "reason", {}, false, 500, 0);
    else
        reader.optionalText("reason", {});
    if (reader.has("reference") && !reader.isNull("reference"))
        entry.reference = catalogue::line(reader, "reference", {}, false, 200, 0);
    else
        reader.optionalText("reference", {});
    entry.occurredAt = reader.optionalInstant("occurred_at");
}

QString readUnit(JsonReader &reader)
{
    return reader.optionalText("unit", {1, 32}).value_or(QString()).trimmed();
}

} // namespace

QJsonArray toJson(const QList<ProductUnit> &units)
{
    QJsonArray array;
    for (const ProductUnit &unit : units)
        array.append(QJsonObject{
            {u"name"_s, unit.name}, {u"numerator"_s, unit.numerator}, {u"denominator"_s, unit.denominator}});
    return array;
}

QJsonObject toJson(const StockLevel &level)
{
    using catalogue::orNull;
    return {{u"variant_id"_s, level.variant.toString()},
            {u"product_id"_s, level.product.toString()},
            {u"sku"_s, level.sku},
            {u"name"_s, level.name},
            {u"variant_name"_s, level.variantName},
            {u"unit"_s, level.unit},
            {u"units"_s, toJson(level.units)},
            {u"barcode"_s, orNull(level.barcode)},
            {u"price"_s, toJson(level.price)},
            {u"currency"_s, level.currency},
            {u"on_hand"_s, toJson(level.onHand)},
            {u"value"_s, toJson(level.value)},
            {u"average_cost"_s, toJson(level.averageCost)},
            {u"low_stock_threshold"_s, orNull(level.lowStockThreshold)},
            {u"stock_policy"_s, orNull(level.stockPolicy)},
            {u"is_low"_s, level.isLow}};
}

bool StockCard::holds() const
{
    Quantity quantity;
    Money value;
    for (const Total &total : totals) {
        quantity += total.quantity;
        value += total.valueChange;
    }
    return quantity == level.onHand && value == level.value;
}

QJsonObject toJson(const StockCard &card)
{
    QJsonObject document = toJson(card.level);
    QJsonArray totals;
    for (const StockCard::Total &total : card.totals)
        totals.append(QJsonObject{{u"kind"_s, QString::fromLatin1(toWord(total.kind))},
                                  {u"count"_s, total.count},
                                  {u"quantity"_s, toJson(total.quantity)},
                                  {u"value_change"_s, toJson(total.valueChange)}});
    document.insert(u"is_tracked"_s, card.isTracked);
    document.insert(u"totals"_s, totals);
    document.insert(u"holds"_s, card.holds());
    return document;
}

QJsonObject toJson(const StockMovement &movement)
{
    using catalogue::orNull;
    return {{u"id"_s, movement.id.toString()},
            {u"variant_id"_s, movement.variant.toString()},
            {u"sku"_s, movement.sku},
            {u"name"_s, movement.name},
            {u"kind"_s, QString::fromLatin1(toWord(movement.kind))},
            {u"quantity"_s, toJson(movement.quantity)},
            {u"currency"_s, movement.currency},
            {u"unit_cost"_s, toJson(movement.unitCost)},
            {u"value_change"_s, toJson(movement.valueChange)},
            {u"on_hand_after"_s, toJson(movement.onHandAfter)},
            {u"average_cost_after"_s, toJson(movement.averageCostAfter)},
            {u"reference_type"_s, orNull(movement.referenceType)},
            {u"reference_id"_s, orNull(movement.reference)},
            {u"reference"_s, orNull(movement.referenceText)},
            {u"reason"_s, orNull(movement.reason)},
            {u"actor_id"_s, orNull(movement.actor)},
            {u"occurred_at"_s, toRfc3339(movement.occurredAt)},
            {u"recorded_at"_s, toRfc3339(movement.recordedAt)}};
}

Result<StockEntry> readAdjustment(JsonReader &reader)
{
    StockEntry entry;
    const QString kind =
        reader.optionalOneOf("kind", {u"adjustment"_s, u"waste"_s, u"opening"_s}).value_or(u"adjustment"_s);
    entry.kind = movementKindFromWord(kind.toLatin1()).value_or(MovementKind::Adjustment);
    reader.each("lines", 1, kMaxStockLines, [&](JsonReader &item, qsizetype) {
        StockEntryLine line;
        line.variant = item.id("variant_id");
        line.quantity = item.quantity("quantity", Quantity::ofThousandths(-Quantity::kMax));
        line.unitCost = item.optionalMoney("unit_cost", Money());
        if (line.quantity.isZero())
            item.addError("quantity", u"zero"_s, u"must not be 0"_s);
        else if (entry.kind == MovementKind::Waste && !line.quantity.isNegative())
            item.addError("quantity", u"too_large"_s, u"must be below 0: waste leaves the shop"_s);
        else if (entry.kind == MovementKind::Opening && line.quantity.isNegative())
            item.addError("quantity", u"too_small"_s, u"must be above 0: an opening stock is there"_s);
        entry.lines.append(line);
    });
    readCommon(reader, entry, true);
    POS_CHECK(reader.finish());
    return entry;
}

Result<StockEntry> readReceipt(JsonReader &reader)
{
    StockEntry entry;
    entry.kind = MovementKind::Receipt;
    QHash<Id, bool> costed;
    reader.each("lines", 1, kMaxStockLines, [&](JsonReader &item, qsizetype) {
        StockEntryLine line;
        line.variant = item.id("variant_id");
        line.quantity = item.quantity("quantity", Quantity::ofThousandths(1));
        line.unit = readUnit(item);
        line.unitCost = item.optionalMoney("unit_cost", Money());
        // Lines of one item become one movement, whose cost is known or is not.
        if (costed.value(line.variant, line.unitCost.has_value()) != line.unitCost.has_value())
            item.addError("unit_cost", u"required"_s, u"is given for this item on another line"_s);
        costed.insert(line.variant, line.unitCost.has_value());
        entry.lines.append(line);
    });
    readCommon(reader, entry, false);
    POS_CHECK(reader.finish());
    return entry;
}

Result<StockEntry> readCount(JsonReader &reader)
{
    StockEntry entry;
    entry.kind = MovementKind::Count;
    QList<Id> seen;
    reader.each("lines", 1, kMaxStockLines, [&](JsonReader &item, qsizetype) {
        StockEntryLine line;
        line.variant = item.id("variant_id");
        line.quantity = item.quantity("counted", Quantity());
        line.unit = readUnit(item);
        line.expected = item.optionalQuantity("expected", Quantity::ofThousandths(-Quantity::kMax));
        if (seen.contains(line.variant))
            item.addError("variant_id", u"taken"_s, u"is counted twice"_s);
        seen.append(line.variant);
        entry.lines.append(line);
    });
    readCommon(reader, entry, false);
    POS_CHECK(reader.finish());
    return entry;
}

} // namespace pos::contract
