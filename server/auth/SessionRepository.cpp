// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/SessionRepository.h"

namespace pos::auth {

namespace {

// One sign-in of a shop at a time, so that two never take the same terminal.
constexpr pg::Statement kLockTerminals{"sessions_lock_terminals",
                                       "SELECT pg_advisory_xact_lock(hashtextextended('terminals ' || $1::text, 0))"};
constexpr pg::Statement kEndIdle{"sessions_end_idle", R"(
    UPDATE identity.sessions SET ended_at = $2, end_reason = 'expired'
    WHERE tenant_id = $1 AND ended_at IS NULL AND last_used_at <= $3)"};
constexpr pg::Statement kInsert{"sessions_insert", R"(
    INSERT INTO identity.sessions (tenant_id, id, user_id, refresh_hash, terminal, agent_enc, created_at, last_used_at, rotated_at)
    SELECT $1, $2, $3, $4, n, $5, $6, $6, $6
    FROM generate_series(1, (SELECT count(*)::int + 1 FROM identity.sessions WHERE tenant_id = $1 AND ended_at IS NULL)) AS n
    WHERE NOT EXISTS (SELECT FROM identity.sessions s WHERE s.tenant_id = $1 AND s.terminal = n AND s.ended_at IS NULL)
    ORDER BY n LIMIT 1
    RETURNING terminal)"};
constexpr pg::Statement kLock{"sessions_lock", R"(
    SELECT s.id, s.user_id, u.subject_pid, s.refresh_hash, s.terminal, s.agent_enc, s.created_at, s.last_used_at,
        s.ended_at IS NOT NULL AS is_ended, u.status = 'active' AND t.status = 'active' AS staff_is_active, u.role
    FROM identity.sessions s JOIN identity.users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
        JOIN shop.tenants t ON t.id = s.tenant_id
    WHERE s.tenant_id = $1 AND s.id = $2 FOR UPDATE OF s)"};
constexpr pg::Statement kList{"sessions_list", R"(
    SELECT s.id, s.user_id, u.subject_pid, s.refresh_hash, s.terminal, s.agent_enc, s.created_at, s.last_used_at,
        false AS is_ended, true AS staff_is_active, u.role
    FROM identity.sessions s JOIN identity.users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
    WHERE s.tenant_id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.last_used_at > $3
    ORDER BY s.created_at DESC LIMIT 200)"};
constexpr pg::Statement kSpend{"sessions_spend", R"(
    INSERT INTO identity.spent_refresh_tokens (tenant_id, session_id, refresh_hash) VALUES ($1, $2, $3))"};
constexpr pg::Statement kRotate{"sessions_rotate", R"(
    UPDATE identity.sessions SET refresh_hash = $3, rotated_at = $4, last_used_at = $4 WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kIsSpent{"sessions_is_spent", R"(
    SELECT FROM identity.spent_refresh_tokens WHERE tenant_id = $1 AND session_id = $2 AND refresh_hash = $3)"};
constexpr pg::Statement kEnd{"sessions_end", R"(
    UPDATE identity.sessions SET ended_at = $4, end_reason = $5
    WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND ended_at IS NULL)"};
constexpr pg::Statement kEndAll{"sessions_end_all", R"(
    UPDATE identity.sessions SET ended_at = $4, end_reason = $5
    WHERE tenant_id = $1 AND user_id = $2 AND id IS DISTINCT FROM $3 AND ended_at IS NULL)"};

QByteArray terminalName(qint64 number)
{
    return 'T' + QByteArray::number(number).rightJustified(2, '0');
}

SessionRow fromRow(const pg::Row &row)
{
    SessionRow session;
    session.id = row.id("id");
    session.user = row.id("user_id");
    session.subject = row.id("subject_pid");
    session.refreshHash = row.bytes("refresh_hash");
    session.terminal = terminalName(row.i64("terminal"));
    session.agent = row.isNull("agent_enc") ? QByteArray() : row.bytes("agent_enc");
    session.createdAt = row.instant("created_at");
    session.lastUsedAt = row.instant("last_used_at");
    session.isEnded = row.boolean("is_ended");
    session.staffIsActive = row.boolean("staff_is_active");
    session.role = contract::roleFromWord(row.ascii("role")).value_or(contract::Role::Cashier);
    return session;
}

} // namespace

Result<QByteArray> SessionRepository::insert(pg::Transaction &tx, const Clock &clock, const Id &tenant,
                                             const Id &session, const Id &user, const QByteArray &refreshHash,
                                             const QByteArray &sealedAgent)
{
    const Instant now = clock.now();
    const auto agent = sealedAgent.isEmpty() ? std::nullopt : std::optional(sealedAgent);
    tx.queue(kLockTerminals, pg::Params(tenant));
    tx.queue(kEndIdle, pg::Params(tenant, now, now - kSessionIdle));
    POS_TRY(const pg::Rows rows, tx.run(kInsert, pg::Params(tenant, session, user, refreshHash, agent, now)));
    return terminalName(rows.first().i64("terminal"));
}

Result<std::optional<SessionRow>> SessionRepository::lock(pg::Transaction &tx, const Id &tenant, const Id &session)
{
    POS_TRY(const pg::Rows rows, tx.run(kLock, pg::Params(tenant, session)));
    return rows.isEmpty() ? std::nullopt : std::optional(fromRow(rows.first()));
}

void SessionRepository::rotate(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &session,
                               const QByteArray &oldHash, const QByteArray &newHash)
{
    tx.queue(kSpend, pg::Params(tenant, session, oldHash));
    tx.queue(kRotate, pg::Params(tenant, session, newHash, clock.now()));
}

Result<bool> SessionRepository::isSpent(pg::Transaction &tx, const Id &tenant, const Id &session,
                                        const QByteArray &hash)
{
    POS_TRY(const pg::Rows rows, tx.run(kIsSpent, pg::Params(tenant, session, hash)));
    return !rows.isEmpty();
}

Result<std::vector<SessionRow>> SessionRepository::listOf(pg::Transaction &tx, const Clock &clock, const Id &tenant,
                                                          const Id &user)
{
    POS_TRY(const pg::Rows rows, tx.run(kList, pg::Params(tenant, user, clock.now() - kSessionIdle)));
    std::vector<SessionRow> sessions;
    for (const pg::Row row : rows)
        sessions.push_back(fromRow(row));
    return sessions;
}

Result<qint64> SessionRepository::end(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                                      const Id &session, const char *reason)
{
    POS_TRY(const pg::Rows rows, tx.run(kEnd, pg::Params(tenant, user, session, clock.now(), reason)));
    return rows.affected();
}

Result<qint64> SessionRepository::endAll(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                                         const char *reason, const Id &keep)
{
    POS_TRY(const pg::Rows rows, tx.run(kEndAll, pg::Params(tenant, user, keep, clock.now(), reason)));
    return rows.affected();
}

} // namespace pos::auth
