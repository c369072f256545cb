// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/DatabaseSetup.h"

#include "server/infra/postgres/Bootstrap.h"

#include <QMap>
#include <QSet>

#include <array>
#include <libpq-fe.h>

namespace pos::pg {

namespace {

constexpr std::array kRoles{"pos_owner", "pos_app", "pos_system", "pos_sequencer", "pos_reader", "pos_retention"};
constexpr std::array kLoginRoles{"pos_app", "pos_system", "pos_owner"};

} // namespace

void DatabaseSetup::note(const char *sentence, const QByteArray &first, const QByteArray &second)
{
    QString text = QLatin1StringView(sentence).toString();
    text = text.arg(QString::fromUtf8(first));
    m_done.append(second.isEmpty() ? text : text.arg(QString::fromUtf8(second)));
}

Result<bool> DatabaseSetup::exists(const QByteArray &query) const
{
    POS_TRY(const Rows rows, m_administrator.execute(query));
    return !rows.isEmpty();
}

Result<void> DatabaseSetup::run(const QByteArray &database, const QList<Login> &logins)
{
    POS_CHECK(checkAdministrator());
    POS_CHECK(makeRoles());
    POS_CHECK(makeDatabase(database));
    QMap<QByteArray, QList<QByteArray>> rolesOf;
    for (const Login &login : logins) {
        if (!rolesOf.contains(login.name))
            POS_CHECK(makeLogin(login));
        rolesOf[login.name].append(login.role);
    }
    for (auto it = rolesOf.cbegin(); it != rolesOf.cend(); ++it)
        POS_CHECK(grantAndRevoke(it.key(), it.value()));
    return {};
}

Result<void> DatabaseSetup::checkAdministrator()
{
    POS_TRY(const bool isAdministrator, exists("SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper"));
    if (isAdministrator)
        return {};
    return fail(Error::forbidden(QStringLiteral("not_administrator"),
                                 QStringLiteral("Making the roles needs an administrator (superuser) of the "
                                                "database: give its URL with --admin-url.")));
}

Result<void> DatabaseSetup::makeRoles()
{
    POS_TRY(const Rows rows, m_administrator.execute("SELECT rolname FROM pg_roles WHERE rolname ^@ 'pos_'"));
    QSet<QByteArray> before;
    for (const Row row : rows)
        before.insert(row.ascii("rolname"));
    POS_CHECK(Bootstrap::makeRoles(m_administrator, false));
    for (const char *role : kRoles)
        note(before.contains(role) ? "The role %1 is there." : "Made the role %1.", role);
    return {};
}

Result<void> DatabaseSetup::makeDatabase(const QByteArray &name)
{
    if (name == "postgres" || name.startsWith("template"))
        return fail({ErrorCode::Invalid, QStringLiteral("reserved"),
                     QStringLiteral("DATABASE_URL names PostgreSQL's own database %1: name one that is "
                                    "for this program alone, for example pos. It is made when missing.")
                         .arg(QString::fromUtf8(name))});
    const QByteArray quoted = m_administrator.literal(name);
    POS_TRY(const bool before, exists("SELECT 1 FROM pg_database WHERE datname = " + quoted));
    POS_CHECK(Bootstrap::makeDatabase(m_administrator, name));
    note(before ? "The database %1 is there; it belongs to pos_owner, and only our roles may connect."
                : "Made the database %1; it belongs to pos_owner, and only our roles may connect.",
         name);
    return {};
}

// Hashed here: the server's log may keep statements.
Result<QByteArray> DatabaseSetup::passwordClause(const Login &login) const
{
    if (login.password.isEmpty())
        return QByteArray();
    char *hashed = PQencryptPasswordConn(m_administrator.handle(), login.password.constData(), login.name.constData(),
                                         "scram-sha-256");
    if (!hashed)
        return fail(Error::internal(QString::fromUtf8(PQerrorMessage(m_administrator.handle()))));
    const QByteArray clause = " PASSWORD " + m_administrator.literal(hashed);
    PQfreemem(hashed);
    return clause;
}

Result<void> DatabaseSetup::makeLogin(const Login &login)
{
    const QByteArray name = m_administrator.identifier(login.name);
    const QByteArray same = "SELECT rolcanlogin FROM pg_roles WHERE rolname = " + m_administrator.literal(login.name);
    POS_TRY(const Rows found, m_administrator.execute(same));
    if (!found.isEmpty() && found.first().boolean("rolcanlogin")) {
        note("The login %1 is there; its password is left as it is.", login.name);
        return {};
    }
    POS_TRY(const QByteArray password, passwordClause(login));
    POS_CHECK(m_administrator.execute((found.isEmpty() ? "CREATE ROLE " : "ALTER ROLE ") + name + " LOGIN" + password));
    note(found.isEmpty() ? "Made the login %1%2." : "The role %1 may sign in%2.", login.name,
         password.isEmpty() ? " without a password" : " with the password of its URL");
    return {};
}

Result<void> DatabaseSetup::grantAndRevoke(const QByteArray &login, const QList<QByteArray> &roles)
{
    for (const char *role : kLoginRoles) {
        if (login == role)
            continue;
        const QByteArray member = m_administrator.literal(login);
        POS_TRY(const bool has, exists(QByteArray("SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
                                                  "JOIN pg_roles l ON l.oid = m.member WHERE r.rolname = '")
                                       + role + "' AND l.rolname = " + member));
        const bool wanted = roles.contains(role);
        if (wanted && has)
            note("%1 may act as %2.", login, role);
        if (wanted && !has) {
            POS_CHECK(Bootstrap::grantRole(m_administrator, role, login));
            note("Granted: %1 may act as %2.", login, role);
        }
        // pos_owner needs pos_system for its migrations; a login of the operator's keeps no more than it is here for.
        const bool isOurs = login.startsWith("pos_");
        if (!wanted && has && !isOurs) {
            POS_CHECK(
                m_administrator.execute(QByteArray("REVOKE ") + role + " FROM " + m_administrator.identifier(login)));
            note("Revoked: %1 may no longer act as %2.", login, role);
        }
    }
    return {};
}

} // namespace pos::pg
