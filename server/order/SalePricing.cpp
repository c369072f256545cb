// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/SalePricing.h"

namespace pos::order {

SaleReads::SaleReads(pg::Transaction &tx, const std::vector<contract::OrderLineRequest> &lines) : m_wanted(lines)
{
    QList<Id> ids;
    QList<qint64> quantities;
    QHash<Id, qsizetype> places;
    for (const contract::OrderLineRequest &line : lines) {
        const auto place = places.constFind(line.variant);
        if (place == places.constEnd()) {
            places.insert(line.variant, ids.size());
            ids.append(line.variant);
            quantities.append(line.quantity.thousandths());
        } else {
            quantities[*place] += line.quantity.thousandths();
        }
    }
    m_settings = ShopSettings::queue(tx);
    m_rules = queueTaxRules(tx);
    m_variants = repository::queueVariants(tx, ids, quantities);
}

Result<ShopSettings> SaleReads::settings(const std::vector<pg::Rows> &rows) const
{
    return ShopSettings::read(rows[m_settings]);
}

Result<std::vector<LineRecord>> SaleReads::lines(const std::vector<pg::Rows> &rows, QDate businessDate) const
{
    const std::vector<ClassRule> rules = readTaxRules(rows[m_rules]);
    const QHash<Id, VariantForSale> variants = repository::readVariants(rows[m_variants]);
    std::vector<LineRecord> lines;
    QList<FieldError> errors;
    for (size_t i = 0; i < m_wanted.size(); ++i) {
        const contract::OrderLineRequest &wanted = m_wanted[i];
        const QString field = QStringLiteral("lines[%1].variant_id").arg(i);
        const auto variant = variants.constFind(wanted.variant);
        if (variant == variants.constEnd()) {
            errors.append({field, QStringLiteral("unknown"), QStringLiteral("is not a product of this shop")});
            continue;
        }
        if (variant->isArchived)
            errors.append({field, QStringLiteral("archived"), QStringLiteral("is no longer sold")});
        LineRecord line;
        line.position = static_cast<int>(i) + 1;
        line.variant = variant->id;
        line.sku = variant->sku;
        line.name = variant->name;
        line.unit = variant->unit;
        line.quantity = wanted.quantity;
        line.unitPrice = variant->price;
        line.unitCost = variant->cost;
        line.sums.discount = wanted.discount;
        line.rule = ruleFor(rules, variant->taxClass, businessDate);
        lines.push_back(line);
    }
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return lines;
}

Result<PricedSale> priceSale(const SaleReads &reads, const std::vector<pg::Rows> &rows,
                             const std::vector<contract::OrderLineRequest> &wanted, Instant now)
{
    PricedSale sale;
    POS_TRY(sale.settings, reads.settings(rows));
    sale.businessDate = sale.settings.businessDate(now);
    POS_TRY(sale.lines, reads.lines(rows, sale.businessDate));

    std::vector<domain::LineInput> inputs;
    for (size_t i = 0; i < wanted.size(); ++i) {
        const LineRecord &line = sale.lines[i];
        inputs.push_back({line.quantity, line.unitPrice, wanted[i].discount, line.rule});
        sale.asExpected = sale.asExpected && wanted[i].unitPrice.value_or(line.unitPrice) == line.unitPrice;
    }
    POS_TRY(sale.sums, domain::priceOrder(inputs, sale.settings.taxRounding));
    for (size_t i = 0; i < sale.lines.size(); ++i)
        sale.lines[i].sums = sale.sums.lines[i];
    return sale;
}

QJsonObject PricedSale::toJson() const
{
    OrderRecord record;
    record.lines = lines;
    record.taxes = sums.taxes;
    const QJsonObject document = record.document().toJson();
    return {
        {QStringLiteral("currency"), settings.currency},
        {QStringLiteral("business_date"), businessDate.toString(Qt::ISODate)},
        {QStringLiteral("subtotal"), contract::toJson(sums.subtotal)},
        {QStringLiteral("discount_total"), contract::toJson(sums.discountTotal)},
        {QStringLiteral("tax_total"), contract::toJson(sums.taxTotal)},
        {QStringLiteral("total"), contract::toJson(sums.total)},
        {QStringLiteral("cash_rounding"), contract::toJson(cashTotal() - sums.total)},
        {QStringLiteral("cash_total"), contract::toJson(cashTotal())},
        {QStringLiteral("lines"), document.value(QStringLiteral("lines"))},
        {QStringLiteral("taxes"), document.value(QStringLiteral("taxes"))},
    };
}

} // namespace pos::order
