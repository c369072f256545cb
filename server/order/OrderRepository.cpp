// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderRepository.h"

namespace pos::order::repository {

namespace {

// The arrays come through sub-selects: the planner then expects no length and keeps one plan, instead of planning three
// joins for each sale.
constexpr pg::Statement kVariants{"order_variants", R"(
    SELECT v.id, v.sku, v.name AS variant_name, p.name, p.unit, p.tax_class, shop.unit_price(v.id, q.quantity) AS price,
           CASE WHEN s.is_tracked THEN s.average_cost ELSE coalesce(v.cost, 0) END AS cost,
           v.status = 'archived' OR p.status = 'archived' AS is_archived
    FROM unnest((SELECT $1::uuid[]), (SELECT $2::bigint[])) AS q (id, quantity)
    JOIN shop.variants v ON v.tenant_id = current_setting('pos.tenant')::uuid AND v.id = q.id
    JOIN shop.products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
    JOIN shop.stock_levels s ON s.tenant_id = v.tenant_id AND s.variant_id = v.id)"};

constexpr pg::Statement kInsertLines{"order_insert_lines", R"(
    INSERT INTO shop.order_lines (tenant_id, order_id, position, variant_id, sku, name, unit, quantity, unit_price, unit_cost,
        amount, discount, net, tax, total, tax_rule_id, tax_name, tax_rate_ppm, tax_base_num, tax_base_den, tax_inclusive,
        refund_of, refund_of_position, restocked)
    SELECT current_setting('pos.tenant')::uuid, $1, l.position, l.variant_id, l.sku, l.name, l.unit, l.quantity, l.unit_price,
        l.unit_cost, l.amount, l.discount, l.net, l.tax, l.net + l.tax, l.tax_rule_id, nullif(l.tax_name, ''), l.rate_ppm,
        l.base_num, l.base_den, l.inclusive, l.refund_of, nullif(l.refund_of_position, 0), l.restocked
    FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[],
                $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::uuid[], $15::text[], $16::bigint[],
                $17::bigint[], $18::bigint[], $19::bool[], $20::uuid[], $21::bigint[], $22::bool[])
        AS l (position, variant_id, sku, name, unit, quantity, unit_price, unit_cost, amount, discount, net, tax, tax_rule_id,
              tax_name, rate_ppm, base_num, base_den, inclusive, refund_of, refund_of_position,
              restocked))"};

constexpr pg::Statement kInsertTax{"order_insert_tax", R"(
    INSERT INTO shop.order_taxes (tenant_id, order_id, tax_rule_id, name, rate_ppm, inclusive, net, tax)
    VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5, $6, $7))"};

constexpr pg::Statement kInsertPayment{"order_insert_payment", R"(
    INSERT INTO shop.payments (tenant_id, id, order_id, method, status, tendered, change, net, created_by, created_at)
    VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5, $6, $7, $8, $9))"};

constexpr pg::Statement kInsertOrder{"order_insert", R"(
    WITH counted AS (
        INSERT INTO shop.order_counters AS c (tenant_id, terminal, business_date, kind, last)
        VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, 1)
        ON CONFLICT (tenant_id, terminal, business_date, kind) DO UPDATE SET last = c.last + 1
        RETURNING last
    )
    INSERT INTO shop.orders (tenant_id, id, kind, number, external_ref, status, terminal, business_date, currency, subtotal,
        discount_total, tax_total, rounding, total, paid, change, customer_id, note, reason, refund_of, approved_by, created_by,
        created_at, gross_profit)
    SELECT current_setting('pos.tenant')::uuid, $4, $3, $5 || lpad(last::text, greatest(4, length(last::text)), '0'), $6, $7,
        $1, $2, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, shop.gross_profit($4, $3)
    FROM counted RETURNING number)"};

constexpr pg::Statement kChange{"order_change", R"(
    UPDATE shop.orders SET status = $2, rounding = $3, total = $4, paid = $5, change = $6, reason = $7, approved_by = $8,
        voided_at = $9, voided_by = CASE WHEN $9::timestamptz IS NOT NULL THEN $10::uuid END, version = $11
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1)"};

constexpr pg::Statement kRefundedState{"order_refunded_state", R"(
    UPDATE shop.orders o SET version = version + 1, status = CASE WHEN EXISTS (
        SELECT 1 FROM shop.order_lines l WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id AND l.quantity > coalesce((
            SELECT sum(r.quantity) FROM shop.order_lines r
            WHERE r.tenant_id = l.tenant_id AND r.refund_of = l.order_id AND r.refund_of_position = l.position), 0))
        THEN 'partially_refunded' ELSE 'refunded' END
    WHERE o.tenant_id = current_setting('pos.tenant')::uuid AND o.id = ANY ($1) AND o.status IN ('paid', 'partially_refunded'))"};

QString join(const QString &product, const QString &variant)
{
    return variant.isEmpty() ? product : product + QStringLiteral(", ") + variant;
}

