// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/user/InvitationService.h"

#include "server/runtime/MailLinks.h"

namespace pos::user {

using contract::Invitation;
using runtime::MailLinks;

namespace {

constexpr pg::Statement kShopLanguage{"invitations_shop_language",
                                      "SELECT language FROM shop.tenant_settings WHERE tenant_id = $1"};

Error noInvitation()
{
    return Error::notFound(QStringLiteral("invitation"));
}

MailLinks::Person personOf(const Id &tenant, const UserRow &row)
{
    return {tenant, row.id, row.subject, row.language};
}

} // namespace

void InvitationService::audit(pg::Transaction &tx, const Id &tenant, const outbox::Actor &actor, const char *action,
                              const UserRow &row, const QByteArray &purpose, const QStringList &fields) const
{
    outbox::AuditEntry entry;
    entry.action = action;
    entry.entity = "invitation";
    entry.entityId = row.id;
    entry.subject = row.subject;
    entry.purpose = purpose;
    entry.fields = fields;
    entry.details = {{QStringLiteral("role"), QString::fromLatin1(contract::toWord(row.role))}};
    outbox::appendAudit(tx, m_parts.clock, kSource, tenant, actor, entry);
}

Result<Invitation> InvitationService::open(pg::Transaction &tx, const Id &tenant, const UserRow &row) const
{
    POS_TRY(const auto key, m_parts.personal.keys.load(tx, tenant, row.subject));
    Invitation invitation{
        row.id, {}, row.role, row.language, row.invitedBy, row.createdAt, row.linkExpiresAt.value_or(row.createdAt),
        false};
    invitation.isExpired = invitation.expiresAt <= m_parts.clock.now();
    POS_TRY(invitation.email,
            m_parts.personal.cipher.openText(*key, {keyring::kUserEmail, tenant, row.id, row.subject}, row.email));
    return invitation;
}

Result<Invitation> InvitationService::current(pg::Transaction &tx, const Asking &asking, const Id &invitation) const
{
    POS_TRY(const auto row, UserRepository::find(tx, asking.tenant, invitation));
    if (!row || row->status != "invited")
        return fail(noInvitation());
    audit(tx, asking.tenant, asking.actor, "invitation.read", *row, "staff_management", {QStringLiteral("email")});
    return open(tx, asking.tenant, *row);
}

Result<InvitationService::Page> InvitationService::list(const Asking &asking, const Id &after, int limit) const
{
    return m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<Page> {
        POS_TRY(auto rows, UserRepository::listInvited(tx, asking.tenant, after, limit + 1));
        Page page;
        if (rows.size() > static_cast<size_t>(limit)) {
            rows.resize(static_cast<size_t>(limit));
            page.next = rows.back().id;
        }
        QList<Id> subjects;
        for (const UserRow &row : rows)
            subjects.append(row.subject);
        POS_CHECK(m_parts.personal.keys.loadAll(tx, asking.tenant, subjects));
        for (const UserRow &row : rows) {
            POS_TRY(Invitation invitation, open(tx, asking.tenant, row));
            page.items.push_back(std::move(invitation));
        }
        outbox::AuditEntry entry;
        entry.action = "invitation.listed";
        entry.entity = "invitation";
        entry.purpose = "staff_management";
        entry.fields = {QStringLiteral("email")};
        entry.details = {{QStringLiteral("count"), static_cast<qint64>(rows.size())}};
        outbox::appendAudit(tx, m_parts.clock, kSource, asking.tenant, asking.actor, entry);
        return page;
    });
}

