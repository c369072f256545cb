// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/StockRepository.h"

#include "server/product/ProductRows.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

#define UNITS                                                                                                          \
    "(SELECT coalesce(json_agg(json_build_array(u.name, u.factor_num, u.factor_den) ORDER BY u.position), '[]') "      \
    "FROM shop.units u WHERE u.product_id = p.id) AS units "
#define LEVEL_COLUMNS                                                                                                  \
    "SELECT s.variant_id, s.product_id, v.sku, p.name, p.name_key, v.name AS variant_name, p.unit, t.currency, "       \
    "s.on_hand, s.value, s.average_cost, s.low_stock_threshold, s.policy, s.is_low, s.is_tracked, v.price, "           \
    "(SELECT b.code FROM shop.barcodes b WHERE b.variant_id = v.id ORDER BY b.position LIMIT 1) AS barcode, " UNITS    \
    "FROM shop.products p "
#define LEVEL_FILTER                                                                                                   \
    "JOIN shop.variants v ON v.id = s.variant_id CROSS JOIN shop.tenants t "                                           \
    "WHERE s.is_tracked AND p.status = 'active' AND v.status = 'active' "                                              \
    "AND ($1::uuid IS NULL OR p.category_id = $1) AND ($2::uuid IS NULL OR p.id = $2) "                                \
    "AND ($7::text IS NULL OR p.id IN (SELECT f.product_id FROM shop.find_products($7, $1, 'active', NULL, $8, NULL, " \
    "NULL, 'name', false, $3, $4, 2000) f UNION ALL SELECT $4)) "                                                      \
    "AND (p.name_key, p.id, s.variant_id) > ($3, coalesce($4, '00000000-0000-0000-0000-000000000000'::uuid), "         \
    "coalesce($5, '00000000-0000-0000-0000-000000000000'::uuid)) "
#define LEVEL_ORDER "ORDER BY p.name_key, p.id, s.variant_id LIMIT $6"

// Few are low: those first, then their names. The rest goes along the names, from where the page before ended.
constexpr pg::Statement kLow{"stock_low",
                             "WITH s AS MATERIALIZED (SELECT * FROM shop.stock_levels WHERE is_low) " LEVEL_COLUMNS
                             "JOIN s ON s.product_id = p.id " LEVEL_FILTER LEVEL_ORDER};
constexpr pg::Statement kRest{
    "stock_rest",
    LEVEL_COLUMNS "JOIN shop.stock_levels s ON s.product_id = p.id " LEVEL_FILTER
                  "AND (p.name_key, p.id) >= ($3, coalesce($4, '00000000-0000-0000-0000-000000000000'::uuid)) "
                  "AND NOT s.is_low " LEVEL_ORDER};

constexpr pg::Statement kLevel{
    "stock_level",
    LEVEL_COLUMNS "JOIN shop.stock_levels s ON s.product_id = p.id JOIN shop.variants v ON v.id = s.variant_id "
                  "CROSS JOIN shop.tenants t WHERE s.variant_id = $1"};
constexpr pg::Statement kTotals{"stock_totals", "SELECT kind, count(*) AS moves, sum(quantity)::bigint AS quantity, "
                                                "sum(value_change)::bigint AS value_change FROM shop.stock_movements "
                                                "WHERE variant_id = $1 GROUP BY kind"};

#define MOVEMENT_SELECT                                                                                                \
    "SELECT m.id, m.seq, m.variant_id, v.sku, p.name, m.kind, m.quantity, m.unit_cost, m.value_change, "               \
    "m.on_hand_after, m.average_after, m.reference_type, m.reference_id, m.reference, m.reason, m.actor_id, "          \
    "m.occurred_at, m.recorded_at, t.currency FROM shop.stock_movements m "                                            \
    "JOIN shop.variants v ON v.id = m.variant_id JOIN shop.products p ON p.id = v.product_id CROSS JOIN shop.tenants " \
    "t "
#define MOVEMENT_FILTER                                                                                                \
    "AND m.seq < $2 AND ($3::text IS NULL OR m.kind = $3) AND ($4::timestamptz IS NULL OR m.occurred_at >= $4) "       \
    "AND ($5::timestamptz IS NULL OR m.occurred_at < $5) ORDER BY m.seq DESC LIMIT $6"

