// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/CategoryRoutes.h"

#include "server/http/Endpoints.h"
#include "server/product/ProductRepository.h"
#include "server/runtime/Idempotency.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

using contract::Category;
using http::Call;
using http::Response;

Response answer(int status, const Category &category)
{
    const QJsonObject document = contract::toJson(category);
    if (status == 201)
        return Response::created("/api/v1/categories/" + category.id.toString().toLatin1(), document)
            .etag(category.version);
    return Response::json(status, document).etag(category.version);
}

} // namespace

void CategoryRoutes::bind(http::Endpoints &endpoints) const
{
    endpoints.bind("GET", "/api/v1/categories", [this](const Call &call) { return list(call); });
    endpoints.bind("POST", "/api/v1/categories", [this](const Call &call) { return create(call); });
    endpoints.bind("GET", "/api/v1/categories/{id}", [this](const Call &call) { return read(call); });
    endpoints.bind("PATCH", "/api/v1/categories/{id}", [this](const Call &call) { return change(call); });
    endpoints.bind("DELETE", "/api/v1/categories/{id}", [this](const Call &call) { return remove(call); });
}

Result<Response> CategoryRoutes::list(const Call &call) const
{
    POS_CHECK(call.allowQuery({"limit", "cursor"}));
    POS_TRY(const int limit, call.limit());
    POS_TRY(QJsonObject position, call.cursor());
    CategoryRepository::Position after;
    if (!position.isEmpty()) {
        contract::JsonReader reader(std::move(position));
        after = {reader.integer("position", 0, 1'000'000), reader.text("key", {}), reader.id("id")};
        POS_CHECK(finishCursor(reader));
    }
    POS_TRY(const CategoryRepository::Page page,
            m_parts.database.forTenant(call.principal().tenant,
                                       [&](pg::Transaction &tx) { return m_categories.list(tx, after, limit); }));
    QJsonArray items;
    for (const Category &category : page.categories)
        items.append(contract::toJson(category));
    std::optional<QJsonObject> next;
    if (page.next)
        next = QJsonObject{
            {u"position"_s, page.next->position}, {u"key"_s, page.next->nameKey}, {u"id"_s, page.next->id.toString()}};
    return Response::page(items, next);
}

Result<Response> CategoryRoutes::create(const Call &call) const
{
    POS_TRY(contract::JsonReader reader, call.json());
    Category category;
    POS_TRY(category.written, contract::readCategory(reader, {}, true));
    category.id = Id::make(m_parts.clock);
    category.createdAt = m_parts.clock.now();
    const auto made = m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_parts.clock, call, 201, category.id));
        if (!earlier) {
            m_categories.insert(tx, category);
            m_parts.log.add(tx, call, {"category.created", "category", category.id});
        }
        POS_TRY(const Category stored, m_categories.read(tx, earlier ? earlier->resource : category.id));
        return answer(201, stored);
    });
    return made ? made : fail(asFieldError(made.error()));
}

Result<Response> CategoryRoutes::read(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const Category category, m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) {
        return m_categories.read(tx, id);
    }));
    return answer(200, category);
}

Result<Response> CategoryRoutes::change(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const qint64 known, call.ifMatch());
    POS_TRY(const contract::JsonReader body, call.json());
    const auto changed =
        m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
            POS_TRY(const Category before, m_categories.readLocked(tx, id));
            POS_CHECK(requireVersion(known, before.version, contract::toJson(before)));
            contract::JsonReader reader = body;
            Category after = before;
            POS_TRY(after.written, contract::readCategory(reader, before.written, false));
            const QStringList fields = contract::changedFields(contract::toJson(before), contract::toJson(after));
            if (fields.isEmpty())
                return answer(200, before);
            after.updatedAt = m_parts.clock.now();
            m_categories.update(tx, after);
            m_parts.log.add(tx, call, {"category.updated", "category", id, fields});
            POS_TRY(const Category stored, m_categories.read(tx, id));
            return answer(200, stored);
        });
    return changed ? changed : fail(asFieldError(changed.error()));
}

Result<Response> CategoryRoutes::remove(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const Category before, m_categories.readLocked(tx, id));
        m_categories.remove(tx, id, m_parts.clock.now());
        m_parts.log.add(tx, call, {"category.deleted", "category", id, {}, {{u"products"_s, before.productCount}}});
        return Response::noContent();
    });
}

} // namespace pos::product
