// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "ui/dialogs/ConfirmDialog.h"
#include "ui/dialogs/ConnectionsDialog.h"
#include "ui/local/Preferences.h"
#include "ui/shell/CertificatePage.h"
#include "ui/shell/ConnectPage.h"
#include "ui/shell/HelpWindow.h"
#include "ui/shell/SignInPage.h"
#include "ui/shell/StatusBar.h"
#include "ui/shell/WindowPlace.h"
#include "ui/shell/Workspace.h"
#include "ui/theme/FocusRing.h"
#include "ui/widgets/Toast.h"
#include "ui/wizard/FirstRunWizard.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QShortcut>
#include <QStackedWidget>

namespace pos::ui {

namespace {
const QString kName = QStringLiteral("POS Back Office");
constexpr QSize kFirstSize(1280, 800);
constexpr QSize kLeastSize(1024, 680);
}// namespace

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QMainWindow(parent), m_session(parts.session), m_monitor(parts.monitor), m_serverStatus(parts.status),
      m_languages(parts.languages), m_preferences(parts.preferences), m_store(parts.store),
      m_connections(parts.connections), m_stack(new QStackedWidget), m_connect(new ConnectPage(parts.session.client())),
      m_certificate(new CertificatePage), m_signIn(new SignInPage(parts.session)),
      m_status(new StatusBar(parts.monitor, parts.status)), m_toast(new Toast(this)),
      m_place(new WindowPlace(parts.store, this, kFirstSize, kLeastSize)), m_closing(new CloseGuard(parts.store, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setCentralWidget(m_stack);
    setStatusBar(m_status);
    m_status->hide(); // it has nothing to say before the server was reached once
    m_stack->addWidget(m_connect);
    m_stack->addWidget(m_certificate);
    m_stack->addWidget(m_signIn);
    new FocusRing(this);
    m_place->restore();
    listen();
    registerShortcuts();
    useConnection();
    showTitle();
}

void MainWindow::listen()
{
    connect(m_connect, &ConnectPage::ready, this, &MainWindow::serverReady);
    connect(m_connect, &ConnectPage::startAsked, this, &MainWindow::startAsked);
    connect(m_connect, &ConnectPage::connectionsAsked, this, &MainWindow::showConnections);
    connect(m_certificate, &CertificatePage::connectionsAsked, this, &MainWindow::showConnections);
    connect(m_certificate, &CertificatePage::accepted, this, &MainWindow::certificateAccepted);
    connect(m_signIn, &SignInPage::languageAsked, this, [this] { run(ShellCommand::Language); });
    connect(m_signIn, &SignInPage::lookAsked, this, [this] { run(ShellCommand::Look); });
    connect(&m_session, &Session::signedIn, this, &MainWindow::enter);
    connect(&m_session, &Session::signedOut, this, &MainWindow::leave);
    connect(&m_session, &Session::roleChanged, this, &MainWindow::roleChanged);
    connect(&m_session.client(), &ApiClient::certificateRefused, this, &MainWindow::certificateRefused);
    connect(&m_serverStatus, &ServerStatus::refused, this, &MainWindow::serverRefused);
    connect(&m_languages, &Languages::changed, this, [this] { m_session.client().setLanguage(m_languages.code()); });
    connect(&m_connections, &Connections::changed, this, &MainWindow::showTitle);
    connect(&m_store, &LocalStore::notKept, this, [this] {
        say(tr("This computer's disk is full or read-only: the layout of the window and drafts are not kept."));
    });
    connect(&m_monitor, &ConnectionMonitor::restored, this, [this] {
        if (!m_workspace)
            return;
        m_serverStatus.ask(); // it may have come back as another version
        m_workspace->reloadAll();
    });
    connect(qApp, &QGuiApplication::commitDataRequest, this, [this] { m_place->save(); });
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] { m_place->save(); }); // SIGTERM closes no window
}

void MainWindow::registerShortcuts()
{
    for (const ShellAction &action : shellActions()) {
        for (const QKeySequence &keys : action.keys) {
            auto *shortcut = new QShortcut(keys, this);
            shortcut->setObjectName(QStringLiteral("shortcut.") + QLatin1String(action.id));
            connect(shortcut, &QShortcut::activated, this, [this, command = action.command] { run(command); });
        }
    }
}

