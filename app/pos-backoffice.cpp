// SPDX-License-Identifier: GPL-3.0-or-later
// The window, and the server inside it unless --server names another one.
#include "app/EmbeddedServer.h"
#include "app/LanAddress.h"
#include "app/StartupWords.h"
#include "app/StopSignal.h"

#include "core/config/ProgramOptions.h"
#include "ui/shell/DesktopApplication.h"
#include "ui/shell/SingleInstance.h"
#include "ui/shell/TrayIcon.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
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

// While the server of this computer runs, the window may go and come back.
void bindTray(ui::TrayIcon &tray, ui::MainWindow &window)
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
    window.closing().setTray(true);
    tray.show();
    QObject::connect(&tray, &ui::TrayIcon::openAsked, &window, &ui::MainWindow::bringForward);
    QObject::connect(&tray, &ui::TrayIcon::quitAsked, &window, [&window] { window.run(ui::ShellCommand::Quit); });
    QObject::connect(&window, &ui::MainWindow::goesOn, &tray,
                     [&tray] { tray.tell(ui::TrayIcon::tr("The server goes on. The window is in the tray.")); });
}

void bindServer(app::EmbeddedServer &server, ui::MainWindow &window, const config::Settings &settings)
{
    window.setLanAddress(app::lanAddress(settings));
    QObject::connect(&server, &app::EmbeddedServer::progressed, &window,
                     [&window](const QString &sentence) { window.showStarting(app::StartupWords::shown(sentence)); });
    QObject::connect(&server, &app::EmbeddedServer::failed, &window, [&window](const QString &sentence) {
        window.showStartFailed(app::StartupWords::shown(sentence));
    });
    QObject::connect(&server, &app::EmbeddedServer::started, &window, [&window] {
        window.closing().setServerRunning(true);
        window.serverStarted();
    });
    QObject::connect(&window, &ui::MainWindow::startAsked, &server, [&] {
        window.showStarting({});
        server.start();
    });
}

int runElsewhere(ui::DesktopApplication &desktop)
{
    desktop.show();
    return QCoreApplication::exec();
}

int runWithServer(ui::DesktopApplication &desktop, const config::Settings &settings)
{
    const SystemClock clock;
    app::EmbeddedServer server(settings, clock);
    ui::MainWindow &window = desktop.window();
    bindServer(server, window, settings);
    desktop.session().setServerHere(true);
    QObject::connect(&desktop.session(), &ui::Session::restoreAsked, &server, [&](const QString &file) {
        desktop.session().signOut();
        window.showStarting({});
        server.restore(file);
    });
    QObject::connect(&server, &app::EmbeddedServer::restored, &window, [&window] { window.tellRestored({}); });
    QObject::connect(&server, &app::EmbeddedServer::restoreFailed, &window, &ui::MainWindow::tellRestored);
    std::optional<ui::TrayIcon> tray;
    if (ui::TrayIcon::isAvailable())
        bindTray(tray.emplace(), window);
    window.show();
    desktop.connections().current().isLocal() ? Q_EMIT window.startAsked() : window.start();
    const int code = QCoreApplication::exec();
    window.hide(); // stopping takes seconds, in which it would not answer
    return code;
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

    // Of one data folder there is one server, so there is one window.
    ui::SingleInstance instance(isElsewhere ? elsewhere.toString() : QDir::cleanPath(settings->dataDir));
    bool answered = false;
    if (!instance.claim(&answered)) {
        if (!answered)
            std::fprintf(stderr, "POS Back Office runs already, but does not answer. End that process first.\n");
        return answered ? 0 : 1;
    }

    app::StopSignal stop;
    ui::DesktopApplication::Options window{.storeFile = storeFile()};
    if (isElsewhere)
        window.server = elsewhere;
    else
        window.thisComputer = urlOf(*settings);
    ui::DesktopApplication desktop(window);
    QObject::connect(&instance, &ui::SingleInstance::raiseAsked, &desktop.window(), &ui::MainWindow::bringForward);
    QObject::connect(&desktop.window(), &ui::MainWindow::ended, &app, &QCoreApplication::quit);
    return isElsewhere ? runElsewhere(desktop) : runWithServer(desktop, *settings);
}
