// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"

class QCommandLineParser;

namespace pos::config {

// What every program takes.
struct ProgramOptions {
    QString dataDir;     // absolute; --data, else defaultDataDir()
    int portBase = 8080; // --port-base: gateway here, the seven other services above
};

// Adds --data, --port-base, --help and --version to what `parser` has already, and reads the command line.
// Nothing more to do, or wrong usage: it has been printed, and the error is the code to exit with (0, 2).
tl::expected<ProgramOptions, int> parseProgramOptions(QCommandLineParser &parser, const QStringList &arguments);

// The same check for programs with another parser. Errors: Invalid, `detail` says what is allowed.
Result<int> portBaseFromText(const QString &text);

// The settings of this process: environment, .env in the current folder, settings.env in the data folder.
Result<Settings> loadSettings(const ProgramOptions &options);

} // namespace pos::config