// A statement for each index: one for all would be planned for none.
constexpr pg::Statement kAllMovements{"movements_all", MOVEMENT_SELECT "WHERE $1::uuid IS NULL " MOVEMENT_FILTER};
constexpr pg::Statement kOfVariant{"movements_of_variant", MOVEMENT_SELECT "WHERE m.variant_id = $1 " MOVEMENT_FILTER};
constexpr pg::Statement kOfReference{"movements_of_reference",
                                     MOVEMENT_SELECT "WHERE m.reference_id = $1 " MOVEMENT_FILTER};
constexpr pg::Statement kByReference{"movements_by_reference",
                                     MOVEMENT_SELECT "WHERE m.reference = $1 " MOVEMENT_FILTER};
constexpr pg::Statement kByBoth{"movements_by_both",
                                MOVEMENT_SELECT "WHERE ($7::uuid IS NULL OR m.variant_id = $7) "
                                                "AND ($8::uuid IS NULL OR m.reference_id = $8) "
                                                "AND ($1::text IS NULL OR m.reference = $1) " MOVEMENT_FILTER};
constexpr pg::Statement kOfWords{
    "movements_of_words",
    MOVEMENT_SELECT "WHERE m.variant_id IN (SELECT w.id FROM shop.variants w WHERE w.product_id IN "
                    "(SELECT f.product_id FROM shop.find_products($1, NULL, NULL, NULL, false, NULL, NULL, 'name', "
                    "false, NULL, NULL, 50000) f)) AND ($7::uuid IS NULL OR m.variant_id = $7) "
                    "AND ($8::uuid IS NULL OR m.reference_id = $8) "
                    "AND ($9::text IS NULL OR m.reference = $9) " MOVEMENT_FILTER};
constexpr pg::Statement kDocument{"movements_of_document", MOVEMENT_SELECT "WHERE m.reference_id = $1 ORDER BY m.seq"};

constexpr pg::Statement kLock{
    "stock_lock", "SELECT FROM shop.stock_levels WHERE variant_id = ANY ($1) ORDER BY variant_id FOR NO KEY UPDATE"};
constexpr pg::Statement kItems{
    "stock_items",
    "SELECT s.variant_id, s.on_hand, s.is_tracked, p.unit, " UNITS
    "FROM shop.stock_levels s JOIN shop.products p ON p.id = s.product_id WHERE s.variant_id = ANY ($1)"};

contract::StockLevel levelOf(const pg::Row &row)
{
    contract::StockLevel level;
    level.variant = row.id("variant_id");
    level.product = row.id("product_id");
    level.sku = row.text("sku");
    level.name = row.text("name");
    level.variantName = row.text("variant_name");
    level.unit = row.text("unit");
    level.units = unitsOf(row);
    level.barcode = row.optionalText("barcode").value_or(QString());
    level.price = row.money("price");
    level.currency = row.text("currency");
    level.onHand = row.quantity("on_hand");
    level.value = row.money("value");
    level.averageCost = row.money("average_cost");
    if (!row.isNull("low_stock_threshold"))
        level.lowStockThreshold = row.quantity("low_stock_threshold");
    level.stockPolicy = row.optionalText("policy");
    level.isLow = row.boolean("is_low");
    return level;
}

contract::StockMovement movementOf(const pg::Row &row)
{
    contract::StockMovement movement;
    movement.id = row.id("id");
    movement.variant = row.id("variant_id");
    movement.sku = row.text("sku");
    movement.name = row.text("name");
    movement.kind = contract::movementKindFromWord(row.ascii("kind")).value_or(contract::MovementKind::Adjustment);
    movement.quantity = row.quantity("quantity");
    movement.currency = row.text("currency");
    movement.unitCost = row.money("unit_cost");
    movement.valueChange = row.money("value_change");
    movement.onHandAfter = row.quantity("on_hand_after");
    movement.averageCostAfter = row.money("average_after");
    movement.referenceType = row.optionalText("reference_type").value_or(QString());
    movement.reference = row.id("reference_id");
    movement.referenceText = row.optionalText("reference").value_or(QString());
    movement.reason = row.optionalText("reason").value_or(QString());
    movement.actor = row.id("actor_id");
    movement.occurredAt = row.instant("occurred_at");
    movement.recordedAt = row.instant("recorded_at");
    return movement;
}

} // namespace

