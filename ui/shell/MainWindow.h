// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ConnectionMonitor.h"
#include "ui/api/Session.h"
#include "ui/language/Languages.h"
#include "ui/local/LocalStore.h"
#include "ui/theme/Theme.h"

#include <QMainWindow>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class ConnectPage;
class FirstRunWizard;
class SignInPage;
class StatusBar;
class Toast;
class Workspace;

// The one window: waiting for the server, then the first run or signing in, then the workspace.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Session &session, ConnectionMonitor &monitor, Languages &languages, LocalStore &store,
               QWidget *parent = nullptr);

    void start(); // asks the server whether it is ready
    void showStarting(const QString &sentence);
    void showStartFailed(const QString &sentence);
    Workspace *workspace() const { return m_workspace; }
    void switchLook();
    void switchLanguage();

Q_SIGNALS:
    void startAsked(); // the person wants the server started once more

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void serverReady(bool firstRun);
    void enter();
    void leave(bool byServer);
    void showTitle();

    Session &m_session;
    ConnectionMonitor &m_monitor;
    Languages &m_languages;
    LocalStore &m_store;
    QStackedWidget *m_stack;
    ConnectPage *m_connect;
    SignInPage *m_signIn;
    FirstRunWizard *m_wizard = nullptr;
    Workspace *m_workspace = nullptr;
    StatusBar *m_status;
    Toast *m_toast;
    bool m_closing = false;
};

} // namespace pos::ui
