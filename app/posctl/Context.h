// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/config/Settings.h"
#include "server/runtime/Store.h"

#include <CLI/CLI.hpp>

#include <QJsonObject>

#include <functional>
#include <optional>

namespace pos::posctl {

// What every command has: the global options, the settings and the database, each fetched when first asked for. A
// command's callback sets `action`; main() runs it once the whole line was understood. Its error is printed on
// standard error and ends the program with 1.
class Context {
public:
    std::string dataDir;
    int portBase = 8080;
    bool json = false;
    std::function<Result<void>()> action;

    Result<const config::Settings *> settings();
    // Joins a running server, else starts the private cluster for the moment.
    Result<const cluster::DatabaseHost *> host(cluster::DatabaseHost::Use use = cluster::DatabaseHost::Use::Visit);
    // Database with an up-to-date schema, and the keys that fit it; as host() does it.
    Result<runtime::Store *> store();
    const Clock &clock() const { return m_clock; }

    // The outcome: one JSON object with --json, else the lines of `text`.
    void print(const QJsonObject &document, const QString &text) const;
    // Progress for a person, on standard error.
    void note(const QString &sentence) const;

private:
    SystemClock m_clock;
    std::optional<config::Settings> m_settings;
    std::unique_ptr<cluster::DatabaseHost> m_host;
    std::unique_ptr<runtime::Store> m_store;
};

// One function a group; main.cpp calls each.
void addMigrateCommands(CLI::App &app, Context &context);
void addDatabaseCommands(CLI::App &app, Context &context);
void addBackupCommands(CLI::App &app, Context &context);
void addDoctorCommand(CLI::App &app, Context &context);
void addLogsCommand(CLI::App &app, Context &context);
void addImportCommands(CLI::App &app, Context &context);
void addSettingsCommand(CLI::App &app, Context &context);
void addShopCommands(CLI::App &app, Context &context);
void addEventsCommands(CLI::App &app, Context &context);
void addKeysCommands(CLI::App &app, Context &context);

} // namespace pos::posctl