Result<StockRepository::LevelPage> StockRepository::levels(pg::Transaction &tx, const LevelQuery &query) const
{
    QList<contract::StockLevel> found;
    QList<LevelPosition> positions;
    // One more than asked for tells whether another page follows.
    const auto fill = [&](const pg::Statement &statement, const LevelPosition &after, bool isLow) -> Result<void> {
        POS_TRY(const pg::Rows rows,
                tx.run(statement, pg::Params(query.category, query.product, after.nameKey, after.product, after.variant,
                                             query.limit + 1 - int(found.size()), query.words, isLow)));
        for (const pg::Row row : rows) {
            found.append(levelOf(row));
            positions.append({isLow, row.text("name_key"), row.id("product_id"), row.id("variant_id")});
        }
        return {};
    };
    if (query.after.isLow)
        POS_CHECK(fill(kLow, query.after, true));
    if (!query.onlyLow && found.size() <= query.limit)
        POS_CHECK(fill(kRest, query.after.isLow ? LevelPosition() : query.after, false));
    LevelPage page;
    page.levels = found.mid(0, query.limit);
    if (found.size() > query.limit)
        page.next = positions[query.limit - 1];
    return page;
}

Result<contract::StockCard> StockRepository::card(pg::Transaction &tx, const Id &variant) const
{
    POS_TRY(const pg::Rows levels, tx.run(kLevel, pg::Params(variant)));
    if (levels.isEmpty())
        return fail(Error::notFound(u"variant"_s));
    POS_TRY(const pg::Rows rows, tx.run(kTotals, pg::Params(variant)));
    contract::StockCard card;
    card.level = levelOf(levels.first());
    card.isTracked = levels.first().boolean("is_tracked");
    for (const pg::Row row : rows)
        card.totals.append(
            {contract::movementKindFromWord(row.ascii("kind")).value_or(contract::MovementKind::Adjustment),
             row.i64("moves"), row.quantity("quantity"), row.money("value_change")});
    std::sort(card.totals.begin(), card.totals.end(), [](const auto &a, const auto &b) { return a.kind < b.kind; });
    return card;
}

Result<StockRepository::MovementPage> StockRepository::movements(pg::Transaction &tx, const MovementQuery &query) const
{
    const qint64 before = query.before.value_or(std::numeric_limits<qint64>::max());
    const int keys = query.variant.has_value() + query.referenceId.has_value() + query.reference.has_value();
    const auto params = [&](const auto &key) {
        return pg::Params(key, before, query.kind, query.from, query.to, query.limit + 1);
    };
    const auto run = [&]() -> Result<pg::Rows> {
        if (query.words) {
            pg::Params all = params(query.words);
            all.add(query.variant).add(query.referenceId).add(query.reference);
            return tx.run(kOfWords, all);
        }
        if (keys > 1) {
            pg::Params all = params(query.reference);
            all.add(query.variant).add(query.referenceId);
            return tx.run(kByBoth, all);
        }
        if (query.variant)
            return tx.run(kOfVariant, params(query.variant));
        if (query.referenceId)
            return tx.run(kOfReference, params(query.referenceId));
        if (query.reference)
            return tx.run(kByReference, params(query.reference));
        return tx.run(kAllMovements, params(nullptr));
    };
    POS_TRY(const pg::Rows rows, run());
    MovementPage page;
    for (const pg::Row row : rows) {
        if (page.movements.size() == query.limit)
            break;
        page.movements.append(movementOf(row));
    }
    if (rows.size() > query.limit)
        page.next = rows[query.limit - 1].i64("seq");
    return page;
}

Result<QList<contract::StockMovement>> StockRepository::movementsOf(pg::Transaction &tx, const Id &reference) const
{
    POS_TRY(const pg::Rows rows, tx.run(kDocument, pg::Params(reference)));
    QList<contract::StockMovement> movements;
    for (const pg::Row row : rows)
        movements.append(movementOf(row));
    return movements;
}

Result<StockRepository::Items> StockRepository::lockItems(pg::Transaction &tx, const QList<Id> &variants) const
{
    tx.queue(kLock, pg::Params(variants)); // a statement of its own: the next one sees what we have waited for
    POS_TRY(const pg::Rows rows, tx.run(kItems, pg::Params(variants)));
    Items items;
    for (const pg::Row row : rows) {
        Item item{row.quantity("on_hand"), row.boolean("is_tracked"), {{row.text("unit"), 1, 1}}};
        item.units.append(unitsOf(row));
        items.emplace(row.id("variant_id"), item);
    }
    return items;
}

} // namespace pos::product
