// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Version.h"
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/GuiWatchdog.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/SingleInstance.h"
#include "ui/shell/WindowPlace.h"
#include "ui/shell/Workspace.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QLocalSocket>
#include <QProcess>
#include <QScreen>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

// What people expect of any program of their desktop: one window, closed as they want, where they left it.
class DesktopHabitsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open()
    {
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.thisComputer = m_shop->url(),
                                        .storeFile = m_folder->filePath(QStringLiteral("desktop.sqlite")),
                                        .language = Language::English,
                                        .look = Look::Light});
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }
    MainWindow &window() const { return m_desktop->window(); }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void aWindowIsBroughtBackOntoAScreen_data()
    {
        QTest::addColumn<QRect>("kept");
        QTest::addColumn<QList<QRect>>("screens");
        QTest::addColumn<QRect>("place");
        const QRect large(0, 0, 1920, 1080);
        const QRect right(1920, 0, 1920, 1080);
        const QRect small(0, 0, 1280, 720);
        const QRect tiny(0, 0, 800, 600);
        QTest::newRow("as it was") << QRect(100, 50, 1280, 800) << QList{large} << QRect(100, 50, 1280, 800);
        QTest::newRow("on the second") << QRect(2000, 100, 1280, 800) << QList{large, right}
                                       << QRect(2000, 100, 1280, 800);
        QTest::newRow("the second is gone")
            << QRect(2000, 100, 1280, 800) << QList{large} << QRect(640, 100, 1280, 800);
        QTest::newRow("a smaller one") << QRect(600, 250, 1280, 800) << QList{small} << QRect(0, 0, 1280, 720);
        QTest::newRow("above") << QRect(0, -700, 1280, 800) << QList{large} << QRect(0, 0, 1280, 800);
        QTest::newRow("smaller than the least") << QRect(0, 0, 1280, 800) << QList{tiny} << tiny;
        QTest::newRow("broken numbers") << QRect(-90000, 90000, 10, 10) << QList{large} << QRect(0, 400, 1024, 680);
    }
    void aWindowIsBroughtBackOntoAScreen()
    {
        QFETCH(QRect, kept);
        QFETCH(QList<QRect>, screens);
        QFETCH(QRect, place);
        QCOMPARE(WindowPlace::fitted(kept, screens, QSize(1024, 680)), place);
    }

    void theWindowComesBackWhollyInView()
    {
        {
            LocalStore store(m_folder->filePath(QStringLiteral("desktop.sqlite")));
            store.setObject(QStringLiteral("window.place"), {{QStringLiteral("x"), 5000},
                                                             {QStringLiteral("y"), 4000},
                                                             {QStringLiteral("width"), 1400},
                                                             {QStringLiteral("height"), 900}});
        }
        open();
        constexpr int frame = 4; // that the platform draws around it
        const QRect seen = window().geometry() & window().screen()->availableGeometry();
        QVERIFY2(seen.width() >= window().width() - frame && seen.height() >= window().height() - frame,
                 qPrintable(QStringLiteral("%1×%2 of it").arg(seen.width()).arg(seen.height())));
    }

    void thePlaceIsKept()
    {
        open();
        window().setMinimumSize(300, 200);
        window().setGeometry(40, 60, 700, 600);
        m_desktop->window().close();
        m_desktop.reset();
        const LocalStore store(m_folder->filePath(QStringLiteral("desktop.sqlite")));
        const QJsonObject place = store.object(QStringLiteral("window.place"));
        QCOMPARE(QRect(place[u"x"].toInt(), place[u"y"].toInt(), place[u"width"].toInt(), place[u"height"].toInt()),
                 QRect(40, 60, 700, 600));
    }

    void closingEndsAWindowOnAServerElsewhere()
    {
        open();
        QSignalSpy ended(&window(), &MainWindow::ended);
        window().close();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!find(*m_desktop, "closing"));
    }

    void closingAsksWhileTheServerOfThisComputerRuns()
    {
        open();
        window().closing().setServerRunning(true);
        window().closing().setTray(true);
        QSignalSpy ended(&window(), &MainWindow::ended);
        QSignalSpy goesOn(&window(), &MainWindow::goesOn);
        window().close();
        QTRY_VERIFY(isShown(*m_desktop, "closing"));
        QVERIFY(window().isVisible());
        press("closing.stay");
        QTRY_VERIFY(!find(*m_desktop, "closing"));
        QVERIFY(window().isVisible() && ended.isEmpty());

        window().close();
        QTRY_VERIFY(isShown(*m_desktop, "closing"));
        press("closing.goOn");
        QTRY_VERIFY(!window().isVisible());
        QCOMPARE(goesOn.size(), 1);
        QVERIFY(ended.isEmpty());
        window().bringForward();
        QVERIFY(window().isVisible());
        QTRY_VERIFY(!find(*m_desktop, "closing"));

        window().close();
        QTRY_VERIFY(isShown(*m_desktop, "closing"));
        press("closing.quit");
        QTRY_COMPARE(ended.size(), 1);
    }

    void theAnswerIsRememberedOverARestart()
    {
        open();
        window().closing().setServerRunning(true);
        window().closing().setTray(true);
        window().close();
        QTRY_VERIFY(isShown(*m_desktop, "closing"));
        find<QCheckBox>(*m_desktop, "closing.remember")->setChecked(true);
        press("closing.goOn");
        QTRY_VERIFY(!window().isVisible());
        m_desktop.reset();
        open();
        window().closing().setServerRunning(true);
        window().closing().setTray(true);
        QSignalSpy goesOn(&window(), &MainWindow::goesOn);
        window().close();
        QCOMPARE(goesOn.size(), 1);
        QVERIFY(!find(*m_desktop, "closing"));
        QVERIFY(!window().isVisible());
    }

    void withoutATrayTheWindowIsMinimised()
    {
        open();
        window().closing().setServerRunning(true);
        window().close();
        QTRY_VERIFY(isShown(*m_desktop, "closing"));
        QCOMPARE(find<QAbstractButton>(*m_desktop, "closing.goOn")->text(), QStringLiteral("Minimise and go on"));
        press("closing.goOn");
        QTRY_VERIFY(window().isMinimized());
    }

    void unsavedWorkIsAskedForBeforeTheEnd()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        window().workspace()->openPanel(QStringLiteral("products"));
        press("products.new");
        type(find(*m_desktop, "product.name"), QStringLiteral("Sirup"));
        QSignalSpy ended(&window(), &MainWindow::ended);
        QTest::keyClick(&window(), Qt::Key_Q, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "confirm"));
        press("stay");
        QTRY_VERIFY(!find(*m_desktop, "confirm"));
        QVERIFY(ended.isEmpty() && window().isVisible());
        QVERIFY(bringToFront(*m_desktop));
        QTest::keyClick(&window(), Qt::Key_Q, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "confirm"));
        press("discard");
        QTRY_COMPARE(ended.size(), 1);
    }

    void whatWasTypedOutlivesTheProgram()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        window().workspace()->openPanel(QStringLiteral("products"));
        press("products.new");
        type(find(*m_desktop, "product.name"), QStringLiteral("Sirup Markisa"));
        // A copy of what lies on the disk a moment later is what a killed program leaves behind.
        const QString left = m_folder->filePath(QStringLiteral("left"));
        QVERIFY(QDir().mkpath(left));
        const auto isKept = [&] {
            for (const char *end : {"", "-wal", "-shm"}) {
                const QString file = QStringLiteral("/desktop.sqlite") + QLatin1String(end);
                QFile::remove(left + file);
                QFile::copy(m_folder->path() + file, left + file);
            }
            const LocalStore store(left + QStringLiteral("/desktop.sqlite"));
            return !store.object(QStringLiteral("draft.%1.product").arg(m_desktop->session().profile().id)).isEmpty();
        };
        QTRY_VERIFY(isKept());
        m_desktop.reset();
        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("desktop.sqlite"))));
        for (const char *end : {"-wal", "-shm"})
            QFile::remove(m_folder->filePath(QStringLiteral("desktop.sqlite")) + QLatin1String(end));
        QVERIFY(QFile::copy(left + QStringLiteral("/desktop.sqlite"),
                            m_folder->filePath(QStringLiteral("desktop.sqlite"))));

        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        window().workspace()->openPanel(QStringLiteral("products"));
        QTRY_VERIFY(isShown(*m_desktop, "draft.banner"));
        press("draft.restore");
        QTRY_VERIFY(isShown(*m_desktop, "product.name"));
        QCOMPARE(find<QLineEdit>(*m_desktop, "product.name")->text(), QStringLiteral("Sirup Markisa"));
        press("product.discard");
        m_desktop.reset();
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        window().workspace()->openPanel(QStringLiteral("products"));
        QTRY_VERIFY(isShown(*m_desktop, "products.table"));
        QVERIFY(!isShown(*m_desktop, "draft.banner")); // discarded is gone
    }

    void aDraftIsSavedUnderTheVersionItWasTypedInto()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        window().workspace()->openPanel(QStringLiteral("products"));
        const QString id = m_shop->products()[6][u"id"].toString();
        window().workspace()->currentPanel()->open(id);
        QTRY_VERIFY(!find<QLineEdit>(*m_desktop, "product.sku")->text().isEmpty());
        type(find(*m_desktop, "product.price"), QStringLiteral("14.000"));
        m_desktop.reset(); // the program ends without a question, as at the end of a session
        m_shop->changeProduct(id, {{QStringLiteral("price"), 13'000}}); // meanwhile, somebody else
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        window().workspace()->openPanel(QStringLiteral("products"));
        QTRY_VERIFY(isShown(*m_desktop, "draft.restore"));
        press("draft.restore");
        QTRY_VERIFY(find(*m_desktop, "product.save")->isEnabled());
        press("product.save");
        QTRY_VERIFY(isShown(*m_desktop, "product.conflict"));
        QCOMPARE(m_shop->product(id)[u"price"].toInt(), 13'000);
    }

    void aSecondStartRaisesTheFirst()
    {
        const QString what = m_folder->path();
        SingleInstance first(what);
        QVERIFY(first.claim());
        QSignalSpy raised(&first, &SingleInstance::raiseAsked);
        QLocalSocket second; // as claim() of another process asks, without blocking this one
        SingleInstance other(what + QStringLiteral("/another"));
        QVERIFY(other.claim()); // another folder is another window
        second.connectToServer(first.socket());
        QTRY_COMPARE(second.state(), QLocalSocket::ConnectedState);
        second.write("raise\n");
        QTRY_COMPARE(raised.size(), 1);
        QTRY_VERIFY(second.bytesAvailable() > 0);
        QCOMPARE(second.readAll(), QByteArray("done\n"));
    }

    void aKilledProgramKeepsNobodyOut()
    {
        const QString what = m_folder->path();
        QString socket;
        {
            SingleInstance first(what);
            QVERIFY(first.claim());
            socket = first.socket();
        }
        // What is left when it could not clean up: a lock of a process that is gone, and a dead socket.
        QFile lock(socket + QStringLiteral(".lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        QProcess gone;
        gone.start(QStringLiteral("true"), {});
        const qint64 pid = gone.processId();
        QVERIFY(gone.waitForFinished());
        lock.write(QStringLiteral("%1\npos-backoffice\n%2\n").arg(pid).arg(QSysInfo::machineHostName()).toUtf8());
        lock.close();
        SingleInstance second(what);
        QVERIFY(second.claim());
    }

    void theWatchdogTellsABusyWindowFromAnIdleOne()
    {
        GuiWatchdog watchdog;
        QElapsedTimer clock;
        clock.start();
        QVERIFY(QTest::qWaitFor([&] { return clock.elapsed() > 300; }));
        QCOMPARE(watchdog.complaint(), QString());
        const auto worked = [] {
            timespec now{};
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
            return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
        };
        const auto until = worked() + 2 * GuiWatchdog::allowed().count();
        while (worked() < until) { // busy
        }
        QVERIFY(QTest::qWaitFor([&] { return !watchdog.complaint().isEmpty(); }));
        watchdog.forget();
        QCOMPARE(watchdog.complaint(), QString());
    }

    void theStatusBarTellsWhatTheServerTells()
    {
        m_shop->on("GET /ready", {200,
                                  {{QStringLiteral("status"), QStringLiteral("ready")},
                                   {QStringLiteral("version"), pos::version()},
                                   {QStringLiteral("events_waiting"), 3},
                                   {QStringLiteral("first_run"), false}}});
        open();
        window().setLanAddress(QStringLiteral("192.168.1.20:8080"));
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        const auto said = [this](const char *name) { return find<QLabel>(*m_desktop, name)->text(); };
        QCOMPARE(said("status.server"), QStringLiteral("Server running"));
        QCOMPARE(said("status.address"), QStringLiteral("192.168.1.20:8080"));
        QCOMPARE(said("status.events"), QStringLiteral("3 events waiting"));
        QCOMPARE(said("status.version"), QStringLiteral("Version ") + pos::version());
        QCOMPARE(said("status.language"), QStringLiteral("English"));
        m_desktop->preferences().setLanguage(Language::Indonesian);
        QTRY_COMPARE(said("status.events"), QStringLiteral("3 kejadian menunggu"));
        QCOMPARE(said("status.language"), QStringLiteral("Bahasa Indonesia"));
    }

    void aServerThatDoesNotTellIsNotMadeUp()
    {
        m_shop->on("GET /ready", {200,
                                  {{QStringLiteral("status"), QStringLiteral("ready")},
                                   {QStringLiteral("version"), pos::version()},
                                   {QStringLiteral("first_run"), false}}});
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        QVERIFY(!isShown(*m_desktop, "status.events"));
        QVERIFY(find<QLabel>(*m_desktop, "status.address")->text().contains(QStringLiteral("this computer only")));
    }
};

QTEST_MAIN(DesktopHabitsTest)
#include "DesktopHabitsTest.moc"
