// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Version.h"
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/api/ServerVersion.h"
#include "ui/dialogs/ConnectionsDialog.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Field.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class ConnectionsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_here;
    std::unique_ptr<FakeShop> m_there;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open()
    {
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.thisComputer = m_here->url(),
                                        .storeFile = m_folder->filePath(QStringLiteral("desktop.sqlite")),
                                        .language = Language::English,
                                        .look = Look::Light});
        m_desktop->show(); // asks the server, as the program does once its own was started
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    QString said() const { return find<EmptyState>(*m_desktop, "connect.state")->title(); }

    void openDialog()
    {
        QVERIFY(bringToFront(*m_desktop));
        QTest::keyClick(&m_desktop->window(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(isShown(*m_desktop, "connections"));
    }

    void addAndConnect(const QString &name, const QString &address)
    {
        openDialog();
        press("connections.add");
        type(find(*m_desktop, "connections.name"), name);
        type(find(*m_desktop, "connections.address"), address);
        press("connections.connect");
    }

private Q_SLOTS:
    void init()
    {
        m_here = std::make_unique<FakeShop>();
        m_there = std::make_unique<FakeShop>();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_desktop.reset();
        m_there.reset();
        m_here.reset();
    }

    void addressesAreUnderstoodOrRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");
        QTest::newRow("bare") << "192.168.1.20:8080"
                              << "http://192.168.1.20:8080";
        QTest::newRow("blanks") << "  pos.example.com "
                                << "http://pos.example.com";
        QTest::newRow("https") << "https://pos.example.com/"
                               << "https://pos.example.com";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("words") << "my server"
                               << "";
        QTest::newRow("other scheme") << "ftp://pos.example.com"
                                      << "";
        QTest::newRow("file") << "file:///etc/passwd"
                              << "";
        QTest::newRow("password inside") << "http://a:b@pos.example.com"
                                         << "";
        QTest::newRow("path") << "http://pos.example.com/api"
                              << "";
        QTest::newRow("port too large") << "pos.example.com:99999"
                                        << "";
    }
    void addressesAreUnderstoodOrRefused()
    {
        QFETCH(QString, text);
        QFETCH(QString, url);
        const auto found = Connections::urlFrom(text);
        QCOMPARE(found ? found->toString() : QString(), url);
    }

    void anotherServerIsChosenAndRememberedOverARestart()
    {
        open();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        addAndConnect(QStringLiteral("Kemang"), m_there->url().authority());
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QTRY_VERIFY(!m_there->requestsTo("GET", QStringLiteral("/ready")).isEmpty());
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        QCOMPARE(m_there->requestsTo("POST", QStringLiteral("/api/v1/auth/login")).size(), 1);
        QVERIFY(m_here->requestsTo("POST", QStringLiteral("/api/v1/auth/login")).isEmpty());
        QCOMPARE(find<QLabel>(*m_desktop, "status.address")->text(),
                 QStringLiteral("Kemang (%1)").arg(m_there->url().authority()));
        m_desktop.reset();
        m_there->forgetRequests();

        open();
        QCOMPARE(m_desktop->connections().current().name, QStringLiteral("Kemang"));
        QTRY_VERIFY(!m_there->requestsTo("GET", QStringLiteral("/ready")).isEmpty());
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email")); // nobody stays signed in
    }

    void switchingEndsTheSessionThere()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        addAndConnect(QStringLiteral("Kemang"), m_there->url().toString());
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QVERIFY(!m_desktop->window().workspace());
        QTRY_COMPARE(m_here->requestsTo("POST", QStringLiteral("/api/v1/auth/logout")).size(), 1);
        for (const FakeRequest &request : m_there->requests())
            QVERIFY(request.header("authorization").isEmpty()); // the token of one server never goes to another
    }

    void backToThisComputerAsksForItsServer()
    {
        open();
        addAndConnect(QStringLiteral("Kemang"), m_there->url().authority());
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QSignalSpy asked(&m_desktop->window(), &MainWindow::startAsked);
        openDialog();
        auto *list = find<QListWidget>(*m_desktop, "connections.list");
        QCOMPARE(list->item(0)->text(), QStringLiteral("This computer"));
        list->setCurrentRow(0);
        QVERIFY(find<QLineEdit>(*m_desktop, "connections.address")->isReadOnly());
        press("connections.connect");
        QCOMPARE(asked.size(), 1);
        m_desktop->window().serverStarted();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QVERIFY(find<QLabel>(*m_desktop, "status.address")->text().contains(QStringLiteral("this computer only")));
    }

    void aWrongAddressIsSaidAtItsField()
    {
        open();
        addAndConnect(QStringLiteral("Kemang"), QStringLiteral("not an address"));
        QVERIFY(isShown(*m_desktop, "connections"));
        auto *field = qobject_cast<Field *>(find(*m_desktop, "connections.address")->parentWidget());
        QVERIFY(field->hasError());
        QCOMPARE(m_desktop->connections().all().size(), 1);
    }

    void theConnectionInUseIsNotRemoved()
    {
        open();
        addAndConnect(QStringLiteral("Kemang"), m_there->url().authority());
        openDialog();
        QVERIFY(!find(*m_desktop, "connections.remove")->isEnabled());
        QVERIFY(!find(*m_desktop, "connections.remove")->toolTip().isEmpty());
        press("connections.close");
        QTRY_VERIFY(!find(*m_desktop, "connections"));
        m_desktop->window().connectTo(m_desktop->connections().all().first());
        openDialog();
        find<QListWidget>(*m_desktop, "connections.list")->setCurrentRow(1);
        press("connections.remove");
        QCOMPARE(m_desktop->connections().all().size(), 1);
    }

    void versionsFitByTheirFirstNumbers()
    {
        QVERIFY(ServerVersion::fit(QStringLiteral("0.1.0"), QStringLiteral("0.1.9")));
        QVERIFY(!ServerVersion::fit(QStringLiteral("0.1.0"), QStringLiteral("0.2.0")));
        QVERIFY(ServerVersion::fit(QStringLiteral("1.1.0"), QStringLiteral("1.4.2")));
        QVERIFY(!ServerVersion::fit(QStringLiteral("1.1.0"), QStringLiteral("2.0.0")));
        QVERIFY(!ServerVersion::fit(QString(), QStringLiteral("0.1.0")));
        QVERIFY(ServerVersion::fit(version(), version()));
    }

    void aServerOfAnotherVersionIsSaidInWords_data()
    {
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("words");
        QTest::newRow("newer") << "99.0.0"
                               << "Update this window";
        QTest::newRow("older") << "0.0.1"
                               << "Update the server";
        QTest::newRow("silent") << ""
                                << "older than this window";
    }
    void aServerOfAnotherVersionIsSaidInWords()
    {
        QFETCH(QString, theirs);
        QFETCH(QString, words);
        m_here->on("GET /ready", [&](const FakeRequest &) {
            QJsonObject ready{{QStringLiteral("status"), QStringLiteral("ready")},
                              {QStringLiteral("first_run"), false}};
            if (!theirs.isEmpty())
                ready[QStringLiteral("version")] = theirs;
            return FakeReply{200, ready};
        });
        open();
        QTRY_COMPARE(said(), QStringLiteral("This server cannot be used"));
        QVERIFY2(find<EmptyState>(*m_desktop, "connect.state")->text().contains(words),
                 qPrintable(find<EmptyState>(*m_desktop, "connect.state")->text()));
        QVERIFY(!isShown(*m_desktop, "signIn.email"));
        // It is updated, and the person tries again.
        m_here->on("GET /ready", {200,
                                  {{QStringLiteral("status"), QStringLiteral("ready")},
                                   {QStringLiteral("version"), version()},
                                   {QStringLiteral("first_run"), false}}});
        press("connect.retry");
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
    }

    void somethingElseAtTheAddressIsNoServer()
    {
        m_here->on("GET /ready", {200, {}, "<html>Router</html>"});
        open();
        QTRY_COMPARE(said(), QStringLiteral("This server cannot be used"));
        QVERIFY(find<EmptyState>(*m_desktop, "connect.state")->text().contains(QStringLiteral("not a POS server")));
        press("connect.other");
        QTRY_VERIFY(isShown(*m_desktop, "connections"));
    }

    void aServerExchangedWhileSomebodyWorksIsSaid()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_here->on("GET /ready", {200,
                                  {{QStringLiteral("status"), QStringLiteral("ready")},
                                   {QStringLiteral("version"), QStringLiteral("99.0.0")}}});
        m_here->goAway();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(!m_desktop->client().isOnline());
        m_here->comeBack();
        QTRY_COMPARE(said(), QStringLiteral("This server cannot be used"));
        QVERIFY(m_desktop->window().workspace()); // and what was being done is still there
    }
};

QTEST_MAIN(ConnectionsTest)
#include "ConnectionsTest.moc"