void MainWindow::run(ShellCommand command)
{
    switch (command) {
    case ShellCommand::Find:
        if (m_workspace && m_workspace->isVisible())
            m_workspace->find();
        break;
    case ShellCommand::Help:
        showHelp(m_workspace && m_workspace->isVisible() ? m_workspace->currentKey() : QStringLiteral("first-steps"));
        break;
    case ShellCommand::Shortcuts: showHelp(HelpWindow::shortcutsPage()); break;
    case ShellCommand::Language: m_preferences.switchLanguage(); break;
    case ShellCommand::Look: m_preferences.switchLook(); break;
    case ShellCommand::TextLarger: m_preferences.stepText(1); break;
    case ShellCommand::TextSmaller: m_preferences.stepText(-1); break;
    case ShellCommand::Connections: showConnections(); break;
    case ShellCommand::Account:
        if (m_workspace)
            m_workspace->showAccount();
        break;
    case ShellCommand::SignOut:
        if (m_workspace)
            m_workspace->leaveAll([this] { m_session.signOut(); });
        break;
    case ShellCommand::Quit: end(); break;
    }
}

void MainWindow::showHelp(const QString &page)
{
    if (!m_help)
        m_help = new HelpWindow(m_languages, this);
    m_help->open(page);
}

void MainWindow::showConnections()
{
    if (findChild<ConnectionsDialog *>())
        return;
    auto *dialog = new ConnectionsDialog(m_connections, this);
    connect(dialog, &ConnectionsDialog::chosen, this, &MainWindow::connectTo);
    dialog->open();
}

void MainWindow::connectTo(const Connection &connection)
{
    const auto go = [this, connection] {
        if (m_session.isSignedIn())
            m_session.signOut();
        m_connections.choose(connection);
        useConnection();
        if (connection.isLocal())
            Q_EMIT startAsked();
        else
            start();
    };
    m_workspace ? m_workspace->leaveAll(go) : go();
}

void MainWindow::useConnection()
{
    const Connection connection = m_connections.current();
    ApiClient &client = m_session.client();
    client.setBase(connection.url);
    client.setConfirmedCertificate(m_connections.certificateOf(connection.url));
    showServer();
}

void MainWindow::showServer()
{
    const Connection connection = m_connections.current();
    const bool local = connection.isLocal();
    m_status->setServer(local ? QString() : connection.name,
                        local && !m_lan.isEmpty() ? m_lan : connection.url.authority(), local && m_lan.isEmpty());
}

void MainWindow::setLanAddress(const QString &address)
{
    m_lan = address;
    showServer();
}

void MainWindow::start()
{
    m_status->hide();
    m_stack->setCurrentWidget(m_connect);
    m_connect->begin();
}

void MainWindow::showStarting(const QString &sentence)
{
    if (!m_connections.current().isLocal())
        return;
    m_stack->setCurrentWidget(m_connect);
    m_connect->showStarting(sentence);
}

void MainWindow::showStartFailed(const QString &sentence)
{
    if (!m_connections.current().isLocal())
        return;
    m_stack->setCurrentWidget(m_connect);
    m_connect->showStartFailed(sentence);
}

void MainWindow::tellRestored(const QString &whyNot)
{
    const QList<ConfirmDialog::Choice> choices{{QStringLiteral("ok"), tr("Close"), Button::Kind::Secondary}};
    if (whyNot.isEmpty())
        ConfirmDialog::ask(this, tr("The backup is in place"),
                           tr("The shop is as it was when the backup was made. Please sign in again."), choices,
                           [](const QString &) {});
    else
        ConfirmDialog::ask(this, tr("The backup was not restored"),
                           tr("Everything is as it was before. The reason: %1").arg(whyNot), choices,
                           [](const QString &) {});
}

void MainWindow::serverStarted()
{
    if (m_connections.current().isLocal())
        start();
}

