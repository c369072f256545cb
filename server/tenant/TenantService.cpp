// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenant/TenantService.h"

namespace pos::tenant {

using contract::TaxRuleItem;

namespace {

constexpr auto kSource = "tenant-service";

Error changedMeanwhile(const QJsonObject &state)
{
    Error error{ErrorCode::PreconditionFailed, {}, QStringLiteral("somebody else has changed this document")};
    error.state = state;
    return error;
}

bool overlap(const TaxRuleItem &a, const TaxRuleItem &b)
{
    const auto endsBefore = [](const TaxRuleItem &first, const TaxRuleItem &second) {
        return first.until.isValid() && second.from.isValid() && first.until <= second.from;
    };
    return a.taxClass == b.taxClass && !endsBefore(a, b) && !endsBefore(b, a);
}

// The rule that holds until further notice makes room for one that begins later and holds as long: after one with an
// end there would be none, and sales without tax.
bool makesRoomFor(const TaxRuleItem &old, const TaxRuleItem &rule)
{
    return !old.until.isValid() && !rule.until.isValid() && rule.from.isValid()
           && (!old.from.isValid() || old.from < rule.from);
}

} // namespace

void TenantService::audit(pg::Transaction &tx, const Asking &asking, const char *action, const char *entity,
                          const Id &id, const QStringList &fields, const QJsonObject &details) const
{
    outbox::AuditEntry entry;
    entry.action = action;
    entry.entity = entity;
    entry.entityId = id;
    entry.fields = fields;
    entry.details = details;
    outbox::appendAudit(tx, m_clock, kSource, asking.tenant, asking.actor, entry);
}

Result<contract::Tenant> TenantService::read(const Asking &asking) const
{
    return m_database.forTenant(asking.tenant,
                                [&](pg::Transaction &tx) { return TenantRepository::find(tx, asking.tenant); });
}

Result<contract::Tenant> TenantService::change(const Asking &asking, qint64 version,
                                               const contract::ChangeTenant &change) const
{
    return m_database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<contract::Tenant> {
        POS_TRY(contract::Tenant tenant, TenantRepository::find(tx, asking.tenant, TenantRepository::Lock::ForUpdate));
        if (tenant.version != version)
            return fail(changedMeanwhile(tenant.toJson()));
        if (change.fields().isEmpty())
            return tenant;
        if (change.currency && *change.currency != tenant.currency) {
            POS_TRY(const bool hasSold, TenantRepository::hasSold(tx, asking.tenant));
            if (hasSold)
                return fail(Error::conflict(QStringLiteral("currency_in_use"),
                                            QStringLiteral("the currency is fixed once something has been sold")));
        }
        tenant.name = change.name.value_or(tenant.name);
        tenant.currency = change.currency.value_or(tenant.currency);
        tenant.zone = change.zone.value_or(tenant.zone);
        tenant.businessDayCutoff = change.businessDayCutoff.value_or(tenant.businessDayCutoff);
        TenantRepository::update(tx, m_clock, tenant);
        ++tenant.version;
        audit(tx, asking, "shop.changed", "shop", tenant.id, change.fields());
        return tenant;
    });
}

Result<contract::TenantSettings> TenantService::settings(const Asking &asking) const
{
    return m_database.forTenant(asking.tenant,
                                [&](pg::Transaction &tx) { return TenantRepository::settings(tx, asking.tenant); });
}

Result<contract::TenantSettings> TenantService::changeSettings(const Asking &asking, qint64 version,
                                                               const contract::ChangeSettings &change) const
{
    return m_database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<contract::TenantSettings> {
        POS_TRY(contract::TenantSettings settings,
                TenantRepository::settings(tx, asking.tenant, TenantRepository::Lock::ForUpdate));
        if (settings.version != version)
            return fail(changedMeanwhile(settings.toJson()));
        if (change.fields().isEmpty())
            return settings;
        settings.language = change.language.value_or(settings.language);
        settings.receiptHeader = change.receiptHeader.value_or(settings.receiptHeader);
        settings.receiptFooter = change.receiptFooter.value_or(settings.receiptFooter);
        settings.receiptColumns = static_cast<int>(change.receiptColumns.value_or(settings.receiptColumns));
        settings.cashRounding = change.cashRounding.value_or(settings.cashRounding);
        settings.stockPolicy = change.stockPolicy.value_or(settings.stockPolicy);
        settings.taxRounding = change.taxRounding.value_or(settings.taxRounding);
        settings.cashierDiscountBp = static_cast<int>(change.cashierDiscountBp.value_or(settings.cashierDiscountBp));
        settings.managerDiscountBp = static_cast<int>(change.managerDiscountBp.value_or(settings.managerDiscountBp));
        TenantRepository::updateSettings(tx, m_clock, asking.tenant, settings);
        ++settings.version;
        audit(tx, asking, "shop.settings_changed", "shop", asking.tenant, change.fields());
        return settings;
    });
}

