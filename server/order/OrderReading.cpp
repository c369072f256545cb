// SPDX-License-Identifier: GPL-3.0-or-later
// The reading half of OrderRepository.
#include "server/order/OrderRepository.h"

namespace pos::order::repository {

namespace {

#define ORDER_COLUMNS                                                                                                  \
    "id, kind, number, external_ref, status, terminal, business_date, currency, subtotal, discount_total, tax_total, " \
    "rounding, total, paid, change, customer_id, note, reason, refund_of, approved_by, created_by, created_at, "       \
    "voided_at, version"

constexpr pg::Statement kOrder{"order_load", "SELECT " ORDER_COLUMNS R"( FROM shop.orders
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1)"};
constexpr pg::Statement kOrderForChange{"order_load_for_change", "SELECT " ORDER_COLUMNS R"( FROM shop.orders
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1 FOR NO KEY UPDATE)"};

constexpr pg::Statement kLines{"order_load_lines", R"(
    WITH given AS (
        SELECT r.refund_of_position AS position, sum(r.quantity)::bigint AS quantity, sum(r.amount)::bigint AS amount,
               sum(r.discount)::bigint AS discount, sum(r.net)::bigint AS net, sum(r.tax)::bigint AS tax
        FROM shop.order_lines r WHERE r.tenant_id = current_setting('pos.tenant')::uuid AND r.refund_of = $1
        GROUP BY 1
    )
    SELECT l.*, coalesce(g.quantity, 0) AS given_quantity, coalesce(g.amount, 0) AS given_amount,
           coalesce(g.discount, 0) AS given_discount, coalesce(g.net, 0) AS given_net, coalesce(g.tax, 0) AS given_tax
    FROM shop.order_lines l LEFT JOIN given g ON g.position = l.position
    WHERE l.tenant_id = current_setting('pos.tenant')::uuid AND l.order_id = $1 ORDER BY l.position)"};

constexpr pg::Statement kTaxes{"order_load_taxes", R"(
    SELECT tax_rule_id, name, rate_ppm, inclusive, net, tax FROM shop.order_taxes
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND order_id = $1 ORDER BY name, tax_rule_id)"};

constexpr pg::Statement kPayments{"order_load_payments", R"(
    SELECT id, method, status, tendered, change, net, created_at FROM shop.payments
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND order_id = $1 ORDER BY created_at, id)"};

// A document of this sale alone gives its whole total, rounding and all; of one that serves several, its lines count.
constexpr pg::Statement kRefunds{"order_load_refunds", R"(
    SELECT o.id, CASE WHEN o.refund_of = $1 THEN -o.total ELSE sum(r.total)::bigint END AS given
    FROM shop.order_lines r JOIN shop.orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
    WHERE r.tenant_id = current_setting('pos.tenant')::uuid AND r.refund_of = $1
    GROUP BY o.id, o.refund_of, o.total, o.created_at ORDER BY o.created_at, o.id)"};

// The planner sees the parameters that are set, so that each filter finds its own index.
#define ORDER_FILTERS                                                                                                  \
    " FROM shop.orders WHERE tenant_id = current_setting('pos.tenant')::uuid "                                         \
    "AND ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR kind = $2) "                                       \
    "AND ($3::text IS NULL OR number = $3) AND ($4::text IS NULL OR external_ref = $4) "                               \
    "AND ($5::date IS NULL OR business_date >= $5) AND ($6::date IS NULL OR business_date <= $6) "                     \
    "AND ($7::smallint IS NULL OR terminal = $7) AND ($8::uuid IS NULL OR refund_of = $8) "                            \
    "AND ($9::text IS NULL OR strpos(number, upper($9)) > 0 OR strpos(upper(external_ref), upper($9)) > 0) "           \
    "AND ($13::uuid IS NULL OR created_by = $13) "
constexpr pg::Statement kNewest{"order_list_newest", "SELECT " ORDER_COLUMNS ORDER_FILTERS R"(
    AND ($10::timestamptz IS NULL OR (created_at, id) < ($10, $11::uuid)) ORDER BY created_at DESC, id DESC LIMIT $12)"};
constexpr pg::Statement kOldest{"order_list_oldest", "SELECT " ORDER_COLUMNS ORDER_FILTERS R"(
    AND ($10::timestamptz IS NULL OR (created_at, id) > ($10, $11::uuid)) ORDER BY created_at, id LIMIT $12)"};

contract::Order headOf(const pg::Row &row)
{
    contract::Order head;
    head.id = row.id("id");
    head.kind = row.text("kind");
    head.number = row.text("number");
    head.externalRef = row.optionalText("external_ref");
    head.status = row.text("status");
    head.terminal = row.i32("terminal");
    head.businessDate = row.date("business_date");
    head.createdAt = row.instant("created_at");
    head.currency = row.text("currency");
    head.subtotal = row.money("subtotal");
    head.discountTotal = row.money("discount_total");
    head.taxTotal = row.money("tax_total");
    head.rounding = row.money("rounding");
    head.total = row.money("total");
    head.paid = row.money("paid");
    head.change = row.money("change");
    head.customer = row.id("customer_id");
    head.note = row.optionalText("note");
    head.reason = row.optionalText("reason");
    head.refundOf = row.id("refund_of");
    head.approvedBy = row.id("approved_by");
    head.createdBy = row.id("created_by");
    head.voidedAt = row.optionalInstant("voided_at");
    head.version = row.i64("version");
    return head;
}

LineRecord lineOf(const pg::Row &row)
{
    LineRecord line;
    line.position = row.i32("position");
    line.variant = row.id("variant_id");
    line.sku = row.text("sku");
    line.name = row.text("name");
    line.unit = row.text("unit");
    line.quantity = row.quantity("quantity");
    line.unitPrice = row.money("unit_price");
    line.unitCost = row.money("unit_cost");
    line.sums = {row.money("amount"), row.money("discount"), row.money("net"), row.money("tax"), row.money("total")};
    line.rule.id = row.id("tax_rule_id");
    line.rule.name = row.optionalText("tax_name").value_or(QString());
    line.rule.ratePpm = row.i64("tax_rate_ppm");
    line.rule.baseNumerator = row.i64("tax_base_num");
    line.rule.baseDenominator = row.i64("tax_base_den");
    line.rule.inclusive = row.boolean("tax_inclusive");
    line.refundOf = row.id("refund_of");
    if (!row.isNull("refund_of_position"))
        line.refundOfPosition = row.i32("refund_of_position");
    if (!row.isNull("restocked"))
        line.restocked = row.boolean("restocked");
    line.refundedQuantity = row.quantity("given_quantity");
    const Money net = row.money("given_net");
    const Money tax = row.money("given_tax");
    line.refunded = {row.money("given_amount"), row.money("given_discount"), net, tax, net + tax};
    return line;
}

} // namespace

size_t queueLoad(pg::Transaction &tx, const Id &order, Lock lock)
{
    const pg::Params params(order);
    const size_t at = tx.queue(lock == Lock::ForChange ? kOrderForChange : kOrder, params);
    for (const pg::Statement *part : {&kLines, &kTaxes, &kPayments, &kRefunds})
        tx.queue(*part, params);
    return at;
}

Result<OrderRecord> read(const std::vector<pg::Rows> &rows, size_t at)
{
    if (rows[at].isEmpty())
        return fail(Error::notFound(QStringLiteral("order")));
    OrderRecord order;
    order.head = headOf(rows[at].first());
    for (const pg::Row row : rows[at + 1])
        order.lines.push_back(lineOf(row));
    for (const pg::Row row : rows[at + 2]) {
        domain::TaxSum sum;
        sum.rule.id = row.id("tax_rule_id");
        sum.rule.name = row.text("name");
        sum.rule.ratePpm = row.i64("rate_ppm");
        sum.rule.inclusive = row.boolean("inclusive");
        sum.net = row.money("net");
        sum.tax = row.money("tax");
        order.taxes.push_back(sum);
    }
    for (const pg::Row row : rows[at + 3]) {
        order.head.payments.push_back({row.id("id"), row.text("method"), row.text("status"), row.money("net"),
                                       row.money("tendered"), row.money("change"), row.instant("created_at")});
    }
    for (const pg::Row row : rows[at + 4]) {
        order.head.refunds.append(row.id("id"));
        order.refundedTotal += row.money("given");
    }
    return order;
}

Result<OrderRecord> load(pg::Transaction &tx, const Id &order, Lock lock)
{
    const size_t at = queueLoad(tx, order, lock);
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    return read(rows, at);
}

Result<std::vector<contract::Order>> list(pg::Transaction &tx, const OrderFilter &filter)
{
    const pg::Params params(filter.status, filter.kind, filter.number, filter.externalRef, filter.from, filter.to,
                            filter.terminal, filter.refundOf, filter.words, filter.afterTime, filter.afterId,
                            filter.limit + 1, filter.seller);
    POS_TRY(const pg::Rows rows, tx.run(filter.newestFirst ? kNewest : kOldest, params));
    std::vector<contract::Order> heads;
    for (const pg::Row row : rows)
        heads.push_back(headOf(row));
    return heads;
}

} // namespace pos::order::repository
