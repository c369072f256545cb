// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/CartService.h"

namespace pos::order {

namespace {

#define CART_COLUMNS "id, name, lines, note, customer_id, order_id, created_by, created_at, updated_at, version"

constexpr pg::Statement kInsert{"cart_insert", R"(
    INSERT INTO shop.carts (tenant_id, id, name, lines, note, customer_id, created_by, created_at, updated_at)
    VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5, $6, $7, $7))"};
constexpr pg::Statement kRead{"cart_read", "SELECT " CART_COLUMNS R"( FROM shop.carts
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1)"};
constexpr pg::Statement kReadForChange{"cart_read_for_change", "SELECT " CART_COLUMNS R"( FROM shop.carts
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1 FOR UPDATE)"};
constexpr pg::Statement kList{"cart_list", "SELECT " CART_COLUMNS R"( FROM shop.carts
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND order_id IS NULL
      AND ($1::timestamptz IS NULL OR (created_at, id) > ($1, $2::uuid)) ORDER BY created_at, id LIMIT $3)"};
constexpr pg::Statement kReplace{"cart_replace", R"(
    UPDATE shop.carts SET name = $2, lines = $3, note = $4, customer_id = $5, updated_at = $6, version = version + 1
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1)"};
constexpr pg::Statement kSold{"cart_sold", R"(
    UPDATE shop.carts SET order_id = $2, updated_at = $3, version = version + 1
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1)"};
constexpr pg::Statement kDelete{"cart_delete", R"(
    DELETE FROM shop.carts WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = $1)"};

constexpr auto kSource = "order-service";

QJsonArray linesOf(const contract::CartRequest &content)
{
    QJsonArray lines;
    for (const contract::OrderLineRequest &line : content.lines)
        lines.append(line.toJson());
    return lines;
}

Result<Cart> cartAt(const pg::Row &row)
{
    Cart cart;
    cart.id = row.id("id");
    // Stored as it came in, so it is read as it came in.
    contract::JsonReader reader(
        QJsonObject{{QStringLiteral("name"), row.text("name")}, {QStringLiteral("lines"), row.jsonArray("lines")}});
    POS_TRY(cart.content, contract::CartRequest::read(reader));
    cart.content.note = row.optionalText("note");
    if (!row.isNull("customer_id"))
        cart.content.customer = row.id("customer_id");
    cart.order = row.id("order_id");
    cart.createdBy = row.id("created_by");
    cart.createdAt = row.instant("created_at");
    cart.updatedAt = row.instant("updated_at");
    cart.version = row.i64("version");
    return cart;
}

Result<Cart> cartOf(const pg::Rows &rows)
{
    if (rows.isEmpty())
        return fail(Error::notFound(QStringLiteral("cart")));
    return cartAt(rows.first());
}

Result<void> checkHeld(const Cart &cart, const std::optional<qint64> &version)
{
    if (!cart.order.isNull()) {
        Error sold = Error::conflict(QStringLiteral("cart_sold"), QStringLiteral("this cart has been sold"));
        sold.state = cart.toJson();
        return fail(sold);
    }
    if (version && *version != cart.version) {
        Error changed{ErrorCode::PreconditionFailed, {}, QStringLiteral("the cart was changed since it was read")};
        changed.state = cart.toJson();
        return fail(changed);
    }
    return {};
}

Result<Cart> lockHeld(pg::Transaction &tx, const Id &id, const std::optional<qint64> &version)
{
    POS_TRY(const pg::Rows rows, tx.run(kReadForChange, pg::Params(id)));
    POS_TRY(const Cart cart, cartOf(rows));
    POS_CHECK(checkHeld(cart, version));
    return cart;
}

// What is held can be sold: a line of another shop, or of nothing, is refused when it comes in.
Result<void> checkLines(pg::Transaction &tx, const contract::CartRequest &content, Instant now)
{
    if (content.lines.empty())
        return {};
    const SaleReads reads(tx, content.lines);
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    POS_TRY(const ShopSettings settings, reads.settings(rows));
    POS_TRY(const std::vector<LineRecord> lines, reads.lines(rows, settings.businessDate(now)));
    return {};
}

void audit(pg::Transaction &tx, const Clock &clock, const Caller &caller, const char *action, const Id &cart,
           qsizetype lines)
{
    outbox::AuditEntry entry;
    entry.action = action;
    entry.entity = "cart";
    entry.entityId = cart;
    entry.details = {{QStringLiteral("lines"), static_cast<qint64>(lines)}};
    outbox::appendAudit(tx, clock, kSource, caller.tenant, caller.actor, entry);
}

} // namespace

