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

Result<void> worksHere(pg::Transaction &tx, const Id &tenant, const Id &user)
{
    POS_TRY(const auto staff, StaffRepository::find(tx, tenant, user));
    if (!staff || staff->status == "deleted" || staff->status == "invited")
        return fail(Error::notFound(QStringLiteral("user")));
    return {};
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
    Id ended;
    // Nothing is the answer of a refusal that has to be committed: an error would roll it back.
    POS_TRY(const auto signedIn,
            m_parts.database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<std::optional<contract::SignedIn>> {
                POS_TRY(const auto session, SessionRepository::lock(tx, tenant, token->row()));
                if (!session || session->isEnded)
                    return std::optional<contract::SignedIn>();
                const auto endAs = [&](const char *reason,
                                       const char *action) -> Result<std::optional<contract::SignedIn>> {
                    POS_CHECK(SessionRepository::end(tx, m_parts.clock, tenant, session->user, session->id, reason));
                    ended = session->user;
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
    if (!ended.isNull())
        return runtime::afterEnding(m_parts.states, ended, Result<contract::SignedIn>(fail(sessionEnded())));
    if (!signedIn)
        return fail(sessionEnded());
    return *signedIn;
}

Result<std::vector<contract::SessionItem>> Sessions::read(pg::Transaction &tx, const Member &asking, const Id &user,
                                                          const char *purpose) const
{
    POS_TRY(const auto rows, SessionRepository::listOf(tx, m_parts.clock, asking.tenant, user));
    std::vector<contract::SessionItem> items;
    for (const SessionRow &row : rows) {
        contract::SessionItem item{row.id, row.terminal, {}, row.createdAt, row.lastUsedAt, row.id == asking.session};
        if (!row.agent.isEmpty()) {
            POS_TRY(const auto key, m_parts.personal.keys.load(tx, asking.tenant, row.subject));
            POS_TRY(item.userAgent, m_parts.personal.cipher.openText(
                                        *key, {keyring::kSessionAgent, asking.tenant, row.id, row.subject}, row.agent));
        }
        items.push_back(std::move(item));
    }
    if (!rows.empty()) {
        outbox::AuditEntry read = entry("session.listed", Id(), rows.front().subject);
        read.purpose = purpose;
        read.fields = {QStringLiteral("user_agent")};
        read.details = {{QStringLiteral("count"), static_cast<qint64>(rows.size())}};
        outbox::appendAudit(tx, m_parts.clock, kSource, asking.tenant, asking.actor, read);
    }
    return items;
}

Result<void> Sessions::endOne(pg::Transaction &tx, const Member &asking, const Id &user, const Id &session,
                              const char *reason) const
{
    POS_TRY(const qint64 ended, SessionRepository::end(tx, m_parts.clock, asking.tenant, user, session, reason));
    if (ended == 0)
        return fail(Error::notFound(QStringLiteral("session")));
    outbox::appendAudit(tx, m_parts.clock, kSource, asking.tenant, asking.actor, entry("session.ended", session, Id()));
    return {};
}

Result<void> Sessions::endMany(pg::Transaction &tx, const Member &asking, const Id &user, const Id &keep) const
{
    POS_TRY(const qint64 ended, SessionRepository::endAll(tx, m_parts.clock, asking.tenant, user, "ended", keep));
    outbox::AuditEntry all = entry("session.all_ended", Id(), Id());
    all.details = {{QStringLiteral("count"), ended}, {QStringLiteral("user_id"), user.toString()}};
    outbox::appendAudit(tx, m_parts.clock, kSource, asking.tenant, asking.actor, all);
    return {};
}

Result<std::vector<contract::SessionItem>> Sessions::list(const Member &member) const
{
    return m_parts.database.forTenant(member.tenant,
                                      [&](pg::Transaction &tx) { return read(tx, member, member.user, "account"); });
}

Result<void> Sessions::end(const Member &member, const Id &session, const char *reason) const
{
    return runtime::afterEnding(m_parts.states, member.user,
                                m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) {
                                    return endOne(tx, member, member.user, session, reason);
                                }));
}

Result<void> Sessions::endAll(const Member &member, const Id &keep) const
{
    return runtime::afterEnding(m_parts.states, member.user,
                                m_parts.database.forTenant(member.tenant, [&](pg::Transaction &tx) {
                                    return endMany(tx, member, member.user, keep);
                                }));
}

Result<std::vector<contract::SessionItem>> Sessions::listOf(const Member &asking, const Id &user) const
{
    return m_parts.database.forTenant(asking.tenant,
                                      [&](pg::Transaction &tx) -> Result<std::vector<contract::SessionItem>> {
                                          POS_CHECK(worksHere(tx, asking.tenant, user));
                                          return read(tx, asking, user, "staff_management");
                                      });
}

Result<void> Sessions::endOf(const Member &asking, const Id &user, const Id &session) const
{
    return runtime::afterEnding(m_parts.states, user,
                                m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<void> {
                                    POS_CHECK(worksHere(tx, asking.tenant, user));
                                    return endOne(tx, asking, user, session, "ended");
                                }));
}

Result<void> Sessions::endAllOf(const Member &asking, const Id &user) const
{
    return runtime::afterEnding(m_parts.states, user,
                                m_parts.database.forTenant(asking.tenant, [&](pg::Transaction &tx) -> Result<void> {
                                    POS_CHECK(worksHere(tx, asking.tenant, user));
                                    return endMany(tx, asking, user, Id());
                                }));
}

} // namespace pos::auth
