// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Params.h"
#include "server/infra/postgres/Rows.h"
#include "server/infra/postgres/Statement.h"

#include <optional>
#include <vector>

namespace pos::pg {

class Connection;
struct Scope;

// One transaction on one connection and one thread, made by Database::transact. BEGIN and the
// tenant setting travel with the first statement, COMMIT with the last, so that a unit of work that
// reads once and writes once costs two round trips. Errors come back as values (SQLSTATE map of
// ErrorMap.h); after one, every further call fails and the transaction is rolled back.
class Transaction {
public:
    Transaction(Connection &connection, const Scope &scope);
    ~Transaction(); // rolls back what was not committed
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    // Sends what is queued and this statement, and waits: one round trip. Returns this statement's rows.
    Result<Rows> run(const Statement &statement, const Params &params = Params());

    // Holds a statement back until the next run(), flush() or commit(). Returns its index in that flush.
    size_t queue(const Statement &statement, const Params &params = Params());

    // Sends what is queued, one round trip; the rows of each queued statement in order.
    Result<std::vector<Rows>> flush();

    // Like flush(), with COMMIT in the same round trip. Nothing may follow. Optional: transact()
    // commits by itself when the work returns a value.
    Result<std::vector<Rows>> commit();

    bool isFinished() const { return m_finished; }
    // Set once a statement has failed: nothing of this transaction stays.
    const std::optional<Error> &failure() const { return m_failure; }
    // The failure may pass when the whole work is run again (deadlock, lost connection before COMMIT).
    bool isRepeatable() const { return m_repeatable; }

private:
    struct Queued {
        const Statement *statement; // statements are constants: they outlive every transaction
        Params params;
    };
    Result<std::vector<Rows>> send(bool withCommit);
    void rollback();

    Connection &m_connection;
    const Scope &m_scope;
    std::vector<Queued> m_queue;
    Duration m_timeout; // statement_timeout as the server has it now
    bool m_begun = false;
    std::optional<Error> m_failure;
    bool m_finished = false;
    bool m_repeatable = false;
};

} // namespace pos::pg
