// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/StaffRepository.h"
#include "server/infra/keyring/OpaqueToken.h"

namespace pos::auth {

inline constexpr Duration kSessionIdle = std::chrono::minutes(60);

struct SessionRow {
    Id id;
    Id user;
    Id subject;
    QByteArray refreshHash;
    QByteArray terminal; // "T01"
    QByteArray agent;    // sealed, may be empty
    Instant createdAt;
    Instant lastUsedAt;
    bool isEnded = false;
    bool staffIsActive = false;
    contract::Role role = contract::Role::Cashier;
};

// identity.sessions: a session is the family of its refresh tokens, and the terminal it sells as.
class SessionRepository {
public:
    // Ends what has been idle too long, and takes the lowest terminal number that is free. Returns the terminal.
    static Result<QByteArray> insert(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &session,
                                     const Id &user, const QByteArray &refreshHash, const QByteArray &sealedAgent);
    static Result<std::optional<SessionRow>> lock(pg::Transaction &tx, const Id &tenant, const Id &session);
    static void rotate(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &session,
                       const QByteArray &oldHash, const QByteArray &newHash);
    static Result<bool> isSpent(pg::Transaction &tx, const Id &tenant, const Id &session, const QByteArray &hash);
    static Result<std::vector<SessionRow>> listOf(pg::Transaction &tx, const Clock &clock, const Id &tenant,
                                                  const Id &user);
    // How many of the person's sessions ended: one, or all but `keep` when it is given.
    static Result<qint64> end(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                              const Id &session, const char *reason);
    static Result<qint64> endAll(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                                 const char *reason, const Id &keep = Id());
};

} // namespace pos::auth