Result<Invitation> InvitationService::invite(const Asking &asking, const contract::Invite &invite,
                                             const Claim &claim) const
{
    UserRow row;
    row.id = Id::make(m_parts.clock);
    row.role = invite.role;
    row.invitedBy = asking.actor.user;
    row.createdAt = m_parts.clock.now();
    POS_TRY(const auto hash, m_parts.personal.lookup.email(asking.tenant, invite.email));
    auto made = m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<Invitation> {
        Id answered = row.id;
        POS_TRY(const bool isDone, claim(tx, answered));
        if (!isDone) {
            POS_TRY(const pg::Rows shop, tx.run(kShopLanguage, pg::Params(asking.tenant)));
            const bool isEnglish = !shop.isEmpty() && shop.first().ascii("language") == "en";
            row.language = invite.language.value_or(isEnglish ? Language::English : Language::Indonesian);
            POS_TRY(const auto person, m_parts.personal.keys.createPerson(tx, asking.tenant));
            row.subject = person.subject;
            POS_TRY(row.email, m_parts.personal.cipher.sealText(
                                   *person.key, {keyring::kUserEmail, asking.tenant, row.id, row.subject},
                                   invite.email.trimmed()));
            UserRepository::insertInvited(tx, asking.tenant, row, hash);
            POS_CHECK(MailLinks::send(tx, m_parts.clock, m_parts.personal, kSource, personOf(asking.tenant, row),
                                      MailLinks::Purpose::Invitation));
            audit(tx, asking.tenant, asking.actor, "invitation.sent", row);
        }
        return current(tx, asking, answered);
    });
    if (!made && made.error().reason == QStringLiteral("users_tenant_id_email_hash_key"))
        return fail(Error::conflict(QStringLiteral("email_taken"),
                                    QStringLiteral("somebody in this shop has this address already")));
    return made;
}

Result<UserRow> InvitationService::lockInvited(pg::Transaction &tx, const Id &tenant, const Id &invitation) const
{
    POS_TRY(const auto locked, UserRepository::lock(tx, tenant, invitation));
    if (!locked.user || locked.user->status != "invited")
        return fail(noInvitation());
    return *locked.user;
}

Result<Invitation> InvitationService::resend(const Asking &asking, const Id &invitation, const Claim &claim) const
{
    return m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<Invitation> {
        Id claimed = invitation;
        POS_TRY(const bool isDone, claim(tx, claimed));
        if (!isDone) {
            POS_TRY(const UserRow row, lockInvited(tx, asking.tenant, invitation));
            POS_CHECK(MailLinks::send(tx, m_parts.clock, m_parts.personal, kSource, personOf(asking.tenant, row),
                                      MailLinks::Purpose::Invitation));
            audit(tx, asking.tenant, asking.actor, "invitation.resent", row);
        }
        return current(tx, asking, invitation);
    });
}

Result<void> InvitationService::withdraw(const Asking &asking, const Id &invitation) const
{
    Id subject;
    POS_CHECK(m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const UserRow row, lockInvited(tx, asking.tenant, invitation));
        subject = row.subject;
        UserRepository::remove(tx, m_parts.clock, asking.tenant, invitation);
        m_parts.personal.keys.destroy(tx, asking.tenant, subject);
        audit(tx, asking.tenant, asking.actor, "invitation.withdrawn", row);
        return {};
    }));
    m_parts.personal.keys.forget(asking.tenant, subject);
    return {};
}

Result<InvitationService::Accepted> InvitationService::accept(const contract::AcceptInvitation &accept,
                                                              const QByteArray &requestId) const
{
    POS_TRY(const auto token, keyring::OpaqueToken::parse(accept.token));
    POS_TRY(const QString hash, m_parts.hasher.hash(accept.password));
    const Id tenant = token.tenant();
    return m_parts.database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<Accepted> {
        POS_TRY(const Id user, MailLinks::use(tx, m_parts.clock, token, MailLinks::Purpose::Invitation));
        POS_TRY(const UserRow row, lockInvited(tx, tenant, user));
        POS_TRY(const auto key, m_parts.personal.keys.load(tx, tenant, row.subject));
        POS_TRY(const QString email,
                m_parts.personal.cipher.openText(*key, {keyring::kUserEmail, tenant, user, row.subject}, row.email));
        POS_TRY(const auto login, m_parts.personal.lookup.login(email));
        POS_TRY(const QByteArray name,
                m_parts.personal.cipher.sealText(*key, {keyring::kUserName, tenant, user, row.subject}, accept.name));
        UserRepository::accept(tx, m_parts.clock, tenant, user, name, hash, login);
        audit(tx, tenant, {"user", user, Id(), contract::toWord(row.role), requestId}, "invitation.accepted", row,
              "account", {QStringLiteral("email")});
        return Accepted{user, tenant, email};
    });
}

} // namespace pos::user
