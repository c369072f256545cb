// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/PriceList.h"

#include "core/contract/Variant.h"

#include <set>

using namespace Qt::StringLiterals;

namespace pos::contract {

Result<PriceListDraft> readPriceList(JsonReader &reader)
{
    PriceListDraft draft;
    draft.name = catalogue::line(reader, "name", {}, true, 200);
    draft.isDefault = reader.boolean("is_default", false);
    std::set<std::pair<Id, qint64>> seen;
    reader.each("entries", 0, kMaxPriceSteps, [&](JsonReader &item, qsizetype) {
        PriceStep step;
        step.variant = item.id("variant_id");
        step.minQuantity =
            item.optionalQuantity("min_quantity", Quantity::ofThousandths(1)).value_or(Quantity::ofUnits(1));
        step.price = item.money("price", Money());
        if (!seen.insert({step.variant, step.minQuantity.thousandths()}).second)
            item.addError("min_quantity", u"taken"_s, u"is there twice for this variant"_s);
        draft.steps.append(step);
    });
    POS_CHECK(reader.finish());
    return draft;
}

QJsonObject toJson(const PriceList &list, PriceListDetail detail)
{
    QJsonObject document{{u"id"_s, list.id.toString()},
                         {u"name"_s, list.written.name},
                         {u"is_default"_s, list.written.isDefault},
                         {u"currency"_s, list.currency},
                         {u"entry_count"_s, list.stepCount},
                         {u"version"_s, list.version},
                         {u"created_at"_s, toRfc3339(list.createdAt)},
                         {u"updated_at"_s, toRfc3339(list.updatedAt)}};
    if (detail == PriceListDetail::WithSteps) {
        QJsonArray entries;
        for (const PriceStep &step : list.written.steps)
            entries.append(QJsonObject{{u"variant_id"_s, step.variant.toString()},
                                       {u"min_quantity"_s, toJson(step.minQuantity)},
                                       {u"price"_s, toJson(step.price)}});
        document.insert(u"entries"_s, entries);
    }
    return document;
}

} // namespace pos::contract
