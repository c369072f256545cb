// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Category.h"

#include "core/contract/Variant.h"

using namespace Qt::StringLiterals;

namespace pos::contract {

Result<CategoryDraft> readCategory(JsonReader &reader, CategoryDraft base, bool isNew)
{
    base.name = catalogue::line(reader, "name", base.name, isNew, 200);
    if (const auto position = reader.optionalInteger("position", 0, 1'000'000))
        base.position = *position;
    POS_CHECK(reader.finish());
    return base;
}

QJsonObject toJson(const Category &category)
{
    return {{u"id"_s, category.id.toString()},
            {u"name"_s, category.written.name},
            {u"position"_s, category.written.position},
            {u"product_count"_s, category.productCount},
            {u"version"_s, category.version},
            {u"created_at"_s, toRfc3339(category.createdAt)},
            {u"updated_at"_s, toRfc3339(category.updatedAt)}};
}

} // namespace pos::contract
