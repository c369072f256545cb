// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestShop.h"

#include "server/inventory/StockLedger.h"

namespace pos::test {

TestShop::TestShop(TestDatabase &database, const Clock &clock, const Options &options)
    : m_database(database), m_clock(clock), m_tenant(Id::make(clock))
{
    m_database.admin("INSERT INTO shop.tenants (id, slug, name, currency, zone, business_day_cutoff, created_at, "
                     "updated_at) VALUES ("
                     + quoted(m_tenant) + ", '" + options.slug + "', 'Toko " + options.slug + "', '" + options.currency
                     + "', '" + options.zone + "', " + QByteArray::number(options.cutOffHour) + ", now(), now())");
    m_database.admin("INSERT INTO shop.tenant_settings (tenant_id, cash_rounding, updated_at) VALUES ("
                     + quoted(m_tenant) + ", " + QByteArray::number(options.cashRounding) + ", now())");
    m_owner = person("owner");
    m_manager = person("manager");
    m_cashier = person("cashier");
}

http::Principal TestShop::as(contract::Role role, const Id &user, const QByteArray &terminal) const
{
    http::Principal principal;
    principal.user = user;
    principal.tenant = m_tenant;
    principal.session = user;
    principal.role = role;
    principal.terminal = terminal;
    return principal;
}

Id TestShop::person(const QByteArray &role)
{
    const Id id = Id::make(m_clock);
    m_database.admin("INSERT INTO keys.data_keys (tenant_id, id, wrapped, kek_version, created_at) VALUES ("
                     + quoted(m_tenant) + ", " + quoted(id) + ", '\\x00', 1, now())");
    m_database.admin("INSERT INTO identity.users (tenant_id, id, subject_pid, hash_version, role, status, language, "
                     "created_at, updated_at)"
                     " VALUES ("
                     + quoted(m_tenant) + ", " + quoted(id) + ", " + quoted(id) + ", 1, '" + role
                     + "', 'invited', 'id', now(), now())");
    return id;
}

Id TestShop::product(const Product &product)
{
    const Id id = Id::make(m_clock);
    const Id variant = Id::make(m_clock);
    m_database.admin("INSERT INTO shop.products (tenant_id, id, sku, name, price, kind, tax_class) VALUES ("
                     + quoted(m_tenant) + ", " + quoted(id) + ", '" + product.sku + "', 'Product " + product.sku + "', "
                     + QByteArray::number(product.price) + ", '" + (product.isService ? "service" : "goods") + "', '"
                     + product.taxClass + "')");
    m_database.admin("INSERT INTO shop.variants (tenant_id, id, product_id, is_default, sku, price) VALUES ("
                     + quoted(m_tenant) + ", " + quoted(variant) + ", " + quoted(id) + ", true, '" + product.sku + "', "
                     + QByteArray::number(product.price) + ")");
    if (!product.policy.isEmpty())
        m_database.admin("UPDATE shop.stock_levels SET policy = '" + product.policy
                         + "' WHERE variant_id = " + quoted(variant));
    return variant;
}

void TestShop::receive(const Id &variant, Quantity quantity, qint64 unitCost)
{
    inventory::StockMove move;
    move.kind = contract::MovementKind::Receipt;
    move.changes = {{variant, quantity, times(Money::ofMinor(unitCost), quantity).value()}};
    move.occurredAt = m_clock.now();
    const Result<void> done = m_database.database().forTenant(m_tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_CHECK(inventory::StockLedger(m_clock).move(tx, move));
        return {};
    });
    if (!done)
        qFatal("receive: %s", qPrintable(done.error().detail));
}

Quantity TestShop::onHand(const Id &variant)
{
    return Quantity::ofThousandths(
        value("SELECT on_hand FROM shop.stock_levels WHERE variant_id = " + quoted(variant)).toLongLong());
}

bool TestShop::stockEqualsLedger()
{
    return value("SELECT count(*) FROM shop.stock_levels s WHERE tenant_id = " + quoted(m_tenant)
                 + " AND on_hand <> ("
                   "SELECT coalesce(sum(quantity), 0) FROM shop.stock_movements m WHERE m.tenant_id = s.tenant_id"
                   " AND m.variant_id = s.variant_id)")
           == "0";
}

Id TestShop::taxRule(const QByteArray &taxClass, int ratePpm, int num, int den, bool inclusive, const QByteArray &from,
                     const QByteArray &to)
{
    const Id id = Id::make(m_clock);
    m_database.admin("INSERT INTO shop.tax_rules (tenant_id, id, name, tax_class, rate_ppm, base_num, base_den, "
                     "inclusive, valid_from,"
                     " valid_until, created_at) VALUES ("
                     + quoted(m_tenant) + ", " + quoted(id) + ", 'Tax " + QByteArray::number(ratePpm) + "', '"
                     + taxClass + "', " + QByteArray::number(ratePpm) + ", " + QByteArray::number(num) + ", "
                     + QByteArray::number(den) + (inclusive ? ", true" : ", false") + ", '" + from + "', "
                     + (to.isEmpty() ? QByteArrayLiteral("NULL") : '\'' + to + '\'') + ", now())");
    return id;
}

Id TestShop::approval(const QByteArray &action, const Id &resource)
{
    const Id id = Id::make(m_clock);
    m_database.admin("INSERT INTO identity.approvals (tenant_id, id, approver_id, requested_by, action, resource_id, "
                     "created_at, expires_at)"
                     " VALUES ("
                     + quoted(m_tenant) + ", " + quoted(id) + ", " + quoted(m_manager) + ", " + quoted(m_cashier)
                     + ", '" + action + "', " + (resource.isNull() ? QByteArrayLiteral("NULL") : quoted(resource))
                     + ", '" + toRfc3339(m_clock.now()).toLatin1() + "', '"
                     + toRfc3339(m_clock.now() + std::chrono::minutes(5)).toLatin1() + "')");
    return id;
}

QByteArray TestShop::value(const QByteArray &sql)
{
    const pg::Rows rows = m_database.admin("SELECT (" + sql + ")::text AS value");
    return rows.isEmpty() || rows.first().isNull("value") ? QByteArray() : rows.first().ascii("value");
}

void TestShop::set(const QByteArray &assignments)
{
    m_database.admin("UPDATE shop.tenant_settings SET " + assignments + " WHERE tenant_id = " + quoted(m_tenant));
}

} // namespace pos::test
