// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/SessionStates.h"

#include "server/infra/keyring/Crypto.h"

namespace pos::runtime {

namespace {

QByteArray sessionKey(const Id &session)
{
    return "session:" + session.toString().toLatin1();
}

QByteArray turnKey(const Id &user)
{
    return "session:turn:" + user.toString().toLatin1();
}

QByteArray aliveIn(const keyring::AccessClaims &claims, const QByteArray &turn)
{
    return claims.tenant.toString().toLatin1() + ' ' + claims.user.toString().toLatin1() + ' '
           + contract::toWord(claims.role) + ' ' + turn;
}

} // namespace

SessionStates::Seen SessionStates::look(const keyring::AccessClaims &claims)
{
    const auto found = m_cache.get({sessionKey(claims.session), turnKey(claims.user)});
    if (!found)
        return {};
    const auto &state = found->at(0);
    const QByteArray turn = found->at(1) ? found->at(1)->value : QByteArray();
    // More than it was kept for is left when the clock was set back: then nothing is known.
    const bool isFresh = state && state->left > kKept - kTrust && state->left <= kKept;
    return {isFresh && state->value == aliveIn(claims, turn), turn};
}

void SessionStates::keep(const keyring::AccessClaims &claims, const Seen &seen)
{
    if (seen.turn)
        (void)m_cache.put(sessionKey(claims.session), aliveIn(claims, *seen.turn), kKept); // away: asked again
}

void SessionStates::forget(const Id &user)
{
    (void)m_cache.put(turnKey(user), keyring::crypto::randomBytes(8).toHex(), kTurnKept);
}

} // namespace pos::runtime
