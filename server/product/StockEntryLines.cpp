// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/StockEntryLines.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

// quantity × numerator ÷ denominator, or nothing where that is not a whole number of thousandths.
std::optional<Quantity> exactly(Quantity quantity, const contract::ProductUnit &unit)
{
    const Result<qint64> there = mulDiv(quantity.thousandths(), unit.numerator, unit.denominator, Rounding::Down);
    if (!there || !Quantity::ofThousandths(*there).inRange())
        return {};
    // Rounded down on the way there, it would come back smaller.
    const Result<qint64> back = mulDiv(*there, unit.denominator, unit.numerator, Rounding::Down);
    if (!back || *back != quantity.thousandths())
        return {};
    return Quantity::ofThousandths(*there);
}

} // namespace

Result<QList<inventory::StockChange>> changesOf(const contract::StockEntry &entry, const StockRepository::Items &items)
{
    QList<inventory::StockChange> changes;
    QList<FieldError> errors;
    QJsonArray moved;
    for (qsizetype i = 0; i < entry.lines.size(); ++i) {
        const contract::StockEntryLine &line = entry.lines[i];
        const auto wrong = [&](const QString &field, const QString &code, const QString &message) {
            errors.append({u"lines[%1].%2"_s.arg(i).arg(field), code, message});
        };
        const auto item = items.find(line.variant);
        if (item == items.end()) {
            wrong(u"variant_id"_s, u"unknown"_s, u"this shop has no such variant"_s);
            continue;
        }
        if (!item->second.isTracked) {
            wrong(u"variant_id"_s, u"no_stock"_s, u"is a service, which has no stock"_s);
            continue;
        }
        const QList<contract::ProductUnit> &units = item->second.units;
        const auto unit = line.unit.isEmpty() ? units.begin()
                                              : std::find_if(units.begin(), units.end(),
                                                             [&](const auto &one) { return one.name == line.unit; });
        if (unit == units.end()) {
            wrong(u"unit"_s, u"unknown"_s, u"is not a unit of this product"_s);
            continue;
        }
        const std::optional<Quantity> quantity = exactly(line.quantity, *unit);
        if (!quantity) {
            wrong(entry.kind == contract::MovementKind::Count ? u"counted"_s : u"quantity"_s, u"not_exact"_s,
                  u"is not a whole number of thousandths of the product's own unit"_s);
            continue;
        }
        inventory::StockChange change{line.variant, *quantity};
        if (entry.kind == contract::MovementKind::Count)
            change.quantity = *quantity - item->second.onHand;
        if (line.expected && *line.expected != item->second.onHand)
            moved.append(QJsonObject{{u"variant_id"_s, line.variant.toString()},
                                     {u"expected"_s, contract::toJson(*line.expected)},
                                     {u"on_hand"_s, contract::toJson(item->second.onHand)}});
        if (line.unitCost && !line.quantity.isNegative()) {
            const Result<Money> cost = times(*line.unitCost, line.quantity);
            if (cost)
                change.cost = *cost;
            else
                wrong(u"unit_cost"_s, u"too_large"_s, u"makes a sum that is too large"_s);
        }
        changes.append(change);
    }
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    if (!moved.isEmpty()) {
        Error stale = Error::conflict(u"stock_moved"_s, u"Some of these moved since they were counted"_s);
        stale.state = {{u"lines"_s, moved}};
        return fail(stale);
    }
    return changes;
}

} // namespace pos::product
