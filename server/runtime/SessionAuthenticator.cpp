// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/SessionAuthenticator.h"

#include "server/infra/keyring/Crypto.h"

namespace pos::runtime {

namespace {

constexpr pg::Statement kAlive{"authenticate_alive", R"(
    SELECT s.last_used_at, u.role FROM identity.sessions s
        JOIN identity.users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
        JOIN shop.tenants t ON t.id = s.tenant_id
    WHERE s.tenant_id = $1 AND s.id = $2 AND s.user_id = $3 AND s.ended_at IS NULL AND s.last_used_at > $4
        AND u.status = 'active' AND t.status = 'active')"};
constexpr pg::Statement kTouch{"authenticate_touch", R"(
    UPDATE identity.sessions SET last_used_at = $3 WHERE tenant_id = $1 AND id = $2 AND last_used_at < $3 AND ended_at IS NULL)"};
constexpr Duration kBetweenTouches = std::chrono::minutes(1);

http::Principal principalOf(const keyring::AccessClaims &claims)
{
    return {claims.user, claims.tenant, claims.session, claims.role, claims.terminal};
}

} // namespace

Result<void> SessionAuthenticator::checkSession(const keyring::AccessClaims &claims)
{
    const Instant now = m_clock.now();
    return m_database.forTenant(claims.tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(const pg::Rows rows,
                tx.run(kAlive, pg::Params(claims.tenant, claims.session, claims.user, now - kIdle)));
        // A changed role ends the sessions; a token that says another one is never believed in between.
        if (rows.isEmpty() || rows.first().ascii("role") != contract::toWord(claims.role))
            return fail(Error::unauthenticated(QStringLiteral("session_ended"),
                                               QStringLiteral("this session has ended: sign in again")));
        if (rows.first().instant("last_used_at") + kBetweenTouches <= now)
            tx.queue(kTouch, pg::Params(claims.tenant, claims.session, now));
        return {};
    });
}

Result<keyring::AccessClaims> SessionAuthenticator::claimsOf(const QByteArray &name, const QByteArray &token)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_known.constFind(name);
        if (found != m_known.constEnd() && m_clock.now() < found->expires + keyring::TokenVerifier::kSkew)
            return *found;
    }
    POS_TRY(const keyring::AccessClaims claims, m_verifier.verify(token));
    const std::lock_guard lock(m_mutex);
    if (m_known.size() >= kRemembered)
        m_known.clear(); // rare, and costs one signature a token
    m_known.insert(name, claims);
    return claims;
}

Result<http::Principal> SessionAuthenticator::authenticate(const http::Request &request)
{
    const QByteArray header = request.header("Authorization");
    if (header.size() <= 7 || header.left(7).toLower() != "bearer ")
        return fail(Error::unauthenticated(QStringLiteral("token_missing"), QStringLiteral("sign in first")));
    const QByteArray token = header.mid(7).trimmed();
    const QByteArray name = keyring::crypto::sha256(token);
    POS_TRY(const keyring::AccessClaims claims, claimsOf(name, token));
    const SessionStates::Seen seen = m_states.look(claims);
    if (seen.isAlive)
        return principalOf(claims);
    if (const Result<void> alive = checkSession(claims); !alive) {
        const std::lock_guard lock(m_mutex);
        m_known.remove(name);
        return fail(alive.error());
    }
    m_states.keep(claims, seen);
    return principalOf(claims);
}

} // namespace pos::runtime
