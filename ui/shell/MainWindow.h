// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ConnectionMonitor.h"
#include "ui/api/ServerStatus.h"
#include "ui/api/Session.h"
#include "ui/language/Languages.h"
#include "ui/local/Connections.h"
#include "ui/local/LocalStore.h"
#include "ui/shell/CloseGuard.h"
#include "ui/shell/ShellActions.h"

#include <QMainWindow>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class CertificatePage;
class ConnectPage;
class FirstRunWizard;
class HelpWindow;
class Preferences;
class SignInPage;
class StatusBar;
class Toast;
class WindowPlace;
class Workspace;

// The one window: waiting for the server, then the first run or signing in, then the workspace.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    struct Parts {
        Session &session;
        ConnectionMonitor &monitor;
        ServerStatus &status;
        Languages &languages;
        Preferences &preferences;
        LocalStore &store;
        Connections &connections;
    };

    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);

    void start(); // asks the server whether it is ready
    // Of the server of this computer, while the window is on it.
    void showStarting(const QString &sentence);
    void showStartFailed(const QString &sentence);
    void serverStarted();
    // How the shop's network reaches it; empty: it answers this computer alone.
    void setLanAddress(const QString &address);

    void tellRestored(const QString &whyNot); // empty: the backup is in place
    Workspace *workspace() const { return m_workspace; }
    CloseGuard &closing() { return *m_closing; }
    void run(ShellCommand command);
    void connectTo(const Connection &connection); // asks first when something is not saved
    void bringForward();
    void say(const QString &sentence); // in the corner, for a moment

Q_SIGNALS:
    void startAsked(); // the person wants the server of this computer started
    void goesOn();     // without the window, in the tray
    void ended();      // it was closed for good

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void listen();
    void registerShortcuts();
    void useConnection();
    void showServer();
    void serverReady(const QJsonObject &answer);
    void serverRefused(const Error &error);
    void certificateRefused(const QByteArray &shown, const QByteArray &confirmed);
    void certificateAccepted(const QByteArray &sha256);
    void enter();
    void leave(bool byServer);
    void dropWorkspace();
    void roleChanged();
    void backToWork();
    void closingAnswered(CloseDialog::Answer answer);
    void end();
    void showTitle();
    void showHelp(const QString &page);
    void showConnections();

    Session &m_session;
    ConnectionMonitor &m_monitor;
    ServerStatus &m_serverStatus;
    Languages &m_languages;
    Preferences &m_preferences;
    LocalStore &m_store;
    Connections &m_connections;
    QStackedWidget *m_stack;
    ConnectPage *m_connect;
    CertificatePage *m_certificate;
    SignInPage *m_signIn;
    FirstRunWizard *m_wizard = nullptr;
    Workspace *m_workspace = nullptr;
    StatusBar *m_status;
    Toast *m_toast;
    HelpWindow *m_help = nullptr;
    WindowPlace *m_place;
    CloseGuard *m_closing;
    QString m_lan;
    bool m_ending = false;
    bool m_inCloseEvent = false;
};

} // namespace pos::ui
