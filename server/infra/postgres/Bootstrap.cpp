// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Bootstrap.h"

#include <QFile>

namespace pos::pg {

Result<void> Bootstrap::makeRoles(Connection &administrator, bool withLogin)
{
    QFile file(QStringLiteral(":/postgres/roles.sql"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::internal(QStringLiteral("roles.sql is not in the program")));
    POS_CHECK(administrator.execute(file.readAll()));
    if (withLogin)
        POS_CHECK(
            administrator.execute("ALTER ROLE pos_owner LOGIN; ALTER ROLE pos_app LOGIN; ALTER ROLE pos_system LOGIN"));
    return {};
}

Result<void> Bootstrap::makeDatabase(Connection &administrator, const QByteArray &name)
{
    POS_TRY(const Rows found,
            administrator.execute("SELECT 1 FROM pg_database WHERE datname = " + administrator.literal(name)));
    const QByteArray sql = found.isEmpty() ? "CREATE DATABASE " + administrator.identifier(name)
                                                 + " OWNER pos_owner ENCODING 'UTF8' TEMPLATE template0"
                                           : "ALTER DATABASE " + administrator.identifier(name) + " OWNER TO pos_owner";
    POS_CHECK(administrator.execute(sql, std::chrono::seconds(60)));
    // Nobody comes in who has none of our roles.
    POS_CHECK(administrator.execute("REVOKE ALL ON DATABASE " + administrator.identifier(name)
                                    + " FROM PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE "
                                    + administrator.identifier(name)
                                    + " TO pos_app, pos_system, pos_sequencer, pos_reader, pos_retention"));
    return {};
}

Result<void> Bootstrap::grantRole(Connection &administrator, const QByteArray &role, const QByteArray &login)
{
    POS_CHECK(
        administrator.execute("GRANT " + administrator.identifier(role) + " TO " + administrator.identifier(login)));
    return {};
}

} // namespace pos::pg
