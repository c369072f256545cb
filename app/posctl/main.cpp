// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "core/base/Version.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace {

constexpr int kRefused = 1;
constexpr int kWrongUsage = 2;

void printError(const pos::Error &error, bool json)
{
    QString text = error.detail.isEmpty() ? pos::codeWord(error.code) : error.detail;
    for (const pos::FieldError &field : error.fields) {
        if (!text.contains(field.message))
            text += u'\n' + field.field + QStringLiteral(": ") + field.message;
    }
    if (json) {
        const QJsonObject document{
            {QStringLiteral("error"), error.reason.isEmpty() ? pos::codeWord(error.code) : error.reason},
            {QStringLiteral("detail"), text}};
        std::fprintf(stderr, "%s\n", QJsonDocument(document).toJson(QJsonDocument::Compact).constData());
    } else {
        std::fprintf(stderr, "posctl: %s\n", qPrintable(text));
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using namespace pos::posctl;
    Context context;
    CLI::App app("posctl: the command line of the POS Back Office for operators", "posctl");
    app.set_version_flag("--version", "posctl " + pos::version().toStdString());
    app.add_option("--data", context.dataDir,
                   "Data folder (default: " + pos::config::defaultDataDir().toStdString() + ")");
    app.add_option("--port-base", context.portBase, "Port of the gateway; the other services follow")
        ->check(CLI::Range(1, 65528))
        ->capture_default_str();
    app.add_flag("--json", context.json, "Answer for programs: one JSON object");
    app.fallthrough();
    app.require_subcommand(1);
    addMigrateCommands(app, context);
    addDatabaseCommands(app, context);
    addBackupCommands(app, context);
    addDoctorCommand(app, context);
    addLogsCommand(app, context);
    addImportCommands(app, context);
    addSettingsCommand(app, context);
    addShopCommands(app, context);
    addEventsCommands(app, context);
    addKeysCommands(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : kWrongUsage;
    }
    if (const auto done = context.action(); !done) {
        printError(done.error(), context.json);
        return kRefused;
    }
    return 0;
}
