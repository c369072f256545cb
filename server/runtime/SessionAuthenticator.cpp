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

Result<http::Principal> SessionAuthenticator::authenticate(const http::Request &request)
{
    const QByteArray header = request.header("Authorization");
    if (header.size() <= 7 || header.left(7).toLower() != "bearer ")
        return fail(Error::unauthenticated(QStringLiteral("token_missing"), QStringLiteral("sign in first")));
    const QByteArray token = header.mid(7).trimmed();
    const QByteArray name = keyring::crypto::sha256(token);
    const Instant now = m_clock.now();

    std::optional<Known> known;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_known.constFind(name); found != m_known.constEnd())
            known = *found;
    }
    const bool isValid = known && now < known->claims.expires + keyring::TokenVerifier::kSkew;
    if (isValid && now < known->checkedAt + kTrust)
        return principalOf(known->claims);
    if (!isValid) {
        POS_TRY(const keyring::AccessClaims claims, m_verifier.verify(token));
        known = Known{claims, now};
    }
    const Result<void> alive = checkSession(known->claims);
    const std::lock_guard lock(m_mutex);
    if (!alive) {
        m_known.remove(name);
        return fail(alive.error());
    }
    known->checkedAt = now;
    if (m_known.size() >= kRemembered)
        m_known.clear(); // rare, and costs one signature a token
    m_known.insert(name, *known);
    return principalOf(known->claims);
}

} // namespace pos::runtime
