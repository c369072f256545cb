// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/Sessions.h"

#include "server/infra/keyring/Crypto.h"

namespace pos::auth {

namespace {

constexpr qsizetype kMaxAgent = 200;

Error sessionEnded()
{
    return Error::unauthenticated(QStringLiteral("session_ended"),
                                  QStringLiteral("this session has ended: sign in again"));
}

outbox::AuditEntry entry(const char *action, const Id &session, const Id &subject)
{
    outbox::AuditEntry made;
    made.action = action;
    made.entity = "session";
    made.entityId = session;
    made.subject = subject;
    return made;
}

} // namespace

Result<contract::SignedIn> Sessions::tokensFor(const Id &tenant, const SessionRow &session,
                                               const keyring::OpaqueToken &refresh) const
{
    POS_TRY(QByteArray access, m_signer.sign({session.user, tenant, session.id, session.role, session.terminal,
                                              m_parts.clock.now() + kAccessLifetime}));
    return contract::SignedIn{
        std::move(access), refresh.toText(), std::chrono::duration_cast<std::chrono::seconds>(kAccessLifetime).count(),
        session.user,      session.role,     tenant};
}

Result<contract::SignedIn> Sessions::open(pg::Transaction &tx, const StaffRow &staff, const Visitor &visitor) const
{
    SessionRow session;
    session.id = Id::make(m_parts.clock);
    session.user = staff.id;
    session.role = staff.role;
    POS_TRY(const auto key, m_parts.personal.keys.load(tx, staff.tenant, staff.subject));
    POS_TRY(const QByteArray agent,
            m_parts.personal.cipher.sealText(*key, {keyring::kSessionAgent, staff.tenant, session.id, staff.subject},
                                             visitor.userAgent.left(kMaxAgent)));
    const auto refresh = keyring::OpaqueToken::make(staff.tenant, session.id);
    POS_TRY(session.terminal,
            SessionRepository::insert(tx, m_parts.clock, staff.tenant, session.id, staff.id, refresh.hash(), agent));
    outbox::Actor actor = visitor.as(staff.id, contract::toWord(staff.role));
    actor.session = session.id;
    outbox::appendAudit(tx, m_parts.clock, kSource, staff.tenant, actor,
                        entry("session.opened", session.id, staff.subject));
    return tokensFor(staff.tenant, session, refresh);
}

Result<contract::SignedIn> Sessions::refresh(const QString &refreshToken, const Visitor &visitor) const
{
    const auto token = keyring::OpaqueToken::parse(refreshToken);
    if (!token)
        return fail(sessionEnded());
    const Id tenant = token->tenant();
    // Nothing is the answer of a refusal that has to be committed: an error would roll it back.
    POS_TRY(const auto signedIn,
            m_parts.database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<std::optional<contract::SignedIn>> {
                POS_TRY(const auto session, SessionRepository::lock(tx, tenant, token->row()));
                if (!session || session->isEnded)
                    return std::optional<contract::SignedIn>();
                const auto endAs = [&](const char *reason,
                                       const char *action) -> Result<std::optional<contract::SignedIn>> {
                    POS_CHECK(SessionRepository::end(tx, m_parts.clock, tenant, session->user, session->id, reason));
                    outbox::appendAudit(tx, m_parts.clock, kSource, tenant, visitor.actor,
                                        entry(action, session->id, session->subject));
                    return std::optional<contract::SignedIn>();
                };
                if (!keyring::crypto::equal(session->refreshHash, token->hash())) {
                    POS_TRY(const bool isSpent, SessionRepository::isSpent(tx, tenant, session->id, token->hash()));
                    if (isSpent)
                        return endAs("reuse", "session.reuse_detected");
                    return std::optional<contract::SignedIn>();
                }
                if (session->lastUsedAt + kSessionIdle <= m_parts.clock.now())
                    return endAs("expired", "session.expired");
                if (!session->staffIsActive)
                    return endAs("suspended", "session.ended");
                const auto next = keyring::OpaqueToken::make(tenant, session->id);
                SessionRepository::rotate(tx, m_parts.clock, tenant, session->id, token->hash(), next.hash());
                POS_TRY(auto tokens, tokensFor(tenant, *session, next));
                return std::optional(std::move(tokens));
            }));
    if (!signedIn)
        return fail(sessionEnded());
    return *signedIn;
}

Result<std::vector<contract::SessionItem>> Sessions::list(const Member &member) const
{
    return m_parts.database.forTenant(
        member.tenant, [&](pg::Transaction &tx) -> Result<std::vector<contract::SessionItem>> {
            POS_TRY(const auto rows, SessionRepository::listOf(tx, m_parts.clock, member.tenant, member.user));
            std::vector<contract::SessionItem> items;
            for (const SessionRow &row : rows) {
                contract::SessionItem item{row.id,        row.terminal,   {},
                                           row.createdAt, row.lastUsedAt, row.id == member.session};
                if (!row.agent.isEmpty()) {
                    POS_TRY(const auto key, m_parts.personal.keys.load(tx, member.tenant, row.subject));
                    POS_TRY(item.userAgent,
                            m_parts.personal.cipher.openText(
                                *key, {keyring::kSessionAgent, member.tenant, row.id, row.subject}, row.agent));
                }
                items.push_back(std::move(item));
            }
            if (!rows.empty()) {
                outbox::AuditEntry read = entry("session.listed", Id(), rows.front().subject);
                read.purpose = "account";
                read.fields = {QStringLiteral("user_agent")};
                read.details = {{QStringLiteral("count"), static_cast<qint64>(rows.size())}};
                outbox::appendAudit(tx, m_parts.clock, kSource, member.tenant, member.actor, read);
            }
            return items;
        });
}

Result<void> Sessions::end(const Member &member, const Id &session, const char *reason) const
{
    return m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const qint64 ended,
                SessionRepository::end(tx, m_parts.clock, member.tenant, member.user, session, reason));
        if (ended == 0)
            return fail(Error::notFound(QStringLiteral("session")));
        outbox::appendAudit(tx, m_parts.clock, kSource, member.tenant, member.actor,
                            entry("session.ended", session, Id()));
        return {};
    });
}

Result<void> Sessions::endAll(const Member &member) const
{
    return m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const qint64 ended, SessionRepository::endAll(tx, m_parts.clock, member.tenant, member.user, "ended"));
        outbox::AuditEntry all = entry("session.all_ended", Id(), Id());
        all.details = {{QStringLiteral("count"), ended}};
        outbox::appendAudit(tx, m_parts.clock, kSource, member.tenant, member.actor, all);
        return {};
    });
}

} // namespace pos::auth
