// SPDX-License-Identifier: GPL-3.0-or-later
// The window, and the server inside it unless --server names another one.
#include "app/EmbeddedServer.h"
#include "app/StopSignal.h"

#include "core/config/ProgramOptions.h"
#include "ui/shell/DesktopApplication.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QStandardPaths>

#include <cstdio>

using namespace pos;

namespace {

QUrl urlOf(const config::Settings &settings)
{
    const bool everywhere =
        settings.listenAddress == QLatin1String("0.0.0.0") || settings.listenAddress == QLatin1String("::");
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(everywhere ? QStringLiteral("127.0.0.1") : settings.listenAddress);
    url.setPort(settings.portBase);
    return url;
}

// Of the person at this desktop, not of the store: the data folder holds what the server made and nothing else.
QString storeFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/pos-backoffice/desktop.sqlite");
}

int runWindow(ui::DesktopApplication &desktop)
{
    desktop.window().show();
    desktop.window().start();
    return QCoreApplication::exec();
}

int runWithServer(ui::DesktopApplication &desktop, const config::Settings &settings)
{
    const SystemClock clock;
    app::EmbeddedServer server(settings, clock);
    ui::MainWindow &window = desktop.window();
    QObject::connect(&server, &app::EmbeddedServer::progressed, &window, &ui::MainWindow::showStarting);
    QObject::connect(&server, &app::EmbeddedServer::failed, &window, &ui::MainWindow::showStartFailed);
    QObject::connect(&server, &app::EmbeddedServer::started, &window, &ui::MainWindow::start);
    QObject::connect(&window, &ui::MainWindow::startAsked, &server, [&] {
        window.showStarting({});
        server.start();
    });
    window.show();
    window.showStarting({});
    server.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pos-backoffice"));
    QCoreApplication::setApplicationVersion(QStringLiteral(POS_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("pos-backoffice"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/pos-backoffice.svg")));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("POS Back Office: the window, and the server inside it unless --server names another one."));
    const QCommandLineOption serverOption(
        QStringLiteral("server"),
        QStringLiteral("Connects to this server and starts none, for example http://192.168.1.20:8080."),
        QStringLiteral("URL"));
    parser.addOption(serverOption);
    const auto options = config::parseProgramOptions(parser, QCoreApplication::arguments());
    if (!options)
        return options.error();
    const QUrl elsewhere(parser.value(serverOption), QUrl::StrictMode);
    const bool isElsewhere = parser.isSet(serverOption);
    if (isElsewhere
        && (!elsewhere.isValid() || !elsewhere.scheme().startsWith(QLatin1String("http"))
            || elsewhere.host().isEmpty())) {
        std::fprintf(stderr, "--server takes an address such as http://192.168.1.20:8080; see --help\n");
        return 2;
    }
    const auto settings = config::loadSettings(*options);
    if (!settings) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(settings.error().detail));
        return 1;
    }

    app::StopSignal stop;
    ui::DesktopApplication desktop({.server = isElsewhere ? elsewhere : urlOf(*settings), .storeFile = storeFile()});
    return isElsewhere ? runWindow(desktop) : runWithServer(desktop, *settings);
}
