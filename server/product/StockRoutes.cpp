// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/StockRoutes.h"

#include "server/http/Endpoints.h"
#include "server/inventory/StockProof.h"
#include "server/product/StockEntryLines.h"
#include "server/runtime/Idempotency.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

using contract::MovementKind;
using contract::StockEntry;
using contract::StockMovement;
using http::Call;
using http::Response;

// A till's clock may be ahead a little; tomorrow's receipt is a slip of the pen.
constexpr Duration kClockSkew = std::chrono::minutes(5);

// The document as it is told from its movements, so that a repeated request reads the same.
QJsonObject documentOf(const Id &id, const StockEntry &entry, const QList<StockMovement> &movements)
{
    QJsonArray lines;
    QJsonArray warnings;
    for (const StockMovement &movement : movements) {
        lines.append(contract::toJson(movement));
        if (movement.quantity.isNegative() && movement.onHandAfter.isNegative())
            warnings.append(QJsonObject{{u"code"_s, u"below_zero"_s},
                                        {u"variant_id"_s, movement.variant.toString()},
                                        {u"on_hand"_s, contract::toJson(movement.onHandAfter)}});
    }
    return {{u"id"_s, id.toString()},
            {u"kind"_s, QString::fromLatin1(contract::toWord(entry.kind))},
            {u"reason"_s, entry.reason.isEmpty() ? QJsonValue() : QJsonValue(entry.reason)},
            {u"reference"_s, entry.reference.isEmpty() ? QJsonValue() : QJsonValue(entry.reference)},
            {u"movements"_s, lines},
            {u"warnings"_s, warnings}};
}

// What became of each item: what listeners and the audit trail are told.
QJsonArray movedOf(const QList<inventory::StockChange> &changes, const QList<inventory::StockOutcome> &outcomes)
{
    QHash<Id, Quantity> sums;
    for (const inventory::StockChange &change : changes)
        sums[change.variant] += change.quantity;
    QJsonArray moved;
    for (const inventory::StockOutcome &outcome : outcomes)
        moved.append(QJsonObject{{u"variant_id"_s, outcome.variant.toString()},
                                 {u"quantity"_s, contract::toJson(sums.value(outcome.variant))},
                                 {u"on_hand"_s, contract::toJson(outcome.onHand)},
                                 {u"is_low"_s, outcome.isLow}});
    return moved;
}

} // namespace

void StockRoutes::bind(http::Endpoints &endpoints) const
{
    endpoints.bind("GET", "/api/v1/stock", [this](const Call &call) { return levels(call); });
    endpoints.bind("GET", "/api/v1/stock/variants/{variant_id}", [this](const Call &call) { return card(call); });
    endpoints.bind("GET", "/api/v1/stock/movements", [this](const Call &call) { return movements(call); });
    endpoints.bind("GET", "/api/v1/stock/proof", [this](const Call &call) { return proof(call); });
    endpoints.bind("POST", "/api/v1/stock/adjustments",
                   [this](const Call &call) { return enter(call, contract::readAdjustment); });
    endpoints.bind("POST", "/api/v1/stock/receipts",
                   [this](const Call &call) { return enter(call, contract::readReceipt); });
    endpoints.bind("POST", "/api/v1/stock/counts",
                   [this](const Call &call) { return enter(call, contract::readCount); });
}

Result<Response> StockRoutes::levels(const Call &call) const
{
    POS_CHECK(call.allowQuery({"limit", "cursor", "low_stock", "category_id", "product_id", "q"}));
    StockRepository::LevelQuery query;
    POS_TRY(query.limit, call.limit());
    POS_TRY(query.category, call.queryId("category_id"));
    POS_TRY(query.product, call.queryId("product_id"));
    POS_TRY(query.words, queryText(call, "q"));
    POS_TRY(const auto low, call.queryBoolean("low_stock"));
    query.onlyLow = low.value_or(false);
    POS_TRY(QJsonObject position, call.cursor());
    if (!position.isEmpty()) {
        contract::JsonReader reader(std::move(position));
        query.after = {reader.boolean("low", true), reader.text("key", {}), reader.id("product"), reader.id("variant")};
        POS_CHECK(finishCursor(reader));
    }
    POS_TRY(const StockRepository::LevelPage page,
            m_parts.database.forTenant(call.principal().tenant,
                                       [&](pg::Transaction &tx) { return m_stock.levels(tx, query); }));
    QJsonArray items;
    for (const contract::StockLevel &level : page.levels)
        items.append(contract::toJson(level));
    std::optional<QJsonObject> next;
    if (page.next)
        next = QJsonObject{{u"low"_s, page.next->isLow},
                           {u"key"_s, page.next->nameKey},
                           {u"product"_s, page.next->product.toString()},
                           {u"variant"_s, page.next->variant.toString()}};
    return Response::page(items, next);
}

