// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/CategoryRepository.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

#define CATEGORY_SELECT                                                                                                \
    "SELECT c.id, c.name, c.name_key, c.position, c.version, c.created_at, c.updated_at, "                             \
    "(SELECT count(*) FROM shop.products p WHERE p.category_id = c.id AND p.status = 'active') AS product_count "      \
    "FROM shop.categories c "

constexpr pg::Statement kList{
    "category_list", CATEGORY_SELECT
    "WHERE (c.position, c.name_key, c.id) > ($1, $2, $3) ORDER BY c.position, c.name_key, c.id LIMIT $4"};
constexpr pg::Statement kRead{"category_read", CATEGORY_SELECT "WHERE c.id = $1"};
constexpr pg::Statement kLock{"category_lock", "SELECT FROM shop.categories WHERE id = $1 FOR UPDATE"};
constexpr pg::Statement kInsert{"category_insert",
                                "INSERT INTO shop.categories (tenant_id, id, name, position, created_at, updated_at) "
                                "VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $4)"};
constexpr pg::Statement kUpdate{
    "category_update",
    "UPDATE shop.categories SET name = $2, position = $3, updated_at = $4, version = version + 1 WHERE id = $1"};
constexpr pg::Statement kEmpty{
    "category_empty",
    "UPDATE shop.products SET category_id = NULL, updated_at = $2, version = version + 1 WHERE category_id = $1"};
constexpr pg::Statement kDelete{"category_delete", "DELETE FROM shop.categories WHERE id = $1"};

contract::Category categoryOf(const pg::Row &row)
{
    return {row.id("id"),
            {row.text("name"), row.i64("position")},
            row.i64("product_count"),
            row.i64("version"),
            row.instant("created_at"),
            row.instant("updated_at")};
}

} // namespace

Result<CategoryRepository::Page> CategoryRepository::list(pg::Transaction &tx, const Position &after, int limit) const
{
    POS_TRY(const pg::Rows rows, tx.run(kList, pg::Params(after.position, after.nameKey, after.id, limit + 1)));
    Page page;
    for (const pg::Row row : rows) {
        if (page.categories.size() == limit)
            break;
        page.categories.append(categoryOf(row));
    }
    if (rows.size() > limit) {
        const pg::Row last = rows[limit - 1];
        page.next = Position{last.i64("position"), last.text("name_key"), last.id("id")};
    }
    return page;
}

Result<contract::Category> CategoryRepository::read(pg::Transaction &tx, const Id &id) const
{
    POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(id)));
    if (rows.isEmpty())
        return fail(Error::notFound(u"category"_s));
    return categoryOf(rows.first());
}

Result<contract::Category> CategoryRepository::readLocked(pg::Transaction &tx, const Id &id) const
{
    tx.queue(kLock, pg::Params(id));
    return read(tx, id);
}

void CategoryRepository::insert(pg::Transaction &tx, const contract::Category &category) const
{
    tx.queue(kInsert, pg::Params(category.id, category.written.name, category.written.position, category.createdAt));
}

void CategoryRepository::update(pg::Transaction &tx, const contract::Category &category) const
{
    tx.queue(kUpdate, pg::Params(category.id, category.written.name, category.written.position, category.updatedAt));
}

void CategoryRepository::remove(pg::Transaction &tx, const Id &id, Instant now) const
{
    tx.queue(kEmpty, pg::Params(id, now));
    tx.queue(kDelete, pg::Params(id));
}

} // namespace pos::product
