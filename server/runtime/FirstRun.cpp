// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/FirstRun.h"

#include <atomic>

namespace pos::runtime {

namespace {

constexpr pg::Statement kAnyShop{"first_run_any_shop", "SELECT EXISTS (SELECT FROM shop.tenants) AS any"};

} // namespace

std::function<bool()> firstRun(pg::Database &database)
{
    const auto hasShop = std::make_shared<std::atomic<bool>>(false);
    return [&database, hasShop] {
        if (hasShop->load())
            return false;
        const auto any = database.asSystem([](pg::Transaction &tx) -> Result<bool> {
            POS_TRY(const pg::Rows rows, tx.run(kAnyShop));
            return rows.first().boolean("any");
        });
        *hasShop = any.value_or(true) && any.has_value();
        return any.has_value() && !*any;
    };
}

} // namespace pos::runtime
