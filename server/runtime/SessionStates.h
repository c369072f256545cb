// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/cache/Cache.h"
#include "server/infra/keyring/AccessToken.h"

namespace pos::runtime {

// Which sessions PostgreSQL has called alive within the last second, so that not every request asks it again. Every
// ending of a session forgets what is known of that person before it is answered: whoever shares the cache refuses
// the session from then on. A process that looked before and writes after is not believed, because it names the turn
// it looked in. Holds ids and a role. Thread-safe; workers only.
class SessionStates {
public:
    static constexpr Duration kTrust = std::chrono::seconds(1);
    static constexpr Duration kKept = std::chrono::minutes(1); // for who looks into the cache; not believed so long
    static constexpr Duration kTurnKept = std::chrono::minutes(10); // outlives every request

    explicit SessionStates(cache::Cache &cache) : m_cache(cache) { }

    struct Seen {
        bool isAlive = false;
        std::optional<QByteArray> turn; // nothing: the cache is away, and nothing can be kept
    };
    Seen look(const keyring::AccessClaims &claims);
    // PostgreSQL said after look() that it is alive.
    void keep(const keyring::AccessClaims &claims, const Seen &seen);

    // To be called when sessions of a person have ended, after the commit. Where the cache cannot be told, a session
    // that was believed there is believed for at most kTrust.
    void forget(const Id &user);

private:
    cache::Cache &m_cache;
};

// The outcome of work that ended sessions of this person. A commit whose answer was lost may have ended them, too.
// `states` is null where nobody remembers any.
template<class Outcome>
Outcome afterEnding(SessionStates *states, const Id &user, Outcome outcome)
{
    if (states)
        states->forget(user);
    return outcome;
}

} // namespace pos::runtime
