// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/ShopRegistration.h"

#include "server/runtime/MailLinks.h"

namespace pos::auth {

namespace {

constexpr pg::Statement kLock{"shops_lock", "SELECT pg_advisory_xact_lock(hashtextextended('first shop', 2))"};
constexpr pg::Statement kAny{"shops_any", "SELECT EXISTS (SELECT FROM shop.tenants) AS any"};
constexpr pg::Statement kInsert{"shops_insert", R"(
    INSERT INTO shop.tenants (id, slug, name, currency, zone, business_day_cutoff, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7))"};
constexpr pg::Statement kInsertSettings{"shops_insert_settings", R"(
    INSERT INTO shop.tenant_settings (tenant_id, language, cash_rounding, updated_at) VALUES ($1, $2, $3, $4))"};
constexpr pg::Statement kInsertTaxRule{"shops_insert_tax_rule", R"(
    INSERT INTO shop.tax_rules (tenant_id, id, name, tax_class, rate_ppm, base_num, base_den, inclusive, valid_from, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))"};

// What the law says on the day the shop is made; the owner may change it. "none" has no rule at all.
struct TaxTemplate {
    const char *regime;
    const char *name;
    const char *taxClass;
    qint64 ratePpm;
    int baseNumerator;
    int baseDenominator;
    bool inclusive;
};
constexpr TaxTemplate kTaxes[] = {
    {"ppn", "PPN 12% × 11/12", "standard", 120'000, 11, 12, true}, // PMK 131/2024: since 2025
    {"ppn", "PPN 12%", "luxury", 120'000, 1, 1, true},
    {"pbjt", "PBJT 10%", "standard", 100'000, 1, 1, false}, // UU 1/2022: at most 10 %, each town's own
};
const QDate kPpnSince(2025, 1, 1);

qint64 cashRoundingOf(const QString &currency)
{
    return currency == QStringLiteral("IDR") ? 100 : 1;
}

Result<bool> anyShop(pg::Transaction &tx)
{
    POS_TRY(const pg::Rows rows, tx.run(kAny));
    return rows.first().boolean("any");
}

} // namespace

Result<bool> ShopRegistration::hasAnyShop() const
{
    return m_parts.database.asSystem(anyShop);
}

Result<ShopRegistration::Made> ShopRegistration::insert(pg::Transaction &tx, const contract::RegisterShop &wanted,
                                                        StaffRow owner, const Visitor &visitor, Trust trust) const
{
    const Clock &clock = m_parts.clock;
    const Id tenant = owner.tenant;
    tx.queue(kLock);
    POS_TRY(const bool isLater, anyShop(tx));
    if (trust == Trust::Visitor && isLater && !m_parts.registrationOpen)
        return fail(Error::forbidden(QStringLiteral("registration_closed"),
                                     QStringLiteral("this server takes no further shops: ask its owner")));
    const bool isVerified = trust == Trust::Operator || !isLater;

    tx.queue(kInsert, pg::Params(tenant, wanted.slug, wanted.shopName, wanted.currency, wanted.zone,
                                 wanted.businessDayCutoff, clock.now()));
    tx.queue(kInsertSettings,
             pg::Params(tenant, toWord(wanted.language).constData(), cashRoundingOf(wanted.currency), clock.now()));
    for (const TaxTemplate &tax : kTaxes) {
        if (wanted.taxRegime == QLatin1StringView(tax.regime))
            tx.queue(kInsertTaxRule,
                     pg::Params(tenant, Id::make(clock), QString::fromUtf8(tax.name), tax.taxClass, tax.ratePpm,
                                tax.baseNumerator, tax.baseDenominator, tax.inclusive,
                                wanted.taxRegime == QStringLiteral("ppn") ? std::optional(kPpnSince) : std::nullopt,
                                clock.now()));
    }
    POS_TRY(const auto key, m_parts.personal.keys.create(tx, tenant, owner.subject));
    POS_TRY(owner.name, m_parts.personal.cipher.sealText(*key, {keyring::kUserName, tenant, owner.id, owner.subject},
                                                         wanted.ownerName));
    POS_TRY(owner.email, m_parts.personal.cipher.sealText(*key, {keyring::kUserEmail, tenant, owner.id, owner.subject},
                                                          wanted.email.trimmed()));
    POS_TRY(const auto email, m_parts.personal.lookup.email(tenant, wanted.email));
    POS_TRY(const auto login, m_parts.personal.lookup.login(wanted.email));
    StaffRepository::insertOwner(tx, clock, {owner, email, login, isVerified});

    outbox::AuditEntry made;
    made.action = "shop.registered";
    made.entity = "shop";
    made.entityId = tenant;
    made.subject = owner.subject;
    made.details = {{QStringLiteral("owner_id"), owner.id.toString()}};
    outbox::appendAudit(tx, clock, kSource, tenant,
                        trust == Trust::Operator ? visitor.actor : visitor.as(owner.id, "owner"), made);
    if (trust == Trust::Operator)
        return Made{tenant, owner.id, {}};
    if (!isVerified) {
        POS_CHECK(runtime::MailLinks::send(tx, clock, m_parts.personal, kSource,
                                           {tenant, owner.id, owner.subject, owner.language},
                                           runtime::MailLinks::Purpose::Verification));
        return Made{tenant, owner.id, {}};
    }
    POS_TRY(auto signedIn, m_sessions.open(tx, owner, visitor));
    return Made{tenant, owner.id, std::move(signedIn)};
}

Result<ShopRegistration::Made> ShopRegistration::make(const contract::RegisterShop &wanted, const Visitor &visitor,
                                                      Trust trust) const
{
    if (trust == Trust::Visitor && !m_parts.registrationOpen) { // before a hash is spent on it
        POS_TRY(const bool isLater, hasAnyShop());
        if (isLater)
            return fail(Error::forbidden(QStringLiteral("registration_closed"),
                                         QStringLiteral("this server takes no further shops: ask its owner")));
    }
    StaffRow owner;
    owner.tenant = Id::make(m_parts.clock);
    owner.id = Id::make(m_parts.clock);
    owner.subject = Id(QUuid::createUuid()); // random: tells nothing of when the person came
    owner.role = contract::Role::Owner;
    owner.language = wanted.language;
    POS_TRY(owner.passwordHash, m_parts.hasher.hash(wanted.password));
    auto made = m_parts.database.transact(pg::Scope{pg::DbRole::System, owner.tenant}, [&](pg::Transaction &tx) {
        return insert(tx, wanted, owner, visitor, trust);
    });
    if (!made && made.error().reason == QStringLiteral("tenants_slug_key"))
        return fail(
            Error::conflict(QStringLiteral("slug_taken"), QStringLiteral("another shop has this short name already")));
    return made;
}

} // namespace pos::auth
