// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "ui/shell/ConnectPage.h"
#include "ui/shell/SignInPage.h"
#include "ui/shell/StatusBar.h"
#include "ui/shell/Workspace.h"
#include "ui/theme/FocusRing.h"
#include "ui/widgets/Toast.h"
#include "ui/wizard/FirstRunWizard.h"

#include <QCloseEvent>
#include <QStackedWidget>

namespace pos::ui {

namespace {
const QString kGeometry = QStringLiteral("window.geometry");
const QString kLook = QStringLiteral("look");
const QString kLanguage = QStringLiteral("language");
const QString kName = QStringLiteral("POS Back Office");
constexpr QSize kFirstSize(1280, 800);
constexpr QSize kLeastSize(1024, 680);
}// namespace

MainWindow::MainWindow(Session &session, ConnectionMonitor &monitor, Languages &languages, LocalStore &store,
                       QWidget *parent)
    : QMainWindow(parent), m_session(session), m_monitor(monitor), m_languages(languages), m_store(store),
      m_stack(new QStackedWidget), m_connect(new ConnectPage(session.client())), m_signIn(new SignInPage(session)),
      m_status(new StatusBar(monitor, session.client().base().authority())), m_toast(new Toast(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setCentralWidget(m_stack);
    setStatusBar(m_status);
    m_status->hide(); // it has nothing to say before the server was reached once
    m_stack->addWidget(m_connect);
    m_stack->addWidget(m_signIn);
    new FocusRing(this);
    setMinimumSize(kLeastSize);
    resize(kFirstSize);
    restoreGeometry(store.value(kGeometry));

    connect(m_connect, &ConnectPage::ready, this, &MainWindow::serverReady);
    connect(m_connect, &ConnectPage::startAsked, this, &MainWindow::startAsked);
    connect(m_signIn, &SignInPage::languageAsked, this, &MainWindow::switchLanguage);
    connect(m_signIn, &SignInPage::lookAsked, this, &MainWindow::switchLook);
    connect(&session, &Session::signedIn, this, &MainWindow::enter);
    connect(&session, &Session::signedOut, this, &MainWindow::leave);
    connect(&languages, &Languages::changed, this, [this] {
        m_session.client().setLanguage(m_languages.code());
        m_store.setText(kLanguage, m_languages.code());
    });
    connect(&monitor, &ConnectionMonitor::restored, this, [this] {
        if (m_workspace)
            m_workspace->reloadAll();
    });
    showTitle();
}

void MainWindow::start()
{
    m_stack->setCurrentWidget(m_connect);
    m_connect->begin();
}

void MainWindow::showStarting(const QString &sentence)
{
    m_stack->setCurrentWidget(m_connect);
    m_connect->showStarting(sentence);
}

void MainWindow::showStartFailed(const QString &sentence)
{
    m_stack->setCurrentWidget(m_connect);
    m_connect->showStartFailed(sentence);
}

void MainWindow::serverReady(bool firstRun)
{
    if (!firstRun) {
        m_status->show();
        m_stack->setCurrentWidget(m_signIn);
        m_signIn->begin();
        return;
    }
    if (!m_wizard) {
        m_wizard = new FirstRunWizard(m_session, m_languages);
        m_stack->addWidget(m_wizard);
    }
    m_stack->setCurrentWidget(m_wizard);
    m_status->hide();
    showTitle();
}

void MainWindow::enter()
{
    m_workspace = new Workspace(m_session, m_store);
    connect(m_workspace, &Workspace::said, m_toast, &Toast::say);
    connect(m_workspace, &Workspace::titleChanged, this, &MainWindow::showTitle);
    connect(m_workspace, &Workspace::languageAsked, this, &MainWindow::switchLanguage);
    connect(m_workspace, &Workspace::lookAsked, this, &MainWindow::switchLook);
    connect(m_workspace, &Workspace::signOutAsked, this,
            [this] { m_workspace->leaveAll([this] { m_session.signOut(); }); });
    m_stack->addWidget(m_workspace);
    m_stack->setCurrentWidget(m_workspace);
    if (m_workspace->currentPanel())
        m_workspace->currentPanel()->takeFocus();
    m_status->show();
    if (m_wizard) {
        m_wizard->deleteLater();
        m_wizard = nullptr;
    }
    showTitle();
}

void MainWindow::leave(bool byServer)
{
    m_stack->setCurrentWidget(m_signIn);
    if (m_workspace) {
        m_workspace->hide();
        m_workspace->deleteLater();
        m_workspace = nullptr;
    }
    byServer ? m_signIn->sayEnded() : m_signIn->begin();
    showTitle();
}

void MainWindow::switchLook()
{
    const Look look = Theme::look() == Look::Dark ? Look::Light : Look::Dark;
    Theme::apply(look);
    m_store.setText(kLook, look == Look::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

void MainWindow::switchLanguage()
{
    m_languages.apply(m_languages.current() == Language::Indonesian ? Language::English : Language::Indonesian);
}

void MainWindow::showTitle()
{
    const bool in = m_workspace && m_session.isSignedIn();
    setWindowTitle(in         ? m_session.profile().shopName + QStringLiteral(" — ") + kName
                   : m_wizard ? tr("Set up %1").arg(kName)
                              : kName);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showTitle();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing && m_workspace) {
        m_workspace->leaveAll([this] {
            m_closing = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection); // when it was asked first
        });
        if (!m_closing) {
            event->ignore();
            return;
        }
    }
    m_store.setValue(kGeometry, saveGeometry());
    event->accept();
}

} // namespace pos::ui
