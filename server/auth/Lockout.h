// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Database.h"

namespace pos::auth {

// Five failed proofs in fifteen minutes close the door, for the person that was named (whether or not there
// is one) and for the address they came from. Counted in the database, so that every process counts alike.
class Lockout {
public:
    static constexpr int kFailures = 5;
    static constexpr Duration kWindow = std::chrono::minutes(15);

    // What was tried: the kind names the table's kind, the hash never the person.
    struct Door {
        const char *kind; // "login" or "user"
        QByteArray key;
        QByteArray address; // empty: not counted
    };

    Lockout(pg::Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    // RateLimited "too_many_failures" with the seconds to wait. Ask before the costly work.
    Result<void> admit(const Door &door) const;
    // Counts the outcome and asks once more under a lock: guesses that ran side by side tell nothing
    // beyond the fifth, whichever of them was right.
    Result<void> settle(const Door &door, bool succeeded) const;
    // For a job: what is older than a day. Returns how many.
    Result<qint64> forgetOld() const;

private:
    Result<void> check(pg::Transaction &tx, const Door &door) const;
    pg::Database &m_database;
    const Clock &m_clock;
};

} // namespace pos::auth
