// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenant/TenantRepository.h"

namespace pos::tenant {

namespace {

#define TENANT_COLUMNS                                                                                                 \
    "t.id, t.slug, t.name, t.currency, t.zone, t.business_day_cutoff, t.status, t.created_at, t.version"
constexpr pg::Statement kFind{"tenant_find", "SELECT " TENANT_COLUMNS " FROM shop.tenants t WHERE t.id = $1"};
constexpr pg::Statement kLock{"tenant_lock",
                              "SELECT " TENANT_COLUMNS " FROM shop.tenants t WHERE t.id = $1 FOR UPDATE"};
constexpr pg::Statement kFindPublic{
    "tenant_find_public",
    "SELECT " TENANT_COLUMNS ", s.language FROM shop.tenants t "
    "JOIN shop.tenant_settings s ON s.tenant_id = t.id WHERE t.slug = $1 AND t.status = 'active'"};
#undef TENANT_COLUMNS
constexpr pg::Statement kUpdate{"tenant_update", R"(
    UPDATE shop.tenants SET name = $2, currency = $3, zone = $4, business_day_cutoff = $5, updated_at = $6, version = version + 1
    WHERE id = $1)"};
constexpr pg::Statement kHasSold{"tenant_has_sold",
                                 "SELECT EXISTS (SELECT FROM shop.orders WHERE tenant_id = $1) AS any"};

#define SETTINGS_SELECT                                                                                                \
    "SELECT language, receipt_header, receipt_footer, receipt_columns, cash_rounding, stock_policy, tax_rounding, "    \
    "cashier_discount_bp, manager_discount_bp, version FROM shop.tenant_settings WHERE tenant_id = $1"
constexpr pg::Statement kSettings{"tenant_settings", SETTINGS_SELECT};
constexpr pg::Statement kLockSettings{"tenant_lock_settings", SETTINGS_SELECT " FOR UPDATE"};
#undef SETTINGS_SELECT
constexpr pg::Statement kUpdateSettings{"tenant_update_settings", R"(
    UPDATE shop.tenant_settings SET language = $2, receipt_header = $3, receipt_footer = $4, receipt_columns = $5,
        cash_rounding = $6, stock_policy = $7, tax_rounding = $8, cashier_discount_bp = $9, manager_discount_bp = $10,
        updated_at = $11, version = version + 1
    WHERE tenant_id = $1)"};

constexpr pg::Statement kTaxRules{"tenant_tax_rules", R"(
    SELECT id, name, tax_class, rate_ppm, base_num, base_den, inclusive, valid_from, valid_until FROM shop.tax_rules
    WHERE tenant_id = $1 ORDER BY tax_class, valid_from NULLS FIRST, id)"};
constexpr pg::Statement kInsertTaxRule{"tenant_insert_tax_rule", R"(
    INSERT INTO shop.tax_rules (tenant_id, id, name, tax_class, rate_ppm, base_num, base_den, inclusive, valid_from, valid_until,
        created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};
constexpr pg::Statement kEndTaxRule{"tenant_end_tax_rule",
                                    "UPDATE shop.tax_rules SET valid_until = $3 WHERE tenant_id = $1 AND id = $2"};
constexpr pg::Statement kDeleteTaxRule{"tenant_delete_tax_rule",
                                       "DELETE FROM shop.tax_rules WHERE tenant_id = $1 AND id = $2"};

contract::Tenant tenantFrom(const pg::Row &row)
{
    contract::Tenant tenant;
    tenant.id = row.id("id");
    tenant.slug = row.text("slug");
    tenant.name = row.text("name");
    tenant.currency = row.text("currency");
    tenant.zone = row.text("zone");
    tenant.businessDayCutoff = row.i32("business_day_cutoff");
    tenant.status = row.ascii("status");
    tenant.createdAt = row.instant("created_at");
    tenant.version = row.i64("version");
    return tenant;
}

Language languageOf(const pg::Row &row)
{
    return row.ascii("language") == "en" ? Language::English : Language::Indonesian;
}

std::optional<QDate> orNull(QDate date)
{
    return date.isValid() ? std::optional(date) : std::nullopt;
}

} // namespace

Result<contract::Tenant> TenantRepository::find(pg::Transaction &tx, const Id &tenant, Lock lock)
{
    POS_TRY(const pg::Rows rows, tx.run(lock == Lock::None ? kFind : kLock, pg::Params(tenant)));
    if (rows.isEmpty())
        return fail(Error::notFound(QStringLiteral("shop")));
    return tenantFrom(rows.first());
}

void TenantRepository::update(pg::Transaction &tx, const Clock &clock, const contract::Tenant &tenant)
{
    tx.queue(kUpdate,
             pg::Params(tenant.id, tenant.name, tenant.currency, tenant.zone, tenant.businessDayCutoff, clock.now()));
}

Result<bool> TenantRepository::hasSold(pg::Transaction &tx, const Id &tenant)
{
    POS_TRY(const pg::Rows rows, tx.run(kHasSold, pg::Params(tenant)));
    return rows.first().boolean("any");
}

Result<contract::TenantSettings> TenantRepository::settings(pg::Transaction &tx, const Id &tenant, Lock lock)
{
    POS_TRY(const pg::Rows rows, tx.run(lock == Lock::None ? kSettings : kLockSettings, pg::Params(tenant)));
    if (rows.isEmpty())
        return fail(Error::notFound(QStringLiteral("shop")));
    const pg::Row row = rows.first();
    contract::TenantSettings settings;
    settings.language = languageOf(row);
    settings.receiptHeader = row.text("receipt_header");
    settings.receiptFooter = row.text("receipt_footer");
    settings.receiptColumns = row.i32("receipt_columns");
    settings.cashRounding = row.i64("cash_rounding");
    settings.stockPolicy = row.text("stock_policy");
    settings.taxRounding = row.text("tax_rounding");
    settings.cashierDiscountBp = row.i32("cashier_discount_bp");
    settings.managerDiscountBp = row.i32("manager_discount_bp");
    settings.version = row.i64("version");
    return settings;
}

void TenantRepository::updateSettings(pg::Transaction &tx, const Clock &clock, const Id &tenant,
                                      const contract::TenantSettings &settings)
{
    tx.queue(kUpdateSettings,
             pg::Params(tenant, toWord(settings.language).constData(), settings.receiptHeader, settings.receiptFooter,
                        settings.receiptColumns, settings.cashRounding, settings.stockPolicy, settings.taxRounding,
                        settings.cashierDiscountBp, settings.managerDiscountBp, clock.now()));
}

Result<std::vector<contract::TaxRuleItem>> TenantRepository::taxRules(pg::Transaction &tx, const Id &tenant)
{
    POS_TRY(const pg::Rows rows, tx.run(kTaxRules, pg::Params(tenant)));
    std::vector<contract::TaxRuleItem> rules;
    for (const pg::Row row : rows) {
        contract::TaxRuleItem rule;
        rule.id = row.id("id");
        rule.name = row.text("name");
        rule.taxClass = row.text("tax_class");
        rule.ratePpm = row.i64("rate_ppm");
        rule.baseNumerator = row.i64("base_num");
        rule.baseDenominator = row.i64("base_den");
        rule.inclusive = row.boolean("inclusive");
        rule.from = row.isNull("valid_from") ? QDate() : row.date("valid_from");
        rule.until = row.isNull("valid_until") ? QDate() : row.date("valid_until");
        rules.push_back(std::move(rule));
    }
    return rules;
}

void TenantRepository::insertTaxRule(pg::Transaction &tx, const Clock &clock, const Id &tenant,
                                     const contract::TaxRuleItem &rule)
{
    tx.queue(kInsertTaxRule,
             pg::Params(tenant, rule.id, rule.name, rule.taxClass, rule.ratePpm, rule.baseNumerator,
                        rule.baseDenominator, rule.inclusive, orNull(rule.from), orNull(rule.until), clock.now()));
}

void TenantRepository::endTaxRule(pg::Transaction &tx, const Id &tenant, const Id &rule, QDate until)
{
    tx.queue(kEndTaxRule, pg::Params(tenant, rule, until));
}

Result<bool> TenantRepository::deleteTaxRule(pg::Transaction &tx, const Id &tenant, const Id &rule)
{
    POS_TRY(const pg::Rows rows, tx.run(kDeleteTaxRule, pg::Params(tenant, rule)));
    return rows.affected() == 1;
}

Result<std::optional<TenantRepository::Public>> TenantRepository::findPublic(pg::Transaction &tx, const QString &slug)
{
    POS_TRY(const pg::Rows rows, tx.run(kFindPublic, pg::Params(slug)));
    if (rows.isEmpty())
        return std::optional<Public>();
    return std::optional(Public{tenantFrom(rows.first()), languageOf(rows.first())});
}

} // namespace pos::tenant
