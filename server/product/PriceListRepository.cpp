// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/PriceListRepository.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

#define PRICE_LIST_SELECT                                                                                              \
    "SELECT l.id, l.name, l.name_key, l.is_default, l.version, l.created_at, l.updated_at, t.currency, "               \
    "(SELECT count(*) FROM shop.price_list_entries e WHERE e.price_list_id = l.id) AS step_count "                     \
    "FROM shop.price_lists l CROSS JOIN shop.tenants t "

constexpr pg::Statement kList{"price_list_list", PRICE_LIST_SELECT
                              "WHERE (l.name_key, l.id) > ($1, $2) ORDER BY l.name_key, l.id LIMIT $3"};
constexpr pg::Statement kRead{"price_list_read", PRICE_LIST_SELECT "WHERE l.id = $1"};
constexpr pg::Statement kLock{"price_list_lock", "SELECT FROM shop.price_lists WHERE id = $1 FOR UPDATE"};
constexpr pg::Statement kSteps{
    "price_list_steps", "SELECT variant_id, min_quantity, price FROM shop.price_list_entries WHERE price_list_id = $1 "
                        "ORDER BY variant_id, min_quantity"};
constexpr pg::Statement kInsert{
    "price_list_insert", "INSERT INTO shop.price_lists (tenant_id, id, name, is_default, created_at, updated_at) "
                         "VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $4)"};
constexpr pg::Statement kUpdate{
    "price_list_update",
    "UPDATE shop.price_lists SET name = $2, is_default = $3, updated_at = $4, version = version + 1 WHERE id = $1"};
constexpr pg::Statement kYield{"price_list_yield", "UPDATE shop.price_lists SET is_default = false, updated_at = $2, "
                                                   "version = version + 1 WHERE is_default AND id <> $1"};
constexpr pg::Statement kDelete{"price_list_delete", "DELETE FROM shop.price_lists WHERE id = $1"};
constexpr pg::Statement kDropSteps{"price_list_drop_steps",
                                   "DELETE FROM shop.price_list_entries WHERE price_list_id = $1"};
constexpr pg::Statement kAddSteps{
    "price_list_add_steps",
    "INSERT INTO shop.price_list_entries (tenant_id, price_list_id, variant_id, min_quantity, price) "
    "SELECT current_setting('pos.tenant')::uuid, $1, v, q, p FROM unnest($2::uuid[], $3::bigint[], $4::bigint[]) AS e "
    "(v, q, p)"};

contract::PriceList listOf(const pg::Row &row)
{
    contract::PriceList list;
    list.id = row.id("id");
    list.written.name = row.text("name");
    list.written.isDefault = row.boolean("is_default");
    list.stepCount = row.i64("step_count");
    list.currency = row.text("currency");
    list.version = row.i64("version");
    list.createdAt = row.instant("created_at");
    list.updatedAt = row.instant("updated_at");
    return list;
}

} // namespace

Result<PriceListRepository::Page> PriceListRepository::list(pg::Transaction &tx, const Position &after, int limit) const
{
    POS_TRY(const pg::Rows rows, tx.run(kList, pg::Params(after.nameKey, after.id, limit + 1)));
    Page page;
    for (const pg::Row row : rows) {
        if (page.lists.size() == limit)
            break;
        page.lists.append(listOf(row));
    }
    if (rows.size() > limit)
        page.next = Position{rows[limit - 1].text("name_key"), rows[limit - 1].id("id")};
    return page;
}

Result<contract::PriceList> PriceListRepository::read(pg::Transaction &tx, const Id &id) const
{
    const size_t head = tx.queue(kRead, pg::Params(id));
    const size_t steps = tx.queue(kSteps, pg::Params(id));
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    if (rows[head].isEmpty())
        return fail(Error::notFound(u"price list"_s));
    contract::PriceList list = listOf(rows[head].first());
    for (const pg::Row row : rows[steps])
        list.written.steps.append({row.id("variant_id"), row.quantity("min_quantity"), row.money("price")});
    return list;
}

Result<contract::PriceList> PriceListRepository::readLocked(pg::Transaction &tx, const Id &id) const
{
    tx.queue(kLock, pg::Params(id));
    return read(tx, id);
}

void PriceListRepository::insert(pg::Transaction &tx, const contract::PriceList &list) const
{
    if (list.written.isDefault)
        tx.queue(kYield, pg::Params(list.id, list.createdAt));
    tx.queue(kInsert, pg::Params(list.id, list.written.name, list.written.isDefault, list.createdAt));
    writeSteps(tx, list);
}

void PriceListRepository::replace(pg::Transaction &tx, const contract::PriceList &list) const
{
    if (list.written.isDefault)
        tx.queue(kYield, pg::Params(list.id, list.updatedAt));
    tx.queue(kUpdate, pg::Params(list.id, list.written.name, list.written.isDefault, list.updatedAt));
    tx.queue(kDropSteps, pg::Params(list.id));
    writeSteps(tx, list);
}

void PriceListRepository::remove(pg::Transaction &tx, const Id &id) const
{
    tx.queue(kDelete, pg::Params(id));
}

void PriceListRepository::writeSteps(pg::Transaction &tx, const contract::PriceList &list) const
{
    QList<Id> variants;
    QList<qint64> quantities;
    QList<qint64> prices;
    for (const contract::PriceStep &step : list.written.steps) {
        variants.append(step.variant);
        quantities.append(step.minQuantity.thousandths());
        prices.append(step.price.minor());
    }
    tx.queue(kAddSteps, pg::Params(list.id, variants, quantities, prices));
}

} // namespace pos::product