void MainWindow::serverReady(const QJsonObject &answer)
{
    m_serverStatus.take(answer);
    if (m_workspace) {
        backToWork();
        return;
    }
    if (!answer[u"first_run"].toBool()) {
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
    m_wizard->takeFocus();
    showTitle();
}

void MainWindow::serverRefused(const Error &error)
{
    m_status->hide();
    m_stack->setCurrentWidget(m_connect);
    m_connect->showRefused(error);
}

void MainWindow::certificateRefused(const QByteArray &shown, const QByteArray &confirmed)
{
    m_connect->stop();
    m_status->hide();
    if (m_stack->currentWidget() == m_certificate)
        return; // several requests were refused for the same
    m_stack->setCurrentWidget(m_certificate);
    m_certificate->ask(m_session.client().base().authority(), shown, confirmed);
}

void MainWindow::certificateAccepted(const QByteArray &sha256)
{
    ApiClient &client = m_session.client();
    m_connections.confirm(client.base(), sha256);
    client.setConfirmedCertificate(sha256);
    start();
}

void MainWindow::backToWork()
{
    m_status->show();
    m_stack->setCurrentWidget(m_workspace);
    m_workspace->reloadAll();
}

void MainWindow::enter()
{
    m_workspace = new Workspace(m_session, m_store, m_preferences);
    connect(m_workspace, &Workspace::said, m_toast, &Toast::say);
    connect(m_workspace, &Workspace::titleChanged, this, &MainWindow::showTitle);
    connect(m_workspace, &Workspace::asked, this, &MainWindow::run);
    m_stack->addWidget(m_workspace);
    m_stack->setCurrentWidget(m_workspace);
    if (m_workspace->currentPanel())
        m_workspace->currentPanel()->takeFocus();
    m_status->show();
    m_serverStatus.watch(true);
    if (m_wizard) {
        m_wizard->deleteLater();
        m_wizard = nullptr;
    }
    showTitle();
}

void MainWindow::leave(bool byServer)
{
    m_serverStatus.watch(false);
    m_stack->setCurrentWidget(m_signIn);
    dropWorkspace();
    byServer ? m_signIn->sayEnded() : m_signIn->begin();
    showTitle();
}

void MainWindow::dropWorkspace()
{
    if (!m_workspace)
        return;
    m_workspace->hide();
    m_workspace->deleteLater();
    m_workspace = nullptr;
}

// What was typed and not saved is kept as a draft; the pages the role may open are made anew.
void MainWindow::roleChanged()
{
    const QString page = m_workspace ? m_workspace->currentKey() : QString();
    dropWorkspace();
    enter();
    m_workspace->openPanel(page);
    say(tr("Your role was changed. You see the pages it may open."));
}

void MainWindow::showTitle()
{
    const bool in = m_workspace && m_session.isSignedIn();
    setWindowTitle(in         ? m_session.profile().shopName + QStringLiteral(" — ") + kName
                   : m_wizard ? tr("Set up %1").arg(kName)
                              : kName);
}

void MainWindow::say(const QString &sentence)
{
    m_toast->say(sentence);
}

void MainWindow::bringForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showTitle();
    QMainWindow::changeEvent(event);
}

void MainWindow::end()
{
    const auto close = [this] {
        m_ending = true;
        if (!m_inCloseEvent)
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    };
    if (!isVisible())
        show(); // a hidden window cannot be closed, and may have to ask
    m_workspace ? m_workspace->leaveAll(close) : close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_ending && !qApp->isSavingSession()) { // the session's end asks nobody: drafts are kept
        m_inCloseEvent = true;
        m_closing->ask([this](CloseDialog::Answer answer) { closingAnswered(answer); });
        m_inCloseEvent = false;
    }
    if (!m_ending && !qApp->isSavingSession()) {
        event->ignore();
        return;
    }
    m_place->save();
    event->accept();
    Q_EMIT ended();
}

void MainWindow::closingAnswered(CloseDialog::Answer answer)
{
    if (answer == CloseDialog::Answer::Quit) {
        end();
    } else if (answer == CloseDialog::Answer::GoOn && m_closing->hasTray()) {
        m_place->save();
        hide();
        Q_EMIT goesOn();
    } else if (answer == CloseDialog::Answer::GoOn) {
        showMinimized();
    }
}

} // namespace pos::ui
