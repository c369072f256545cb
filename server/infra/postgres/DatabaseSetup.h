// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Connection.h"

namespace pos::pg {

// Prepares a database elsewhere, as its administrator: our roles, a database that pos_owner owns, and the logins that
// may act as which role, with no right beyond. Safe to run again: it changes what is missing alone, never the password
// of a login that has one, and tells of each step.
class DatabaseSetup {
public:
    struct Login {
        QByteArray role; // pos_app, pos_system, pos_owner: what it may act as
        QByteArray name;
        QByteArray password; // empty: signs in another way
    };

    explicit DatabaseSetup(Connection &administrator) : m_administrator(administrator) { }

    // Forbidden "not_administrator" without a superuser. One login may come with several roles.
    Result<void> run(const QByteArray &database, const QList<Login> &logins);
    // Sentences, in order; also after an error: what was done until then.
    const QStringList &done() const { return m_done; }

private:
    Result<void> checkAdministrator();
    Result<void> makeRoles();
    Result<void> makeDatabase(const QByteArray &name);
    Result<void> makeLogin(const Login &login);
    Result<void> grantAndRevoke(const QByteArray &login, const QList<QByteArray> &roles);
    Result<QByteArray> passwordClause(const Login &login) const;
    Result<bool> exists(const QByteArray &query) const;
    void note(const char *sentence, const QByteArray &first, const QByteArray &second = {});

    Connection &m_administrator;
    QStringList m_done;
};

} // namespace pos::pg
