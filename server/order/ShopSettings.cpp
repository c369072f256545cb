// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/ShopSettings.h"

#include "core/base/BusinessDate.h"

namespace pos::order {

namespace {

constexpr pg::Statement kSettings{"order_shop_settings", R"(
    SELECT t.name, t.slug, t.currency, t.zone, t.business_day_cutoff, s.tax_rounding, s.cash_rounding,
           s.cashier_discount_bp, s.manager_discount_bp, s.language, s.receipt_header, s.receipt_footer, s.receipt_columns
    FROM shop.tenants t JOIN shop.tenant_settings s ON s.tenant_id = t.id
    WHERE t.id = current_setting('pos.tenant')::uuid)"};

constexpr pg::Statement kTaxRules{"order_tax_rules", R"(
    SELECT id, name, tax_class, rate_ppm, base_num, base_den, inclusive, valid_from, valid_until
    FROM shop.tax_rules WHERE tenant_id = current_setting('pos.tenant')::uuid
    ORDER BY valid_from DESC NULLS LAST, id DESC)"};

constexpr qint64 kPpmPerBp = 100;
constexpr qsizetype kCodeLength = 12;

QString codeOf(const QString &slug)
{
    return QString(slug).remove(u'-').left(kCodeLength).toUpper();
}

// Reading a zone's file for each order would cost more than pricing it.
QTimeZone zoneOf(const QByteArray &name)
{
    thread_local QHash<QByteArray, QTimeZone> known;
    auto zone = known.constFind(name);
    if (zone == known.constEnd())
        zone = known.insert(name, QTimeZone(name));
    return *zone;
}

} // namespace

size_t ShopSettings::queue(pg::Transaction &tx)
{
    return tx.queue(kSettings);
}

Result<ShopSettings> ShopSettings::read(const pg::Rows &rows)
{
    if (rows.isEmpty())
        return fail(Error::notFound(QStringLiteral("shop")));
    const pg::Row row = rows.first();
    ShopSettings settings;
    settings.name = row.text("name");
    settings.code = codeOf(row.text("slug"));
    settings.currency = row.text("currency");
    settings.zone = zoneOf(row.ascii("zone"));
    if (!settings.zone.isValid())
        return fail(Error::internal(QStringLiteral("the shop's time zone is unknown on this machine")));
    settings.cutOffHour = row.i32("business_day_cutoff");
    settings.taxRounding =
        row.ascii("tax_rounding") == "document" ? domain::TaxRounding::PerDocument : domain::TaxRounding::PerLine;
    settings.cashRounding = domain::CashRounding::toStep(row.money("cash_rounding"));
    settings.cashierDiscountBp = row.i64("cashier_discount_bp");
    settings.managerDiscountBp = row.i64("manager_discount_bp");
    settings.language = row.text("language");
    settings.receiptHeader = row.text("receipt_header");
    settings.receiptFooter = row.text("receipt_footer");
    settings.receiptColumns = row.i32("receipt_columns");
    return settings;
}

QDate ShopSettings::businessDate(Instant instant) const
{
    return pos::businessDate(instant, zone, cutOffHour);
}

domain::DiscountLimit ShopSettings::discountLimit(std::optional<contract::Role> role) const
{
    if (!role || *role == contract::Role::Owner)
        return domain::DiscountLimit(domain::DiscountLimit::kEverything);
    return domain::DiscountLimit((*role == contract::Role::Manager ? managerDiscountBp : cashierDiscountBp)
                                 * kPpmPerBp);
}

size_t queueTaxRules(pg::Transaction &tx)
{
    return tx.queue(kTaxRules);
}

std::vector<ClassRule> readTaxRules(const pg::Rows &rows)
{
    std::vector<ClassRule> rules;
    for (const pg::Row row : rows) {
        domain::TaxRule rule;
        rule.id = row.id("id");
        rule.name = row.text("name");
        rule.ratePpm = row.i64("rate_ppm");
        rule.baseNumerator = row.i64("base_num");
        rule.baseDenominator = row.i64("base_den");
        rule.inclusive = row.boolean("inclusive");
        if (!row.isNull("valid_from"))
            rule.from = row.date("valid_from");
        if (!row.isNull("valid_until"))
            rule.until = row.date("valid_until");
        rules.push_back({row.text("tax_class"), rule});
    }
    return rules;
}

domain::TaxRule ruleFor(const std::vector<ClassRule> &rules, const QString &taxClass, QDate businessDate)
{
    for (const ClassRule &candidate : rules) {
        if (candidate.taxClass == taxClass && candidate.rule.appliesOn(businessDate))
            return candidate.rule;
    }
    return {};
}

} // namespace pos::order
