// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/postgres/Bootstrap.h"

namespace pos::posctl {

namespace {

using cluster::DatabaseHost;
using Role = DatabaseHost::Role;

// The login may have no way in yet, so its URL is read rather than used.
Result<QByteArray> loginOf(const QByteArray &url)
{
    POS_TRY(const auto environment, pg::Connection::environmentOf(url));
    for (const auto &[name, value] : environment) {
        if (name == "PGUSER")
            return value;
    }
    return cluster::ClusterUser::clientName();
}

// The same URL for a session that sees the rows of this shop and no other's.
Result<QByteArray> withShop(const config::Settings &settings, const QByteArray &url, const QByteArray &slug)
{
    POS_TRY(const auto connection, pg::Connection::open(DatabaseHost::url(settings, Role::System), {}));
    POS_TRY(const auto shops, connection->execute("SELECT id, slug FROM shop.tenants"));
    for (const pg::Row shop : shops) {
        if (shop.ascii("slug") == slug)
            return url + (url.contains('?') ? '&' : '?') + "options=-cpos.tenant%3D"
                   + shop.id("id").toString().toLatin1();
    }
    return fail(Error::notFound(QStringLiteral("shop \"%1\"").arg(QString::fromUtf8(slug))));
}

// A database elsewhere: roles, owner, and which login may act as which role.
Result<void> initElsewhere(const config::Settings &settings, const QByteArray &adminUrl)
{
    POS_TRY(const auto administrator, pg::Connection::open(adminUrl, {}));
    POS_TRY(const auto who,
            administrator->execute(
                "SELECT rolsuper, current_database() AS name FROM pg_roles WHERE rolname = current_user"));
    if (!who.first().boolean("rolsuper"))
        return fail(Error::forbidden(QStringLiteral("not_administrator"),
                                     QStringLiteral("Making the roles needs an administrator (superuser) of the "
                                                    "database: give its URL with --admin-url.")));
    POS_CHECK(pg::Bootstrap::makeRoles(*administrator, false));
    POS_CHECK(pg::Bootstrap::makeDatabase(*administrator, who.first().ascii("name")));
    const auto grant = [&](const QByteArray &role, Role asRole) -> Result<void> {
        POS_TRY(const QByteArray login, loginOf(DatabaseHost::url(settings, asRole)));
        return login == role ? Result<void>() : pg::Bootstrap::grantRole(*administrator, role, login);
    };
    POS_CHECK(grant("pos_app", Role::App));
    POS_CHECK(grant("pos_system", Role::System));
    return grant("pos_owner", Role::Owner);
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
    CLI::App *init =
        group->add_subcommand("init", "Make the roles and their grants (once, as the database's administrator)");
    init->add_option("--admin-url", *adminUrl,
                     "The administrator's URL (default: DATABASE_ADMIN_URL, else DATABASE_URL)");
    init->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(const config::Settings *settings, context.settings());
            if (DatabaseHost::isEmbedded(*settings)) {
                POS_CHECK(context.host()); // the private cluster makes its own at every start
            } else {
                POS_CHECK(initElsewhere(*settings, adminUrl->empty() ? DatabaseHost::url(*settings, Role::Administrator)
                                                                     : QByteArray::fromStdString(*adminUrl)));
            }
            context.print({{QStringLiteral("done"), true}},
                          QStringLiteral("The roles and their grants are there. Next: posctl migrate up"));
            return {};
        };
    });
}

} // namespace pos::posctl
