// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/cluster/ClusterUser.h"
#include "server/infra/postgres/DatabaseSetup.h"

#include <QJsonArray>

#include <array>

namespace pos::posctl {

namespace {

using cluster::DatabaseHost;
using Role = DatabaseHost::Role;

// The same URL for a session that sees the rows of this shop and no other's.
Result<QByteArray> withShop(const config::Settings &settings, const QByteArray &url, const QByteArray &slug)
{
    POS_TRY(const auto connection, pg::Connection::open(DatabaseHost::url(settings, Role::System), "pos_system"));
    POS_TRY(const auto shops, connection->execute("SELECT id, slug FROM shop.tenants"));
    for (const pg::Row shop : shops) {
        if (shop.ascii("slug") == slug)
            return url + (url.contains('?') ? '&' : '?') + "options=-cpos.tenant%3D"
                   + shop.id("id").toString().toLatin1();
    }
    return fail(Error::notFound(QStringLiteral("shop \"%1\"").arg(QString::fromUtf8(slug))));
}

using Environment = QList<std::pair<QByteArray, QByteArray>>;

QByteArray valueIn(const Environment &environment, const char *name)
{
    for (const auto &[key, value] : environment) {
        if (key == name)
            return value;
    }
    return {};
}

// The login may have no way in yet, so its URL is read rather than used.
Result<pg::DatabaseSetup::Login> loginOf(const QByteArray &url, const QByteArray &role)
{
    POS_TRY(const Environment environment, pg::Connection::environmentOf(url));
    QByteArray user = valueIn(environment, "PGUSER");
    if (user.isEmpty()) {
        POS_TRY(user, cluster::ClusterUser::clientName());
    }
    return pg::DatabaseSetup::Login{role, user, valueIn(environment, "PGPASSWORD")};
}

// Then each login is tried: what it may do shows at once, a wrong password too.
Result<void> initElsewhere(Context &context, const config::Settings &settings, const QByteArray &adminUrl)
{
    const std::array roles{std::pair{QByteArray("pos_app"), Role::App},
                           std::pair{QByteArray("pos_system"), Role::System},
                           std::pair{QByteArray("pos_owner"), Role::Owner}};
    QList<pg::DatabaseSetup::Login> logins;
    for (const auto &[role, asRole] : roles) {
        POS_TRY(const auto login, loginOf(DatabaseHost::url(settings, asRole), role));
        logins.append(login);
    }
    POS_TRY(const Environment target, pg::Connection::environmentOf(DatabaseHost::url(settings, Role::App)));
    const QByteArray named = valueIn(target, "PGDATABASE");
    const QByteArray database = named.isEmpty() ? logins.first().name : named;

    POS_TRY(const auto administrator, pg::Connection::open(adminUrl, {}));
    pg::DatabaseSetup setup(*administrator);
    const Result<void> made = setup.run(database, logins);
    const QStringList done = setup.done();
    context.print(
        {{QStringLiteral("done"), made.has_value()}, {QStringLiteral("steps"), QJsonArray::fromStringList(done)}},
        done.join(u'\n'));
    POS_CHECK(made);
    for (const auto &[role, asRole] : roles)
        POS_CHECK(pg::Connection::open(DatabaseHost::url(settings, asRole), role));
    context.note(QStringLiteral("The roles and their grants are there. Next: posctl migrate up"));
    return {};
}

} // namespace

void addDatabaseCommands(CLI::App &app, Context &context)
{
    CLI::App *group = app.add_subcommand("db", "The database itself")->require_subcommand(1);

    const auto role = std::make_shared<Role>(Role::Owner);
    CLI::App *url = group->add_subcommand("url", "Print the URL for psql, pg_dump or migrate");
    const std::map<std::string, Role> names{
        {"app", Role::App}, {"system", Role::System}, {"owner", Role::Owner}, {"admin", Role::Administrator}};
    url->add_option("--role", *role, "app, system (past row-level security), owner (schema; the default) or admin")
        ->transform(CLI::CheckedTransformer(names, CLI::ignore_case));
    const auto shop = std::make_shared<std::string>();
    url->add_option("--shop", *shop,
                    "Short name of the shop whose rows are seen (without it the shops' tables refuse)");
    url->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(const config::Settings *settings, context.settings());
            QByteArray text = DatabaseHost::url(*settings, *role);
            if (DatabaseHost::isEmbedded(*settings) && !pg::Connection::isReady(text))
                context.note(QStringLiteral("The database does not run at the moment: start the server."));
            if (!shop->empty()) {
                POS_TRY(text, withShop(*settings, text, QByteArray::fromStdString(*shop)));
            }
            context.print({{QStringLiteral("url"), QString::fromUtf8(text)}}, QString::fromUtf8(text));
            return {};
        };
    });

    const auto adminUrl = std::make_shared<std::string>();
    CLI::App *init = group->add_subcommand(
        "init",
        "Make the roles, the database, the logins of the URLs and their grants, as the database's administrator (safe "
        "to run again)");
    init->add_option("--admin-url", *adminUrl,
                     "The administrator's URL (default: DATABASE_ADMIN_URL, else DATABASE_URL)");
    init->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(const config::Settings *settings, context.settings());
            if (!DatabaseHost::isEmbedded(*settings))
                return initElsewhere(context, *settings,
                                     adminUrl->empty() ? DatabaseHost::url(*settings, Role::Administrator)
                                                       : QByteArray::fromStdString(*adminUrl));
            POS_CHECK(context.host()); // the private cluster makes its own at every start
            context.print({{QStringLiteral("done"), true}},
                          QStringLiteral("The roles and their grants are there. Next: posctl migrate up"));
            return {};
        };
    });
}

} // namespace pos::posctl
