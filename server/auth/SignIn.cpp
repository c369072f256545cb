// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/SignIn.h"

#include "server/runtime/Installation.h"

namespace pos::auth {

namespace {

Error wrongCredentials()
{
    return Error::unauthenticated(QStringLiteral("wrong_credentials"),
                                  QStringLiteral("the e-mail or the password is wrong"));
}

Error chooseShop(const std::vector<StaffRow> &candidates)
{
    QJsonArray shops;
    for (const StaffRow &staff : candidates)
        shops.append(QJsonObject{{QStringLiteral("slug"), staff.slug}, {QStringLiteral("name"), staff.shopName}});
    Error error = Error::conflict(QStringLiteral("choose_shop"),
                                  QStringLiteral("this person belongs to several shops: name one as \"shop\""));
    error.state = {{QStringLiteral("shops"), shops}};
    return error;
}

Result<void> mayEnter(const StaffRow &staff)
{
    if (staff.status == "unverified")
        return fail(
            Error::forbidden(QStringLiteral("email_not_verified"),
                             QStringLiteral("the address has not been confirmed yet: open the link in the mail")));
    if (!staff.isActive() || !staff.shopIsActive)
        return fail(Error::forbidden(QStringLiteral("suspended"), QStringLiteral("this account is suspended")));
    return {};
}

} // namespace

Result<std::vector<StaffRow>> SignIn::proved(const QByteArray &loginHash, const contract::Login &login) const
{
    POS_TRY(const auto rows, m_parts.database.asSystem(
                                 [&](pg::Transaction &tx) { return StaffRepository::findByLogin(tx, loginHash); }));
    std::vector<StaffRow> proved;
    bool hasWorked = false;
    for (const StaffRow &staff : rows) {
        if ((login.shop && staff.slug != *login.shop) || staff.passwordHash.isEmpty())
            continue;
        hasWorked = true;
        POS_TRY(const bool matches, m_parts.hasher.verify(staff.passwordHash, login.password));
        if (matches)
            proved.push_back(staff);
    }
    if (!hasWorked)
        POS_CHECK(m_parts.hasher.verify(QString(), login.password));
    return proved;
}

Result<contract::SignedIn> SignIn::login(const contract::Login &login, const Visitor &visitor) const
{
    const auto hash = m_parts.personal.lookup.login(login.email);
    if (!hash)
        return fail(hash.error().code == ErrorCode::Invalid ? wrongCredentials() : hash.error());
    POS_TRY(const QByteArray address, m_parts.personal.lookup.address(visitor.address));
    const Lockout::Door door{"login", hash->bytes, address};
    POS_CHECK(m_lockout.admit(door));
    POS_TRY(const auto candidates, proved(hash->bytes, login));
    POS_CHECK(m_lockout.settle(door, !candidates.empty()));
    if (candidates.empty())
        return fail(wrongCredentials());
    if (candidates.size() > 1)
        return fail(chooseShop(candidates));
    const StaffRow &staff = candidates.front();
    POS_CHECK(mayEnter(staff));
    return m_parts.database.forTenant(staff.tenant,
                                      [&](pg::Transaction &tx) { return m_sessions.open(tx, staff, visitor); });
}

Result<contract::Me> SignIn::me(const Member &member) const
{
    POS_TRY(const Id operating, runtime::shopThatRunsTheServer(m_parts.database));
    return m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) -> Result<contract::Me> {
        POS_TRY(const auto staff, StaffRepository::find(tx, member.tenant, member.user));
        if (!staff || !staff->isActive())
            return fail(Error::notFound(QStringLiteral("user")));
        POS_TRY(const auto key, m_parts.personal.keys.load(tx, member.tenant, staff->subject));
        contract::Me me{staff->id,
                        {},
                        {},
                        staff->role,
                        staff->language,
                        !staff->pinHash.isEmpty(),
                        staff->tenant,
                        staff->shopName,
                        staff->slug,
                        staff->currency,
                        staff->zone,
                        staff->tenant == operating};
        POS_TRY(me.name, m_parts.personal.cipher.openText(
                             *key, {keyring::kUserName, member.tenant, staff->id, staff->subject}, staff->name));
        POS_TRY(me.email, m_parts.personal.cipher.openText(
                              *key, {keyring::kUserEmail, member.tenant, staff->id, staff->subject}, staff->email));
        outbox::AuditEntry read;
        read.action = "user.read";
        read.entity = "user";
        read.entityId = staff->id;
        read.subject = staff->subject;
        read.purpose = "account";
        read.fields = {QStringLiteral("name"), QStringLiteral("email")};
        outbox::appendAudit(tx, m_parts.clock, kSource, member.tenant, member.actor, read);
        return me;
    });
}

} // namespace pos::auth
