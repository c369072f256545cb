// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/ReportService.h"

#include "server/order/ShopSettings.h"

namespace pos::order {

namespace {

constexpr int kDefaultDays = 30;

constexpr auto kPatience = std::chrono::minutes(20); // an order that waits longer for its payment is delayed
constexpr int kWeek = 7;

// Only days on which something happened come back. Each head keeps what it earned: lines are not read.
constexpr pg::Statement kByDay{"report_by_day", R"(
    SELECT business_date, count(*) FILTER (WHERE kind = 'sale') AS orders, count(*) FILTER (WHERE kind = 'refund') AS refunds,
           coalesce(sum(total) FILTER (WHERE kind = 'sale'), 0)::bigint AS sold,
           sum(subtotal)::bigint AS subtotal, sum(discount_total)::bigint AS discount_total, sum(tax_total)::bigint AS tax_total,
           sum(rounding)::bigint AS rounding, sum(total)::bigint AS total, sum(gross_profit)::bigint AS gross_profit
    FROM shop.orders
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND business_date BETWEEN $1 AND $2
      AND status NOT IN ('voided', 'awaiting_payment')
    GROUP BY 1 ORDER BY 1)",
                               std::chrono::seconds(20)};

// The same sums of one day up to an instant, which last week's day is compared by.
constexpr pg::Statement kSoFar{"report_so_far", R"(
    SELECT count(*) FILTER (WHERE kind = 'sale') AS orders,
           coalesce(sum(total) FILTER (WHERE kind = 'sale'), 0)::bigint AS sold,
           coalesce(sum(total), 0)::bigint AS total, coalesce(sum(gross_profit), 0)::bigint AS gross_profit
    FROM shop.orders
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND business_date = $1 AND created_at <= $2
      AND status NOT IN ('voided', 'awaiting_payment'))"};

// Ids ascend with time: between the first and the last of a day lie few others. The joins below read
// that range at once instead of looking each order up; which rows count is said by the day alone.
constexpr pg::Statement kSpan{"report_span", R"(
    SELECT min(id::text)::uuid AS first, max(id::text)::uuid AS last FROM shop.orders
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND business_date = $1)"};

constexpr pg::Statement kByHour{"report_by_hour", R"(
    SELECT extract(hour FROM created_at AT TIME ZONE $2)::int AS hour, count(*) FILTER (WHERE kind = 'sale') AS orders,
           sum(total)::bigint AS total
    FROM shop.orders
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND business_date = $1 AND status NOT IN ('voided', 'awaiting_payment')
    GROUP BY 1 ORDER BY 1)"};

constexpr pg::Statement kByMethod{"report_by_method", R"(
    SELECT p.method, sum(p.net)::bigint AS net
    FROM shop.orders o JOIN shop.payments p ON p.tenant_id = o.tenant_id AND p.order_id = o.id
    WHERE o.tenant_id = current_setting('pos.tenant')::uuid AND o.business_date = $1 AND p.status = 'settled'
      AND p.order_id BETWEEN $2 AND $3
    GROUP BY 1 HAVING sum(p.net) <> 0 ORDER BY 1)"};

constexpr pg::Statement kTop{"report_top_products", R"(
    SELECT l.variant_id, max(l.name) AS name, sum(CASE o.kind WHEN 'sale' THEN l.quantity ELSE -l.quantity END)::bigint AS quantity,
           sum(CASE o.kind WHEN 'sale' THEN l.total ELSE -l.total END)::bigint AS total
    FROM shop.orders o JOIN shop.order_lines l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
    WHERE o.tenant_id = current_setting('pos.tenant')::uuid AND o.business_date = $1
      AND l.order_id BETWEEN $2 AND $3 AND o.status NOT IN ('voided', 'awaiting_payment')
    GROUP BY 1 ORDER BY total DESC, 1 LIMIT 10)"};

constexpr pg::Statement kOpen{"report_open", R"(
    SELECT count(*) AS orders, coalesce(sum(total - paid), 0)::bigint AS total,
           count(*) FILTER (WHERE created_at < $1) AS delayed
    FROM shop.orders
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND status = 'awaiting_payment')"};

QJsonObject dayOf(const pg::Row &row)
{
    QJsonObject day{{QStringLiteral("business_date"), row.date("business_date").toString(Qt::ISODate)}};
    for (const char *column :
         {"orders", "refunds", "subtotal", "discount_total", "tax_total", "rounding", "total", "gross_profit"})
        day.insert(QLatin1StringView(column), row.i64(column));
    return day;
}

// A basket is a sale; what was given back later does not make it smaller.
qint64 averageBasket(const pg::Row &row)
{
    const qint64 orders = row.i64("orders");
    return orders == 0 ? 0 : mulDiv(row.i64("sold"), 1, orders, Rounding::HalfUp).value_or(0);
}

QJsonObject nothingOn(QDate day)
{
    QJsonObject empty{{QStringLiteral("business_date"), day.toString(Qt::ISODate)}};
    for (const char *column :
         {"orders", "refunds", "subtotal", "discount_total", "tax_total", "rounding", "total", "gross_profit"})
        empty.insert(QLatin1StringView(column), 0);
    return empty;
}

QJsonObject dayIn(const pg::Rows &days, QDate day)
{
    QJsonObject sums = nothingOn(day);
    qint64 average = 0;
    for (const pg::Row row : days) {
        if (row.date("business_date") == day) {
            sums = dayOf(row);
            average = averageBasket(row);
        }
    }
    sums.insert(QStringLiteral("average_basket"), average);
    return sums;
}

QJsonArray listOf(const pg::Rows &rows, const std::function<QJsonObject(const pg::Row &)> &toJson)
{
    QJsonArray items;
    for (const pg::Row row : rows)
        items.append(toJson(row));
    return items;
}

QJsonArray hoursOf(const pg::Rows &rows)
{
    return listOf(rows, [](const pg::Row &row) {
        return QJsonObject{{QStringLiteral("hour"), row.i32("hour")},
                           {QStringLiteral("orders"), row.i64("orders")},
                           {QStringLiteral("total"), row.i64("total")}};
    });
}

QJsonObject soFarOf(const pg::Row &row)
{
    return {{QStringLiteral("orders"), row.i64("orders")},
            {QStringLiteral("total"), row.i64("total")},
            {QStringLiteral("gross_profit"), row.i64("gross_profit")},
            {QStringLiteral("average_basket"), averageBasket(row)}};
}

// How it was paid, and what sold best.
void addParts(QJsonObject &report, const pg::Rows &payments, const pg::Rows &products)
{
    report.insert(
        QStringLiteral("payments"), listOf(payments, [](const pg::Row &row) {
            return QJsonObject{{QStringLiteral("method"), row.text("method")}, {QStringLiteral("net"), row.i64("net")}};
        }));
    report.insert(QStringLiteral("top_products"), listOf(products, [](const pg::Row &row) {
                      return QJsonObject{{QStringLiteral("variant_id"), row.id("variant_id").toString()},
                                         {QStringLiteral("name"), row.text("name")},
                                         {QStringLiteral("quantity"), contract::toJson(row.quantity("quantity"))},
                                         {QStringLiteral("total"), row.i64("total")}};
                  }));
}

Result<ShopSettings> readShop(pg::Transaction &tx)
{
    const size_t at = ShopSettings::queue(tx);
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    return ShopSettings::read(rows[at]);
}

} // namespace

