// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/system/WaitingShops.h"

#include "server/runtime/Actors.h"
#include "server/runtime/MailLinks.h"

namespace pos::system {

namespace {

constexpr auto kSource = "tenant-service";
#define WAITING                                                                                                        \
    "u.role = 'owner' AND u.status = 'unverified' AND NOT EXISTS (SELECT FROM identity.users other "                   \
    "WHERE other.tenant_id = u.tenant_id AND other.role = 'owner' AND other.status = 'active')"
constexpr pg::Statement kList{"system_waiting_shops", R"(
    SELECT DISTINCT t.id, t.name, t.slug, t.created_at FROM shop.tenants t
        JOIN identity.users u ON u.tenant_id = t.id AND )" WAITING R"( ORDER BY t.created_at, t.id LIMIT 200)"};
constexpr pg::Statement kOwners{"system_waiting_owners", R"(
    SELECT u.id, u.subject_pid FROM identity.users u WHERE u.tenant_id = $1 AND )" WAITING
                                                         R"( ORDER BY u.id FOR UPDATE)"};
#undef WAITING
constexpr pg::Statement kConfirm{"system_confirm_owner", R"(
    UPDATE identity.users SET status = 'active', verified_at = $3, updated_at = $3, version = version + 1
    WHERE tenant_id = $1 AND id = $2 AND status = 'unverified')"};

} // namespace

Result<std::vector<WaitingShop>> WaitingShops::list() const
{
    return m_database.asSystem([](pg::Transaction &tx) -> Result<std::vector<WaitingShop>> {
        POS_TRY(const pg::Rows rows, tx.run(kList));
        std::vector<WaitingShop> shops;
        for (const pg::Row row : rows)
            shops.push_back({row.id("id"), row.text("name"), row.text("slug"), row.instant("created_at")});
        return shops;
    });
}

Result<void> WaitingShops::confirm(const Id &shop, const Id &operatingShop, const outbox::Actor &actor) const
{
    POS_CHECK(m_database.transact(pg::Scope{pg::DbRole::System, shop}, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const pg::Rows owners, tx.run(kOwners, pg::Params(shop)));
        if (owners.isEmpty())
            return fail(Error::notFound(QStringLiteral("shop that waits")));
        for (const pg::Row owner : owners) {
            tx.queue(kConfirm, pg::Params(shop, owner.id("id"), m_clock.now()));
            runtime::MailLinks::withdraw(tx, m_clock, shop, owner.id("id"), runtime::MailLinks::Purpose::Verification);
            outbox::AuditEntry entry;
            entry.action = "user.verified";
            entry.entity = "user";
            entry.entityId = owner.id("id");
            entry.subject = owner.id("subject_pid");
            entry.details = {{QStringLiteral("by"), QStringLiteral("server_owner")}};
            outbox::appendAudit(tx, m_clock, kSource, shop, runtime::systemActor(), entry);
        }
        return {};
    }));
    outbox::AuditEntry entry;
    entry.action = "shop.confirmed";
    entry.entity = "shop";
    entry.entityId = shop;
    return outbox::recordAudit(m_database, m_clock, kSource, operatingShop, actor, entry);
}

} // namespace pos::system
