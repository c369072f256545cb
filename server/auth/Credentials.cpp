// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/Credentials.h"

#include "server/runtime/MailLinks.h"

namespace pos::auth {

using runtime::MailLinks;

namespace {

constexpr Duration kBetweenMails = std::chrono::minutes(1);
constexpr pg::Statement kHasRecent{"links_has_recent", R"(
    SELECT FROM identity.tokens
    WHERE tenant_id = $1 AND user_id = $2 AND purpose = 'reset' AND used_at IS NULL AND created_at > $3)"};

outbox::AuditEntry entry(const char *action, const StaffRow &staff, const QStringList &fields = {})
{
    outbox::AuditEntry made;
    made.action = action;
    made.entity = "user";
    made.entityId = staff.id;
    made.subject = staff.subject;
    made.fields = fields;
    return made;
}

Error wrongPassword()
{
    return Error::forbidden(QStringLiteral("wrong_password"), QStringLiteral("the password is wrong"));
}

void tellPerson(pg::Transaction &tx, const Clock &clock, const StaffRow &staff)
{
    runtime::requestMail(tx, clock, kSource, staff.tenant,
                         {contract::MailTemplate::PasswordChanged, staff.id, staff.language, Id()});
}

Result<StaffRow> staffOf(pg::Transaction &tx, const Id &tenant, const Id &user)
{
    POS_TRY(const auto staff, StaffRepository::find(tx, tenant, user));
    if (!staff || staff->status == "deleted")
        return fail(Error::notFound(QStringLiteral("user")));
    return *staff;
}

} // namespace

Result<void> Credentials::sendReset(const StaffRow &staff, const Visitor &visitor) const
{
    return m_parts.database.forTenant(staff.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const pg::Rows recent,
                tx.run(kHasRecent, pg::Params(staff.tenant, staff.id, m_parts.clock.now() - kBetweenMails)));
        if (!recent.isEmpty())
            return {};
        POS_CHECK(MailLinks::send(tx, m_parts.clock, m_parts.personal, kSource,
                                  {staff.tenant, staff.id, staff.subject, staff.language}, MailLinks::Purpose::Reset));
        outbox::appendAudit(tx, m_parts.clock, kSource, staff.tenant, visitor.actor,
                            entry("password.reset_requested", staff));
        return {};
    });
}

Result<void> Credentials::forgot(const QString &email, const Visitor &visitor) const
{
    POS_TRY(const auto hash, m_parts.personal.lookup.login(email));
    POS_TRY(const auto rows, m_parts.database.asSystem(
                                 [&](pg::Transaction &tx) { return StaffRepository::findByLogin(tx, hash.bytes); }));
    for (const StaffRow &staff : rows) {
        if (staff.isActive() || staff.status == "unverified")
            POS_CHECK(sendReset(staff, visitor));
    }
    return {};
}

Result<void> Credentials::reset(const contract::ResetPassword &reset, const Visitor &visitor) const
{
    POS_TRY(const auto token, keyring::OpaqueToken::parse(reset.token));
    POS_TRY(const QString hash, m_parts.hasher.hash(reset.password));
    Id user;
    const auto done = m_parts.database.forTenant(token.tenant(), [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(user, MailLinks::use(tx, m_parts.clock, token, MailLinks::Purpose::Reset));
        POS_TRY(const StaffRow staff, staffOf(tx, token.tenant(), user));
        StaffRepository::setPassword(tx, m_parts.clock, staff.tenant, user, hash);
        StaffRepository::verify(tx, m_parts.clock, staff.tenant, user);
        POS_CHECK(SessionRepository::endAll(tx, m_parts.clock, staff.tenant, user, "password"));
        outbox::appendAudit(tx, m_parts.clock, kSource, staff.tenant, visitor.as(user),
                            entry("password.reset", staff, {QStringLiteral("password")}));
        tellPerson(tx, m_parts.clock, staff);
        return {};
    });
    return runtime::afterEnding(m_parts.states, user, done);
}

Result<void> Credentials::verifyEmail(const QString &text, const Visitor &visitor) const
{
    POS_TRY(const auto token, keyring::OpaqueToken::parse(text));
    return m_parts.database.forTenant(token.tenant(), [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const Id user, MailLinks::use(tx, m_parts.clock, token, MailLinks::Purpose::Verification));
        POS_TRY(const StaffRow staff, staffOf(tx, token.tenant(), user));
        StaffRepository::verify(tx, m_parts.clock, staff.tenant, user);
        outbox::appendAudit(tx, m_parts.clock, kSource, staff.tenant, visitor.as(user), entry("user.verified", staff));
        return {};
    });
}

Result<StaffRow> Credentials::provedBy(const Member &member, const QString &password) const
{
    const Lockout::Door door{"user", member.user.toBytes(), {}};
    POS_CHECK(m_lockout.admit(door));
    POS_TRY(StaffRow staff, m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) {
        return staffOf(tx, member.tenant, member.user);
    }));
    POS_TRY(const bool matches, m_parts.hasher.verify(staff.passwordHash, password));
    POS_CHECK(m_lockout.settle(door, matches));
    if (!matches)
        return fail(wrongPassword());
    return staff;
}

Result<void> Credentials::change(const contract::ChangePassword &change, const Member &member) const
{
    POS_TRY(const StaffRow staff, provedBy(member, change.current));
    POS_TRY(const QString hash, m_parts.hasher.hash(change.password));
    const auto done = m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) -> Result<void> {
        StaffRepository::setPassword(tx, m_parts.clock, member.tenant, member.user, hash);
        MailLinks::withdraw(tx, m_parts.clock, member.tenant, member.user, MailLinks::Purpose::Reset);
        POS_CHECK(SessionRepository::endAll(tx, m_parts.clock, member.tenant, member.user, "password", member.session));
        outbox::appendAudit(tx, m_parts.clock, kSource, member.tenant, member.actor,
                            entry("password.changed", staff, {QStringLiteral("password")}));
        tellPerson(tx, m_parts.clock, staff);
        return {};
    });
    return runtime::afterEnding(m_parts.states, member.user, done);
}

Result<void> Credentials::setPin(const contract::SetPin &set, const Member &member) const
{
    POS_TRY(const StaffRow staff, provedBy(member, set.password));
    POS_TRY(const QString hash, m_parts.hasher.hash(set.pin));
    return m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) -> Result<void> {
        StaffRepository::setPin(tx, m_parts.clock, member.tenant, member.user, hash);
        outbox::appendAudit(tx, m_parts.clock, kSource, member.tenant, member.actor,
                            entry("pin.set", staff, {QStringLiteral("pin")}));
        return {};
    });
}

} // namespace pos::auth