Result<QJsonObject> ReportService::today(const http::Call &call)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<QJsonObject> {
        POS_TRY(const ShopSettings shop, readShop(tx));
        const Instant now = m_clock.now();
        const QDate day = shop.businessDate(now);
        const QDate before = day.addDays(-kWeek);
        const QString zone = QString::fromLatin1(shop.zone.id());
        tx.queue(kByDay, pg::Params(day, day));
        tx.queue(kByDay, pg::Params(before, before));
        tx.queue(kSoFar, pg::Params(before, now - std::chrono::days(kWeek)));
        tx.queue(kByHour, pg::Params(day, zone));
        tx.queue(kByHour, pg::Params(before, zone));
        tx.queue(kOpen, pg::Params(now - kPatience));
        tx.queue(kSpan, pg::Params(day));
        POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
        const pg::Row span = rows[6].first();
        const Id first = span.isNull("first") ? Id() : span.id("first");
        const Id last = span.isNull("last") ? Id() : span.id("last");
        tx.queue(kByMethod, pg::Params(day, first, last));
        tx.queue(kTop, pg::Params(day, first, last));
        POS_TRY(const std::vector<pg::Rows> parts, tx.commit());

        QJsonObject report = dayIn(rows[0], day);
        QJsonObject lastWeek = dayIn(rows[1], before);
        lastWeek.insert(QStringLiteral("so_far"), soFarOf(rows[2].first()));
        lastWeek.insert(QStringLiteral("by_hour"), hoursOf(rows[4]));
        report.insert(QStringLiteral("last_week"), lastWeek);
        report.insert(QStringLiteral("currency"), shop.currency);
        report.insert(QStringLiteral("first_hour"), shop.cutOffHour);
        report.insert(QStringLiteral("updated_at"), toRfc3339(now));
        report.insert(QStringLiteral("by_hour"), hoursOf(rows[3]));
        addParts(report, parts[0], parts[1]);
        const pg::Row open = rows[5].first();
        report.insert(QStringLiteral("awaiting_payment"),
                      QJsonObject{{QStringLiteral("orders"), open.i64("orders")},
                                  {QStringLiteral("total"), open.i64("total")},
                                  {QStringLiteral("delayed"), open.i64("delayed")}});
        return report;
    });
}

Result<QJsonObject> ReportService::sales(const http::Call &call, std::optional<QDate> from, std::optional<QDate> to)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<QJsonObject> {
        POS_TRY(const ShopSettings shop, readShop(tx));
        const QDate last = to.value_or(shop.businessDate(m_clock.now()));
        const QDate first = from.value_or(last.addDays(1 - kDefaultDays));
        if (first > last)
            return fail(Error::invalid(QStringLiteral("from"), QStringLiteral("too_large"),
                                       QStringLiteral("must not lie behind `to`")));
        if (first.daysTo(last) >= kMaxDays)
            return fail(Error::invalid(QStringLiteral("from"), QStringLiteral("too_small"),
                                       QStringLiteral("at most %1 days at once").arg(kMaxDays)));
        tx.queue(kByDay, pg::Params(first, last));
        POS_TRY(const std::vector<pg::Rows> rows, tx.commit());

        QJsonObject totals;
        for (const char *column :
             {"orders", "refunds", "subtotal", "discount_total", "tax_total", "rounding", "total", "gross_profit"}) {
            qint64 sum = 0;
            for (const pg::Row row : rows[0])
                sum += row.i64(column);
            totals.insert(QLatin1StringView(column), sum);
        }
        return QJsonObject{
            {QStringLiteral("from"), first.toString(Qt::ISODate)},
            {QStringLiteral("to"), last.toString(Qt::ISODate)},
            {QStringLiteral("currency"), shop.currency},
            {QStringLiteral("days"), listOf(rows[0], dayOf)},
            {QStringLiteral("totals"), totals},
        };
    });
}

} // namespace pos::order