Result<std::vector<TaxRuleItem>> TenantService::taxRules(const Asking &asking) const
{
    return m_database.forTenant(asking.tenant,
                                [&](pg::Transaction &tx) { return TenantRepository::taxRules(tx, asking.tenant); });
}

Result<TaxRuleItem> TenantService::addTaxRule(const Asking &asking, TaxRuleItem rule, const Claim &claim) const
{
    rule.id = Id::make(m_clock);
    return m_database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<TaxRuleItem> {
        Id resource = rule.id;
        POS_TRY(const bool isDone, claim(tx, resource));
        // The settings row is the lock of the shop's rules: two that are added side by side see each other.
        POS_CHECK(TenantRepository::settings(tx, asking.tenant, TenantRepository::Lock::ForUpdate));
        POS_TRY(const auto rules, TenantRepository::taxRules(tx, asking.tenant));
        if (isDone) {
            for (const TaxRuleItem &made : rules) {
                if (made.id == resource)
                    return made;
            }
            return fail(Error::notFound(QStringLiteral("tax rule")));
        }
        for (const TaxRuleItem &old : rules) {
            if (!overlap(old, rule))
                continue;
            if (!makesRoomFor(old, rule))
                return fail(Error::conflict(QStringLiteral("tax_rule_overlaps"),
                                            QStringLiteral("another rule of this class holds on some of these days; a "
                                                           "rate for a while is a rule without an end, and the old "
                                                           "rate again from the day after")));
            TenantRepository::endTaxRule(tx, asking.tenant, old.id, rule.from);
        }
        TenantRepository::insertTaxRule(tx, m_clock, asking.tenant, rule);
        audit(tx, asking, "tax_rule.added", "tax_rule", rule.id, {},
              {{QStringLiteral("rate_ppm"), rule.ratePpm}, {QStringLiteral("tax_class"), rule.taxClass}});
        return rule;
    });
}

Result<void> TenantService::deleteTaxRule(const Asking &asking, const Id &rule) const
{
    return m_database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_CHECK(TenantRepository::settings(tx, asking.tenant, TenantRepository::Lock::ForUpdate));
        POS_TRY(const auto rules, TenantRepository::taxRules(tx, asking.tenant));
        const auto gone = std::find_if(rules.begin(), rules.end(), [&](const auto &one) { return one.id == rule; });
        if (gone == rules.end())
            return fail(Error::notFound(QStringLiteral("tax rule")));
        POS_CHECK(TenantRepository::deleteTaxRule(tx, asking.tenant, rule));
        // The rule that had ended for this one goes on in its place.
        for (const TaxRuleItem &old : rules) {
            if (old.taxClass == gone->taxClass && old.until.isValid() && old.until == gone->from)
                TenantRepository::endTaxRule(tx, asking.tenant, old.id, gone->until);
        }
        audit(tx, asking, "tax_rule.deleted", "tax_rule", rule);
        return {};
    });
}

Result<QJsonObject> TenantService::readPublic(const QString &slug) const
{
    POS_TRY(const auto found,
            m_database.asSystem([&](pg::Transaction &tx) { return TenantRepository::findPublic(tx, slug); }));
    if (!found)
        return fail(Error::notFound(QStringLiteral("shop")));
    return QJsonObject{{QStringLiteral("slug"), found->tenant.slug},
                       {QStringLiteral("name"), found->tenant.name},
                       {QStringLiteral("currency"), found->tenant.currency},
                       {QStringLiteral("zone"), found->tenant.zone},
                       {QStringLiteral("language"), QString::fromLatin1(toWord(found->language))}};
}

} // namespace pos::tenant
