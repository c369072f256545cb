// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Outbox.h"
#include "server/infra/postgres/Database.h"
#include "server/tenant/TenantRepository.h"

#include <functional>

namespace pos::tenant {

struct Asking {
    Id tenant;
    outbox::Actor actor;
};

// Claims an Idempotency-Key in the transaction of a change. True: done before, `resource` names what it led to.
using Claim = std::function<Result<bool>(pg::Transaction &tx, Id &resource)>;

// The shop itself: its name and day, its settings, its dated tax rules. Thread-safe; workers only.
class TenantService {
public:
    TenantService(pg::Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    Result<contract::Tenant> read(const Asking &asking) const;
    // PreconditionFailed with the current document; Conflict "currency_in_use" once something has been sold.
    Result<contract::Tenant> change(const Asking &asking, qint64 version, const contract::ChangeTenant &change) const;
    Result<contract::TenantSettings> settings(const Asking &asking) const;
    Result<contract::TenantSettings> changeSettings(const Asking &asking, qint64 version,
                                                    const contract::ChangeSettings &change) const;
    Result<std::vector<contract::TaxRuleItem>> taxRules(const Asking &asking) const;
    // A rule without an end that began earlier ends where the new one begins; Conflict "tax_rule_overlaps" for every
    // other day that two rules of a class would share.
    Result<contract::TaxRuleItem> addTaxRule(const Asking &asking, contract::TaxRuleItem rule,
                                             const Claim &claim) const;
    Result<void> deleteTaxRule(const Asking &asking, const Id &rule) const;
    Result<QJsonObject> readPublic(const QString &slug) const; // NotFound also for a suspended shop

private:
    void audit(pg::Transaction &tx, const Asking &asking, const char *action, const char *entity, const Id &id,
               const QStringList &fields = {}, const QJsonObject &details = {}) const;
    pg::Database &m_database;
    const Clock &m_clock;
};

} // namespace pos::tenant