QJsonObject Cart::toJson() const
{
    const auto orNull = [](const QJsonValue &value, bool isThere) {
        return isThere ? value : QJsonValue(QJsonValue::Null);
    };
    return {
        {QStringLiteral("id"), id.toString()},
        {QStringLiteral("name"), content.name},
        {QStringLiteral("lines"), linesOf(content)},
        {QStringLiteral("note"), orNull(content.note.value_or(QString()), content.note.has_value())},
        {QStringLiteral("customer_id"),
         orNull(content.customer.value_or(Id()).toString(), content.customer.has_value())},
        {QStringLiteral("order_id"), orNull(order.toString(), !order.isNull())},
        {QStringLiteral("created_by"), createdBy.toString()},
        {QStringLiteral("created_at"), toRfc3339(createdAt)},
        {QStringLiteral("updated_at"), toRfc3339(updatedAt)},
        {QStringLiteral("version"), version},
    };
}

Result<CartPage> CartService::list(const http::Call &call, int limit, const std::optional<Instant> &afterTime,
                                   const Id &afterId)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<CartPage> {
        POS_TRY(const pg::Rows rows, tx.run(kList, pg::Params(afterTime, afterId, limit + 1)));
        CartPage page;
        page.hasMore = rows.size() > limit;
        for (int i = 0; i < qMin(rows.size(), limit); ++i) {
            POS_TRY(Cart cart, cartAt(rows[i]));
            page.carts.push_back(std::move(cart));
        }
        return page;
    });
}

Result<Cart> CartService::read(const http::Call &call, const Id &cart)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<Cart> {
        POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(cart)));
        return cartOf(rows);
    });
}

Result<std::pair<int, Cart>> CartService::hold(const http::Call &call, const contract::CartRequest &content)
{
    const Caller caller = Caller::of(call);
    const Id id = Id::make(m_clock);
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<std::pair<int, Cart>> {
        POS_TRY(const std::optional<runtime::Replay> earlier, runtime::claimKey(tx, m_clock, call, 201, id));
        if (earlier) {
            POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(earlier->resource)));
            POS_TRY(Cart cart, cartOf(rows));
            return std::pair(earlier->status, std::move(cart));
        }
        POS_CHECK(checkLines(tx, content, m_clock.now()));
        Cart cart{id, content, caller.actor.user, m_clock.now(), m_clock.now(), Id(), 1};
        tx.queue(kInsert, pg::Params(id, content.name, linesOf(content), content.note, content.customer, cart.createdBy,
                                     cart.createdAt));
        audit(tx, m_clock, caller, "cart.held", id, static_cast<qsizetype>(content.lines.size()));
        return std::pair(201, std::move(cart));
    });
}

Result<Cart> CartService::replace(const http::Call &call, const Id &id, qint64 version,
                                  const contract::CartRequest &content)
{
    const Caller caller = Caller::of(call);
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<Cart> {
        POS_TRY(Cart cart, lockHeld(tx, id, version));
        POS_CHECK(checkLines(tx, content, m_clock.now()));
        cart.content = content;
        cart.updatedAt = m_clock.now();
        ++cart.version;
        tx.queue(kReplace,
                 pg::Params(id, content.name, linesOf(content), content.note, content.customer, cart.updatedAt));
        audit(tx, m_clock, caller, "cart.changed", id, static_cast<qsizetype>(content.lines.size()));
        return cart;
    });
}

Result<void> CartService::drop(const http::Call &call, const Id &id, const std::optional<qint64> &version)
{
    const Caller caller = Caller::of(call);
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const Cart cart, lockHeld(tx, id, version));
        tx.queue(kDelete, pg::Params(id));
        audit(tx, m_clock, caller, "cart.dropped", id, static_cast<qsizetype>(cart.content.lines.size()));
        return {};
    });
}

Result<Outcome> CartService::checkOut(const http::Call &call, const Id &id, const std::optional<qint64> &version,
                                      contract::OrderRequest request)
{
    const Caller caller = Caller::of(call);
    const Id order = Id::make(m_clock);
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<Outcome> {
        const runtime::IdempotencyClaim claim(tx, m_clock, call, 201, order);
        const size_t locked = tx.queue(kReadForChange, pg::Params(id));
        POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
        POS_TRY(const std::optional<runtime::Replay> earlier, claim.outcome(rows));
        if (earlier) {
            POS_TRY(const OrderRecord stored, repository::load(tx, earlier->resource));
            return Outcome{earlier->status, stored.document()};
        }
        POS_TRY(const Cart cart, cartOf(rows[locked]));
        POS_CHECK(checkHeld(cart, version));
        contract::OrderRequest sale = request;
        sale.lines = cart.content.lines;
        if (sale.lines.empty())
            return fail(Error::conflict(QStringLiteral("cart_empty"), QStringLiteral("an empty cart cannot be sold")));
        sale.customer = sale.customer ? sale.customer : cart.content.customer;
        sale.note = sale.note ? sale.note : cart.content.note;

        const SaleReads reads(tx, sale.lines);
        POS_TRY(const std::vector<pg::Rows> prices, tx.flush());
        tx.queue(kSold, pg::Params(id, order, m_clock.now()));
        POS_TRY(SaleService::Queued queued, m_sales.queueSale(tx, caller, order, sale, reads, prices, id));
        POS_TRY(contract::Order sold, m_sales.commit(tx, std::move(queued)));
        return Outcome{201, std::move(sold)};
    });
}

} // namespace pos::order
