// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/TenantDocuments.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::tenant {

// shop.tenants, shop.tenant_settings and shop.tax_rules. Stateless; every call works in the caller's transaction,
// whose tenant is the shop.
class TenantRepository {
public:
    enum class Lock { None, ForUpdate };
    static Result<contract::Tenant> find(pg::Transaction &tx, const Id &tenant, Lock lock = Lock::None);
    static void update(pg::Transaction &tx, const Clock &clock,
                       const contract::Tenant &tenant); // version goes up by one
    static Result<bool> hasSold(pg::Transaction &tx, const Id &tenant);

    static Result<contract::TenantSettings> settings(pg::Transaction &tx, const Id &tenant, Lock lock = Lock::None);
    static void updateSettings(pg::Transaction &tx, const Clock &clock, const Id &tenant,
                               const contract::TenantSettings &settings);

    static Result<std::vector<contract::TaxRuleItem>> taxRules(pg::Transaction &tx,
                                                               const Id &tenant); // by class and day
    static void insertTaxRule(pg::Transaction &tx, const Clock &clock, const Id &tenant,
                              const contract::TaxRuleItem &rule);
    static void endTaxRule(pg::Transaction &tx, const Id &tenant, const Id &rule, QDate until);
    static Result<bool> deleteTaxRule(pg::Transaction &tx, const Id &tenant, const Id &rule);

    // What anybody may know of a shop. Needs the system role: nobody is signed in.
    struct Public {
        contract::Tenant tenant;
        Language language = Language::Indonesian;
    };
    static Result<std::optional<Public>> findPublic(pg::Transaction &tx, const QString &slug);
};

} // namespace pos::tenant
