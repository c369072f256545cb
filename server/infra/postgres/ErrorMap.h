// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

struct pg_result;

namespace pos::pg {

// What PostgreSQL said, as ours. Details carry names (statement, table, constraint), never values: its own
// DETAIL and the text of class 22 quote them.
struct Failure {
    Error error;
    bool isTransient = false;      // the same transaction may succeed when it is run again
    bool connectionIsDead = false; // drop the connection, do not reuse it
};

Failure failureOf(const pg_result *result, const char *statementName);

// The class of a SQLSTATE; `constraint` becomes the reason of a Conflict.
Failure failureOf(const QByteArray &sqlState, const QString &message, const QString &constraint,
                  const char *statementName);

// A connection that could not be made: what was refused, and what to do; else as connectionLost().
Error notConnected(const QString &message);
// A connection that broke.
Error connectionLost(const QString &message);

} // namespace pos::pg
