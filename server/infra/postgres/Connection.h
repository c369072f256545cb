// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/ErrorMap.h"
#include "server/infra/postgres/Params.h"
#include "server/infra/postgres/Rows.h"
#include "server/infra/postgres/Statement.h"

#include <QHash>

#include <span>

struct pg_conn;

namespace pos::pg {

// One connection to PostgreSQL, used by one thread at a time. Every wait ends: by the statement's own
// deadline, which the server watches as statement_timeout, and one second later by ours.
class Connection {
public:
    struct Command {
        const Statement *statement;
        const Params *params;
    };

    // `role` is taken by SET ROLE when not empty. Fails with Unavailable and a sentence that says what to do.
    static Result<std::unique_ptr<Connection>> open(const QByteArray &url, const QByteArray &role);
    // Does a server take connections there? Asks without signing in.
    static bool isReady(const QByteArray &url);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // All commands in one round trip, each prepared on its first use. The rows of each in order, or the first
    // failure; PostgreSQL skips what follows a failing command, but an open transaction stays open.
    tl::expected<std::vector<Rows>, Failure> pipeline(std::span<const Command> commands);

    // SQL text as it is, possibly several statements; for migrations and administration.
    Result<Rows> execute(const QByteArray &sql, Duration deadline = kDefaultDeadline);

    // To be called after each use. A plan made while a table was small reads it whole, and PostgreSQL keeps that plan
    // until the table is analyzed, a minute or more: they are made anew, after few uses at first, for a new shop's
    // tables grow fastest, then after twice as many each time up to kMostUsesOfAPlan. False when the connection broke.
    bool keepPlansFresh();
    static constexpr int kFirstUsesOfAPlan = 16;
    static constexpr int kMostUsesOfAPlan = 512;

    // False once the server has gone, also when that happened while the connection lay idle.
    bool isAlive();
    // Waits until something arrives, e.g. a notification; true when it did.
    Result<bool> waitForInput(Duration atMost);
    // Channel names of what has arrived since.
    QList<QByteArray> takeNotifications();

    // The environment (PGHOST, PGPASSWORD, …) by which pg_dump and its kind find the same database; an argument would
    // show the password to every user of the machine. Error: Invalid when the URL cannot be read.
    static Result<QList<std::pair<QByteArray, QByteArray>>> environmentOf(const QByteArray &url);

    // For DDL, whose names and passwords cannot be parameters.
    QByteArray identifier(const QByteArray &name) const;
    QByteArray literal(const QByteArray &text) const;

    pg_conn *handle() const { return m_conn; }

    static constexpr Duration kDefaultDeadline = std::chrono::seconds(5);

private:
    explicit Connection(pg_conn *conn) : m_conn(conn) { }
    Result<void> prepareSession(const QByteArray &role);
    Result<void> enterPipeline();
    bool waitForResult(Duration deadline, QString *why);
    Failure broken(const QString &why);

    pg_conn *m_conn;
    bool m_dead = false;
    bool m_silent = false; // a deadline passed without an answer
    int m_usesOfPlans = 0;
    int m_plansLast = kFirstUsesOfAPlan; // uses
    QHash<QByteArray, const char *> m_prepared; // name → SQL
};

} // namespace pos::pg
