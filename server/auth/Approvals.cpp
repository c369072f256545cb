// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/Approvals.h"

namespace pos::auth {

namespace {

constexpr pg::Statement kInsert{"approvals_insert", R"(
    INSERT INTO identity.approvals (tenant_id, id, approver_id, requested_by, action, resource_id, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))"};

} // namespace

Result<std::optional<StaffRow>> Approvals::findApprover(const contract::GiveApproval &wanted, const Id &tenant) const
{
    return m_parts.database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<std::optional<StaffRow>> {
        if (!wanted.email)
            return StaffRepository::find(tx, tenant, wanted.user);
        const auto hash = m_parts.personal.lookup.email(tenant, *wanted.email);
        if (!hash)
            return std::optional<StaffRow>();
        return StaffRepository::findByEmail(tx, tenant, hash->bytes);
    });
}

Result<Approvals::Given> Approvals::give(const contract::GiveApproval &wanted, const Member &member) const
{
    POS_TRY(const auto approver, findApprover(wanted, member.tenant));
    // Guesses count against who is named; where there is nobody, against who asks.
    const Id counted = approver ? approver->id : member.user;
    const Lockout::Door door{"user", counted.toBytes(), {}};
    POS_CHECK(m_lockout.admit(door));
    const bool mayTry = approver && approver->isActive();
    POS_TRY(const bool matches, m_parts.hasher.verify(mayTry ? approver->pinHash : QString(), wanted.pin));
    POS_CHECK(m_lockout.settle(door, matches));
    if (!matches)
        return fail(Error::forbidden(QStringLiteral("wrong_pin"), QStringLiteral("the name or the PIN is wrong")));
    if (!contract::isGranted(approver->role, contract::Permission::ApprovalsGive)
        || !contract::isGranted(approver->role, contract::permissionFor(wanted.action)))
        return fail(
            Error::forbidden(QStringLiteral("may_not_approve"), QStringLiteral("this person may not approve that")));
    if (approver->id == member.user)
        return fail(Error::forbidden(QStringLiteral("own_approval"),
                                     QStringLiteral("nobody approves what they do themselves")));

    const Given given{Id::make(m_parts.clock), m_parts.clock.now() + kLifetime};
    POS_CHECK(m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) -> Result<void> {
        tx.queue(kInsert, pg::Params(member.tenant, given.id, approver->id, member.user, wanted.action, wanted.resource,
                                     m_parts.clock.now(), given.expiresAt));
        outbox::AuditEntry entry;
        entry.action = "approval.given";
        entry.entity = "approval";
        entry.entityId = given.id;
        entry.details = {
            {QStringLiteral("approver_id"), approver->id.toString()},
            {QStringLiteral("action"), wanted.action},
            {QStringLiteral("resource_id"), wanted.resource.isNull() ? QJsonValue() : wanted.resource.toString()}};
        outbox::appendAudit(tx, m_parts.clock, kSource, member.tenant, member.actor, entry);
        return {};
    }));
    return given;
}

} // namespace pos::auth
