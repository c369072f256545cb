// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ProgramOptions.h"

#include "core/base/Version.h"
#include "core/contract/Routes.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>

namespace pos::config {

namespace {

constexpr int kExitWrongUsage = 2;
constexpr int kFirstPort = 1024;
constexpr int kLastPort = 65535 - (contract::kServiceCount - 1);

void print(FILE *to, const QString &text)
{
    std::fputs(qUtf8Printable(text), to);
    std::fputc('\n', to);
}

} // namespace

Result<int> portBaseFromText(const QString &text)
{
    bool ok = false;
    const int port = text.toInt(&ok);
    if (!ok || port < kFirstPort || port > kLastPort) {
        return fail(Error::invalid(QStringLiteral("port-base"), QStringLiteral("not_allowed"),
                                   QStringLiteral("--port-base is \"%1\"; allowed is a whole number from %2 to %3")
                                       .arg(text)
                                       .arg(kFirstPort)
                                       .arg(kLastPort)));
    }
    return port;
}

tl::expected<ProgramOptions, int> parseProgramOptions(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption data(
        QStringLiteral("data"),
        QStringLiteral("Data folder (default: %1).").arg(QDir::toNativeSeparators(defaultDataDir())),
        QStringLiteral("DIR"));
    const QCommandLineOption port(QStringLiteral("port-base"),
                                  QStringLiteral("First of the eight ports: the gateway's (default: 8080)."),
                                  QStringLiteral("N"), QStringLiteral("8080"));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Shows this."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Shows the version."));
    parser.addOptions({data, port, help, version});

    const auto wrongUsage = [](const QString &sentence) {
        print(stderr, QStringLiteral("%1; see --help").arg(sentence));
        return tl::unexpected<int>(kExitWrongUsage);
    };
    if (!parser.parse(arguments))
        return wrongUsage(parser.errorText().trimmed());
    if (parser.isSet(help)) {
        print(stdout, parser.helpText().trimmed());
        return tl::unexpected<int>(0);
    }
    if (parser.isSet(version)) {
        print(stdout, QCoreApplication::applicationName() + QLatin1Char(' ') + pos::version());
        return tl::unexpected<int>(0);
    }
    const auto base = portBaseFromText(parser.value(port));
    if (!base)
        return wrongUsage(base.error().fields[0].message);
    if (parser.isSet(data) && parser.value(data).isEmpty())
        return wrongUsage(QStringLiteral("--data needs a folder"));
    ProgramOptions options;
    options.portBase = *base;
    options.dataDir =
        QDir::cleanPath(QDir::current().absoluteFilePath(parser.isSet(data) ? parser.value(data) : defaultDataDir()));
    return options;
}

Result<Settings> loadSettings(const ProgramOptions &options)
{
    return Settings::load({QProcessEnvironment::systemEnvironment(),
                           QDir::current().absoluteFilePath(QStringLiteral(".env")), options.dataDir,
                           options.portBase});
}

} // namespace pos::config
