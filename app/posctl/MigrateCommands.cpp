// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/postgres/Migrator.h"

#include <QJsonArray>

namespace pos::posctl {

namespace {

using Role = cluster::DatabaseHost::Role;

Result<pg::Migrator> migrator(Context &context)
{
    POS_TRY(const cluster::DatabaseHost *host, context.host());
    return pg::Migrator(host->url(Role::Owner));
}

void printRun(const Context &context, const QStringList &names, const char *verb)
{
    QString text;
    for (const QString &name : names)
        text += QStringLiteral("%1 %2\n").arg(QLatin1StringView(verb), name);
    context.print({{QStringLiteral("migrations"), QJsonArray::fromStringList(names)}},
                  names.isEmpty() ? QStringLiteral("nothing to do") : text);
}

} // namespace

void addMigrateCommands(CLI::App &app, Context &context)
{
    CLI::App *group = app.add_subcommand("migrate", "Bring the database's schema up or down")->require_subcommand(1);

    struct Arguments {
        int upCount = -1;
        int downCount = 1;
        qint64 version = 0;
        std::string name;
        std::string folder = "migrations";
    };
    const auto arguments = std::make_shared<Arguments>();

    CLI::App *up = group->add_subcommand("up", "Run what is missing, or the next N");
    up->add_option("N", arguments->upCount)->check(CLI::PositiveNumber);
    up->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(auto migrations, migrator(context));
            POS_TRY(const QStringList names, migrations.up(arguments->upCount));
            printRun(context, names, "up");
            return {};
        };
    });

    CLI::App *down = group->add_subcommand("down", "Take back the last N (default 1)");
    down->add_option("N", arguments->downCount)->check(CLI::PositiveNumber);
    down->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(auto migrations, migrator(context));
            POS_TRY(const QStringList names, migrations.down(arguments->downCount));
            printRun(context, names, "down");
            return {};
        };
    });

    CLI::App *version = group->add_subcommand("version", "Say where the schema stands");
    version->callback([&context] {
        context.action = [&context]() -> Result<void> {
            POS_TRY(auto migrations, migrator(context));
            POS_TRY(const auto state, migrations.state());
            context.print({{QStringLiteral("version"), state.version},
                           {QStringLiteral("dirty"), state.dirty},
                           {QStringLiteral("newest"), state.newest}},
                          QString::number(state.version) + (state.dirty ? QStringLiteral(" (dirty)") : QString()));
            return {};
        };
    });

    CLI::App *force =
        group->add_subcommand("force", "Note VERSION without running anything, after mending a dirty schema by hand");
    force->add_option("VERSION", arguments->version)->required()->check(CLI::NonNegativeNumber);
    force->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(auto migrations, migrator(context));
            POS_CHECK(migrations.force(arguments->version));
            context.print({{QStringLiteral("version"), arguments->version}}, QString::number(arguments->version));
            return {};
        };
    });

    CLI::App *create = group->add_subcommand("create", "Make the next pair of empty files");
    create->add_option("NAME", arguments->name)->required();
    create->add_option("--folder", arguments->folder, "Where they go")->capture_default_str();
    create->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(const QStringList paths, pg::Migrator::create(QString::fromStdString(arguments->folder),
                                                                  QString::fromStdString(arguments->name)));
            context.print({{QStringLiteral("files"), QJsonArray::fromStringList(paths)}}, paths.join(u'\n'));
            return {};
        };
    });
}

} // namespace pos::posctl