// PostgreSQL's own form of an array of booleans.
QString toArray(const QList<std::optional<bool>> &values)
{
    QStringList words;
    for (const std::optional<bool> value : values)
        words.append(!value ? QStringLiteral("NULL") : *value ? QStringLiteral("t") : QStringLiteral("f"));
    return u'{' + words.join(u',') + u'}';
}

void queueLines(pg::Transaction &tx, const OrderRecord &order)
{
    QList<qint64> position, quantity, price, cost, amount, discount, net, tax, rate, num, den, refundOfPosition;
    QList<Id> variant, rule, refundOf;
    QStringList sku, name, unit, taxName;
    QList<std::optional<bool>> inclusive, restocked;
    for (const LineRecord &line : order.lines) {
        position.append(line.position);
        variant.append(line.variant);
        sku.append(line.sku);
        name.append(line.name);
        unit.append(line.unit);
        quantity.append(line.quantity.thousandths());
        price.append(line.unitPrice.minor());
        cost.append(line.unitCost.minor());
        amount.append(line.sums.amount.minor());
        discount.append(line.sums.discount.minor());
        net.append(line.sums.net.minor());
        tax.append(line.sums.tax.minor());
        rule.append(line.rule.id);
        taxName.append(line.rule.name);
        rate.append(line.rule.ratePpm);
        num.append(line.rule.baseNumerator);
        den.append(line.rule.baseDenominator);
        inclusive.append(line.rule.inclusive);
        refundOf.append(line.refundOf);
        refundOfPosition.append(line.refundOfPosition.value_or(0));
        restocked.append(line.restocked);
    }
    tx.queue(kInsertLines, pg::Params(order.head.id, position, variant, sku, name, unit, quantity, price, cost, amount,
                                      discount, net, tax, rule, taxName, rate, num, den, toArray(inclusive), refundOf,
                                      refundOfPosition, toArray(restocked)));
}

} // namespace

size_t queueVariants(pg::Transaction &tx, const QList<Id> &variants, const QList<qint64> &quantities)
{
    return tx.queue(kVariants, pg::Params(variants, quantities));
}

QHash<Id, VariantForSale> readVariants(const pg::Rows &rows)
{
    QHash<Id, VariantForSale> variants;
    for (const pg::Row row : rows) {
        const Id id = row.id("id");
        variants.insert(id, {id, row.text("sku"), join(row.text("name"), row.text("variant_name")), row.text("unit"),
                             row.text("tax_class"), row.money("price"), row.money("cost"), row.boolean("is_archived")});
    }
    return variants;
}

void queueParts(pg::Transaction &tx, const OrderRecord &order)
{
    queueLines(tx, order);
    for (const domain::TaxSum &sum : order.taxes) {
        tx.queue(kInsertTax, pg::Params(order.head.id, sum.rule.id, sum.rule.name, sum.rule.ratePpm, sum.rule.inclusive,
                                        sum.net, sum.tax));
    }
    queuePayments(tx, order.head.id, order.head.payments, order.head.createdBy);
}

size_t queueOrder(pg::Transaction &tx, const OrderRecord &order)
{
    const contract::Order &head = order.head;
    return tx.queue(kInsertOrder,
                    pg::Params(head.terminal, head.businessDate, head.kind, head.id, order.numberPrefix,
                               head.externalRef, head.status, head.currency, head.subtotal, head.discountTotal,
                               head.taxTotal, head.rounding, head.total, head.paid, head.change, head.customer,
                               head.note, head.reason, head.refundOf, head.approvedBy, head.createdBy, head.createdAt));
}

QString numberOf(const pg::Rows &rows)
{
    return rows.isEmpty() ? QString() : rows.first().text("number");
}

void queuePayments(pg::Transaction &tx, const Id &order, const std::vector<contract::OrderPayment> &payments,
                   const Id &by)
{
    for (const contract::OrderPayment &payment : payments) {
        tx.queue(kInsertPayment, pg::Params(payment.id, order, payment.method, payment.status, payment.tendered,
                                            payment.change, payment.amount, by, payment.createdAt));
    }
}

void queueChange(pg::Transaction &tx, OrderRecord &order, const Id &voidedBy)
{
    contract::Order &head = order.head;
    ++head.version;
    tx.queue(kChange, pg::Params(head.id, head.status, head.rounding, head.total, head.paid, head.change, head.reason,
                                 head.approvedBy, head.voidedAt, voidedBy, head.version));
}

void queueRefundedState(pg::Transaction &tx, const OrderRecord &refund)
{
    QList<Id> sales;
    for (const LineRecord &line : refund.lines) {
        if (!line.refundOf.isNull() && !sales.contains(line.refundOf))
            sales.append(line.refundOf);
    }
    if (!sales.isEmpty())
        tx.queue(kRefundedState, pg::Params(sales));
}

} // namespace pos::order::repository
