// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/PriceListRoutes.h"

#include "server/http/Endpoints.h"
#include "server/product/ProductRepository.h"
#include "server/runtime/Idempotency.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

using contract::PriceList;
using contract::PriceListDetail;
using http::Call;
using http::Response;

Response answer(int status, const PriceList &list)
{
    const QJsonObject document = contract::toJson(list, PriceListDetail::WithSteps);
    if (status == 201)
        return Response::created("/api/v1/price-lists/" + list.id.toString().toLatin1(), document).etag(list.version);
    return Response::json(status, document).etag(list.version);
}

} // namespace

void PriceListRoutes::bind(http::Endpoints &endpoints) const
{
    endpoints.bind("GET", "/api/v1/price-lists", [this](const Call &call) { return list(call); });
    endpoints.bind("POST", "/api/v1/price-lists", [this](const Call &call) { return create(call); });
    endpoints.bind("GET", "/api/v1/price-lists/{id}", [this](const Call &call) { return read(call); });
    endpoints.bind("PUT", "/api/v1/price-lists/{id}", [this](const Call &call) { return replace(call); });
    endpoints.bind("DELETE", "/api/v1/price-lists/{id}", [this](const Call &call) { return remove(call); });
}

Result<Response> PriceListRoutes::list(const Call &call) const
{
    POS_CHECK(call.allowQuery({"limit", "cursor"}));
    POS_TRY(const int limit, call.limit());
    POS_TRY(QJsonObject position, call.cursor());
    PriceListRepository::Position after;
    if (!position.isEmpty()) {
        contract::JsonReader reader(std::move(position));
        after = {reader.text("key", {}), reader.id("id")};
        POS_CHECK(finishCursor(reader));
    }
    POS_TRY(const PriceListRepository::Page page,
            m_parts.database.forTenant(call.principal().tenant,
                                       [&](pg::Transaction &tx) { return m_lists.list(tx, after, limit); }));
    QJsonArray items;
    for (const PriceList &list : page.lists)
        items.append(contract::toJson(list, PriceListDetail::WithoutSteps));
    std::optional<QJsonObject> next;
    if (page.next)
        next = QJsonObject{{u"key"_s, page.next->nameKey}, {u"id"_s, page.next->id.toString()}};
    return Response::page(items, next);
}

Result<Response> PriceListRoutes::create(const Call &call) const
{
    POS_TRY(contract::JsonReader reader, call.json());
    PriceList list;
    POS_TRY(list.written, contract::readPriceList(reader));
    list.id = Id::make(m_parts.clock);
    list.createdAt = m_parts.clock.now();
    const auto made = m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_parts.clock, call, 201, list.id));
        if (!earlier) {
            m_lists.insert(tx, list);
            m_parts.log.add(
                tx, call,
                {"price_list.created", "price_list", list.id, {}, {{u"entries"_s, list.written.steps.size()}}});
        }
        POS_TRY(const PriceList stored, m_lists.read(tx, earlier ? earlier->resource : list.id));
        return answer(201, stored);
    });
    return made ? made : fail(asFieldError(made.error()));
}

Result<Response> PriceListRoutes::read(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const PriceList list, m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) {
        return m_lists.read(tx, id);
    }));
    return answer(200, list);
}

Result<Response> PriceListRoutes::replace(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const qint64 known, call.ifMatch());
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const contract::PriceListDraft draft, contract::readPriceList(reader));
    const auto changed =
        m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
            POS_TRY(PriceList list, m_lists.readLocked(tx, id));
            const QJsonObject before = contract::toJson(list, PriceListDetail::WithSteps);
            POS_CHECK(requireVersion(known, list.version, before));
            list.written = draft;
            list.updatedAt = m_parts.clock.now();
            m_lists.replace(tx, list);
            POS_TRY(const PriceList stored, m_lists.read(tx, id));
            m_parts.log.add(tx, call,
                            {"price_list.updated", "price_list", id,
                             contract::changedFields(before, contract::toJson(stored, PriceListDetail::WithSteps))});
            return answer(200, stored);
        });
    return changed ? changed : fail(asFieldError(changed.error()));
}

Result<Response> PriceListRoutes::remove(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_CHECK(m_lists.readLocked(tx, id));
        m_lists.remove(tx, id);
        m_parts.log.add(tx, call, {"price_list.deleted", "price_list", id});
        return Response::noContent();
    });
}

} // namespace pos::product
