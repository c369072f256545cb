// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Installation.h"

#include "server/infra/postgres/Database.h"

namespace pos::runtime {

namespace {

constexpr pg::Statement kFirstShop{"installation_first_shop",
                                   "SELECT id FROM shop.tenants ORDER BY created_at, id LIMIT 1"};

} // namespace

Result<Id> shopThatRunsTheServer(pg::Database &database)
{
    return database.asSystem([](pg::Transaction &tx) -> Result<Id> {
        POS_TRY(const pg::Rows rows, tx.run(kFirstShop));
        return rows.isEmpty() ? Id() : rows.first().id("id");
    });
}

} // namespace pos::runtime