Result<Response> StockRoutes::card(const Call &call) const
{
    POS_TRY(const Id variant, call.pathId("variant_id"));
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const contract::StockCard card,
            m_parts.database.forTenant(call.principal().tenant,
                                       [&](pg::Transaction &tx) { return m_stock.card(tx, variant); }));
    return Response::json(200, contract::toJson(card));
}

Result<Response> StockRoutes::movements(const Call &call) const
{
    POS_CHECK(
        call.allowQuery({"limit", "cursor", "variant_id", "reference_id", "reference", "kind", "from", "to", "q"}));
    StockRepository::MovementQuery query;
    POS_TRY(query.limit, call.limit());
    POS_TRY(query.variant, call.queryId("variant_id"));
    POS_TRY(query.referenceId, call.queryId("reference_id"));
    POS_TRY(query.reference, queryText(call, "reference"));
    POS_TRY(query.words, queryText(call, "q"));
    POS_TRY(query.kind, call.queryOneOf("kind", contract::movementKindWords()));
    POS_TRY(query.from, call.queryInstant("from"));
    POS_TRY(query.to, call.queryInstant("to"));
    POS_TRY(QJsonObject position, call.cursor());
    if (!position.isEmpty()) {
        contract::JsonReader reader(std::move(position));
        query.before = reader.integer("before", 0, Q_INT64_C(1) << 53);
        POS_CHECK(finishCursor(reader));
    }
    POS_TRY(const StockRepository::MovementPage page,
            m_parts.database.forTenant(call.principal().tenant,
                                       [&](pg::Transaction &tx) { return m_stock.movements(tx, query); }));
    QJsonArray items;
    for (const StockMovement &movement : page.movements)
        items.append(contract::toJson(movement));
    std::optional<QJsonObject> next;
    if (page.next)
        next = QJsonObject{{u"before"_s, *page.next}};
    return Response::page(items, next);
}

Result<Response> StockRoutes::proof(const Call &call) const
{
    POS_CHECK(call.allowQuery({}));
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const inventory::StockProof now, inventory::prove(tx, m_parts.clock.now()));
        POS_TRY(const auto nightly, inventory::lastKeptProof(tx));
        QJsonObject document = inventory::toJson(now);
        document.insert(u"nightly"_s, nightly ? QJsonValue(inventory::toJson(*nightly)) : QJsonValue());
        return Response::json(200, document);
    });
}

Result<Response> StockRoutes::enter(const Call &call, ReadEntry read) const
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const StockEntry entry, read(reader));
    const Instant now = m_parts.clock.now();
    if (entry.occurredAt && *entry.occurredAt > now + kClockSkew)
        return fail(Error::invalid(u"occurred_at"_s, u"too_large"_s, u"must not be in the future"_s));
    const Id id = Id::make(m_parts.clock);
    const QByteArray kind = contract::toWord(entry.kind);
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_parts.clock, call, 201, id));
        const Id document = earlier ? earlier->resource : id;
        if (!earlier) {
            QList<Id> variants;
            for (const contract::StockEntryLine &line : entry.lines)
                variants.append(line.variant);
            POS_TRY(const StockRepository::Items items, m_stock.lockItems(tx, variants));
            POS_TRY(const auto changes, changesOf(entry, items));
            POS_TRY(const auto outcomes, m_ledger.move(tx, {.kind = entry.kind,
                                                            .changes = changes,
                                                            .occurredAt = entry.occurredAt.value_or(now),
                                                            .actor = call.principal().user,
                                                            .referenceType = kind,
                                                            .reference = id,
                                                            .referenceText = entry.reference,
                                                            .reason = entry.reason,
                                                            .enforce = entry.kind != MovementKind::Count}));
            m_parts.log.add(tx, call,
                            {"stock." + kind, "stock_" + kind, id, {}, {{u"moved"_s, movedOf(changes, outcomes)}}});
        }
        POS_TRY(const QList<StockMovement> movements, m_stock.movementsOf(tx, document));
        return Response::created("/api/v1/stock/movements?reference_id=" + document.toString().toLatin1(),
                                 documentOf(document, entry, movements));
    });
}

} // namespace pos::product
