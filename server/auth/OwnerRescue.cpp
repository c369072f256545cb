// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/OwnerRescue.h"

#include "core/base/EmailAddress.h"
#include "core/contract/AuthDocuments.h"
#include "server/auth/SessionRepository.h"

namespace pos::auth {

namespace {

constexpr pg::Statement kShop{"rescue_shop", "SELECT id FROM shop.tenants WHERE slug = $1"};
constexpr pg::Statement kLanguage{"rescue_language", "SELECT language FROM shop.tenant_settings WHERE tenant_id = $1"};
constexpr pg::Statement kPromote{"rescue_promote", R"(
    UPDATE identity.users SET role = 'owner', status = 'active', password_hash = $3, verified_at = coalesce(verified_at, $4),
        updated_at = $4, version = version + 1
    WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kForgive{"rescue_forgive",
                                 "DELETE FROM identity.failed_proofs WHERE key_hash = ANY($1::bytea[])"};

const outbox::Actor kOperator{"system", Id(), Id(), {}, {}};

outbox::AuditEntry entry(const char *action, const Id &user, const Id &subject)
{
    outbox::AuditEntry made;
    made.action = action;
    made.entity = "user";
    made.entityId = user;
    made.subject = subject;
    return made;
}

Result<void> check(const OwnerRescue::Owner &owner, bool needsName)
{
    QJsonObject document{{QStringLiteral("email"), owner.email}, {QStringLiteral("password"), owner.password}};
    if (needsName)
        document.insert(QStringLiteral("name"), owner.name);
    contract::JsonReader reader(document);
    contract::readEmail(reader, "email");
    reader.text("password", contract::kPasswordRule);
    if (needsName)
        reader.text("name", contract::kPersonNameRule);
    return reader.finish();
}

} // namespace

Result<Id> OwnerRescue::shopOf(const QString &slug) const
{
    POS_TRY(const pg::Rows rows,
            m_parts.database.asSystem([&](pg::Transaction &tx) { return tx.run(kShop, pg::Params(slug)); }));
    if (rows.isEmpty())
        return fail(Error::notFound(QStringLiteral("shop \"%1\"").arg(slug)));
    return rows.first().id("id");
}

Result<Id> OwnerRescue::create(const Owner &wanted) const
{
    POS_CHECK(check(wanted, true));
    const Clock &clock = m_parts.clock;
    NewOwner owner;
    owner.isVerified = true;
    POS_TRY(owner.row.tenant, shopOf(wanted.shop));
    owner.row.id = Id::make(clock);
    owner.row.subject = Id(QUuid::createUuid());
    POS_TRY(owner.row.passwordHash, m_parts.hasher.hash(wanted.password));
    POS_TRY(owner.email, m_parts.personal.lookup.email(owner.row.tenant, wanted.email));
    POS_TRY(owner.login, m_parts.personal.lookup.login(wanted.email));
    const auto made = m_parts.database.forTenant(owner.row.tenant, [&](pg::Transaction &tx) -> Result<Id> {
        StaffRow &row = owner.row;
        POS_TRY(const pg::Rows shop, tx.run(kLanguage, pg::Params(row.tenant)));
        row.language =
            !shop.isEmpty() && shop.first().ascii("language") == "en" ? Language::English : Language::Indonesian;
        POS_TRY(const auto key, m_parts.personal.keys.create(tx, row.tenant, row.subject));
        POS_TRY(row.name, m_parts.personal.cipher.sealText(*key, {keyring::kUserName, row.tenant, row.id, row.subject},
                                                           wanted.name.trimmed()));
        POS_TRY(row.email, m_parts.personal.cipher.sealText(
                               *key, {keyring::kUserEmail, row.tenant, row.id, row.subject}, wanted.email.trimmed()));
        StaffRepository::insertOwner(tx, clock, owner);
        outbox::appendAudit(tx, clock, kSource, row.tenant, kOperator,
                            entry("user.owner_created", row.id, row.subject));
        return row.id;
    });
    if (!made && made.error().reason == QStringLiteral("users_tenant_id_email_hash_key"))
        return fail(Error::conflict(QStringLiteral("email_taken"),
                                    QStringLiteral("somebody in this shop has this address already: use owner reset")));
    return made;
}

Result<Id> OwnerRescue::reset(const Owner &wanted) const
{
    POS_CHECK(check(wanted, false));
    POS_TRY(const Id tenant, shopOf(wanted.shop));
    POS_TRY(const QString hash, m_parts.hasher.hash(wanted.password));
    POS_TRY(const auto email, m_parts.personal.lookup.email(tenant, wanted.email));
    POS_TRY(const auto login, m_parts.personal.lookup.login(wanted.email));
    return m_parts.database.transact(pg::Scope{pg::DbRole::System, tenant}, [&](pg::Transaction &tx) -> Result<Id> {
        POS_TRY(const auto staff, StaffRepository::findByEmail(tx, tenant, email.bytes));
        if (!staff || staff->status == "invited")
            return fail(Error::notFound(QStringLiteral("member of staff with this address")));
        tx.queue(kPromote, pg::Params(tenant, staff->id, hash, m_parts.clock.now()));
        tx.queue(kForgive, pg::Params(QList<QByteArray>{login.bytes, staff->id.toBytes()}));
        POS_CHECK(SessionRepository::endAll(tx, m_parts.clock, tenant, staff->id, "password"));
        outbox::appendAudit(tx, m_parts.clock, kSource, tenant, kOperator,
                            entry("user.owner_reset", staff->id, staff->subject));
        return staff->id;
    });
}

} // namespace pos::auth
