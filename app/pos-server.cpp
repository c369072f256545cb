// SPDX-License-Identifier: GPL-3.0-or-later
// The server without a window.
#include "app/ServerModules.h"
#include "app/StopSignal.h"

#include "core/base/Version.h"
#include "core/config/ProgramOptions.h"

#include <QCommandLineParser>
#include <QGuiApplication>

#include <cstdio>

using namespace pos;

namespace {

void say(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
}

Result<QList<contract::Service>> servicesFrom(const QString &words)
{
    QList<contract::Service> services;
    for (const QString &word : words.split(u',', Qt::SkipEmptyParts)) {
        POS_TRY(const contract::Service service, contract::serviceFromWord(word.trimmed().toLatin1()));
        if (!services.contains(service))
            services.append(service);
    }
    std::sort(services.begin(), services.end());
    return services;
}

} // namespace

int main(int argc, char **argv)
{
    // Receipts as PDF need fonts, and those a GUI application; no screen.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pos-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(POS_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "The POS Back Office server: gateway and services, with a database of its own unless DATABASE_URL is set."));
    const QCommandLineOption servicesOption(
        QStringLiteral("services"), QStringLiteral("Runs these alone, for example gateway,order (default: all)."),
        QStringLiteral("LIST"));
    parser.addOption(servicesOption);
    const auto options = config::parseProgramOptions(parser, QCoreApplication::arguments());
    if (!options)
        return options.error();
    const auto services = servicesFrom(parser.value(servicesOption));
    if (!services) {
        say(services.error().detail + QStringLiteral("; see --help"));
        return 2;
    }
    const auto settings = config::loadSettings(*options);
    if (!settings) {
        say(settings.error().detail);
        return 1;
    }

    app::StopSignal stop;
    const SystemClock clock;
    auto server = runtime::PosServer::start({.settings = *settings,
                                             .clock = clock,
                                             .program = QStringLiteral("pos-server"),
                                             .services = *services,
                                             .modules = app::serverModules(),
                                             .gateway = app::gatewayBuilder(),
                                             .progress = say,
                                             .givesUp = &app::StopSignal::isRaised});
    if (!server && app::StopSignal::isRaised()) {
        say(QStringLiteral("Stopped before the start was done."));
        return 0;
    }
    if (!server) {
        say(server.error().detail);
        return 1;
    }
    if (const quint16 port = (*server)->port(contract::Service::Gateway))
        say(QStringLiteral("Ready at http://%1:%2 — the API is described at /docs. Ctrl+C stops.")
                .arg(settings->listenAddress)
                .arg(port));
    else
        for (const contract::Service service : *services)
            say(QStringLiteral("%1 is ready at http://%2:%3. Ctrl+C stops.")
                    .arg(QLatin1StringView(contract::programName(service)), settings->serviceListen)
                    .arg((*server)->port(service)));
    const int code = QCoreApplication::exec();
    say(QStringLiteral("Stopping."));
    (*server)->stop();
    return code;
}
