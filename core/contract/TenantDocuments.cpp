// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/TenantDocuments.h"

#include <QRegularExpression>

namespace pos::contract {

namespace {

constexpr JsonReader::TextRule kReceiptRule{0, 500};

QJsonValue orNull(QDate date)
{
    return date.isValid() ? QJsonValue(date.toString(Qt::ISODate)) : QJsonValue();
}

QDate readDate(JsonReader &reader, const char *name)
{
    const auto text = reader.optionalText(name, {10, 10});
    if (!text || text->isEmpty())
        return {};
    const QDate date = QDate::fromString(*text, Qt::ISODate);
    if (!date.isValid())
        reader.addError(name, QStringLiteral("not_a_date"), QStringLiteral("must be a date such as 2026-01-31"));
    return date;
}

template<class T>
void nameIf(QStringList &names, const std::optional<T> &value, const char *name)
{
    if (value)
        names.append(QString::fromLatin1(name));
}

} // namespace

QJsonObject Tenant::toJson() const
{
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("name"), name},
            {QStringLiteral("slug"), slug},
            {QStringLiteral("currency"), currency},
            {QStringLiteral("zone"), zone},
            {QStringLiteral("business_day_cutoff"), businessDayCutoff},
            {QStringLiteral("status"), QString::fromLatin1(status)},
            {QStringLiteral("created_at"), toRfc3339(createdAt)},
            {QStringLiteral("version"), version}};
}

Result<ChangeTenant> ChangeTenant::read(JsonReader reader)
{
    ChangeTenant change;
    change.name = reader.optionalText("name", kShopNameRule);
    if (change.name)
        change.name = change.name->trimmed();
    change.currency = reader.optionalText("currency", {3, 3});
    if (change.currency)
        checkedCurrency(reader, "currency", *change.currency);
    change.zone = reader.optionalText("zone", {1, 60});
    if (change.zone)
        checkedZone(reader, "zone", *change.zone);
    if (const auto hour = reader.optionalInteger("business_day_cutoff", 0, 23))
        change.businessDayCutoff = static_cast<int>(*hour);
    POS_CHECK(reader.finish());
    return change;
}

QStringList ChangeTenant::fields() const
{
    QStringList names;
    nameIf(names, name, "name");
    nameIf(names, currency, "currency");
    nameIf(names, zone, "zone");
    nameIf(names, businessDayCutoff, "business_day_cutoff");
    return names;
}

QJsonObject TenantSettings::toJson() const
{
    return {{QStringLiteral("language"), QString::fromLatin1(toWord(language))},
            {QStringLiteral("receipt_header"), receiptHeader},
            {QStringLiteral("receipt_footer"), receiptFooter},
            {QStringLiteral("receipt_columns"), receiptColumns},
            {QStringLiteral("cash_rounding"), cashRounding},
            {QStringLiteral("stock_policy"), stockPolicy},
            {QStringLiteral("tax_rounding"), taxRounding},
            {QStringLiteral("cashier_discount_bp"), cashierDiscountBp},
            {QStringLiteral("manager_discount_bp"), managerDiscountBp},
            {QStringLiteral("version"), version}};
}

Result<ChangeSettings> ChangeSettings::read(JsonReader reader)
{
    ChangeSettings change;
    change.language = readOptionalLanguage(reader, "language");
    change.receiptHeader = reader.optionalText("receipt_header", kReceiptRule);
    change.receiptFooter = reader.optionalText("receipt_footer", kReceiptRule);
    change.receiptColumns = reader.optionalInteger("receipt_columns", 32, 48);
    if (change.receiptColumns && *change.receiptColumns != 32 && *change.receiptColumns != 48)
        reader.addError("receipt_columns", QStringLiteral("not_allowed"), QStringLiteral("must be 32 or 48"));
    change.cashRounding = reader.optionalInteger("cash_rounding", 1, 100'000);
    change.stockPolicy = reader.optionalOneOf(
        "stock_policy", {QStringLiteral("allow"), QStringLiteral("warn"), QStringLiteral("block")});
    change.taxRounding = reader.optionalOneOf("tax_rounding", {QStringLiteral("line"), QStringLiteral("document")});
    change.cashierDiscountBp = reader.optionalInteger("cashier_discount_bp", 0, 10'000);
    change.managerDiscountBp = reader.optionalInteger("manager_discount_bp", 0, 10'000);
    POS_CHECK(reader.finish());
    return change;
}

QStringList ChangeSettings::fields() const
{
    QStringList names;
    nameIf(names, language, "language");
    nameIf(names, receiptHeader, "receipt_header");
    nameIf(names, receiptFooter, "receipt_footer");
    nameIf(names, receiptColumns, "receipt_columns");
    nameIf(names, cashRounding, "cash_rounding");
    nameIf(names, stockPolicy, "stock_policy");
    nameIf(names, taxRounding, "tax_rounding");
    nameIf(names, cashierDiscountBp, "cashier_discount_bp");
    nameIf(names, managerDiscountBp, "manager_discount_bp");
    return names;
}

Result<TaxRuleItem> TaxRuleItem::read(JsonReader reader)
{
    TaxRuleItem rule;
    rule.name = reader.text("name", {1, 60}).trimmed();
    rule.taxClass = reader.optionalText("tax_class", {1, 30}).value_or(QStringLiteral("standard"));
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9_]{1,30}\\z"));
    if (!rule.taxClass.isEmpty() && !form.match(rule.taxClass).hasMatch())
        reader.addError("tax_class", QStringLiteral("not_allowed"),
                        QStringLiteral("must be lower case letters, digits and _"));
    rule.ratePpm = reader.integer("rate_ppm", 0, 1'000'000);
    rule.baseNumerator = reader.optionalInteger("base_numerator", 1, 1'000'000).value_or(1);
    rule.baseDenominator = reader.optionalInteger("base_denominator", 1, 1'000'000).value_or(1);
    if (rule.baseNumerator > rule.baseDenominator)
        reader.addError("base_numerator", QStringLiteral("too_large"),
                        QStringLiteral("the base is at most the whole price"));
    rule.inclusive = reader.boolean("inclusive", true);
    rule.from = readDate(reader, "from");
    rule.until = readDate(reader, "until");
    if (rule.from.isValid() && rule.until.isValid() && rule.until <= rule.from)
        reader.addError("until", QStringLiteral("too_small"), QStringLiteral("must lie behind its begin"));
    POS_CHECK(reader.finish());
    return rule;
}

QJsonObject TaxRuleItem::toJson() const
{
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("name"), name},
            {QStringLiteral("tax_class"), taxClass},
            {QStringLiteral("rate_ppm"), ratePpm},
            {QStringLiteral("base_numerator"), baseNumerator},
            {QStringLiteral("base_denominator"), baseDenominator},
            {QStringLiteral("inclusive"), inclusive},
            {QStringLiteral("from"), orNull(from)},
            {QStringLiteral("until"), orNull(until)}};
}

} // namespace pos::contract
