// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/GuiWatchdog.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Toast.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;
using namespace std::chrono_literals;

// What goes wrong around a window in a shop, and what it does then.
class BadDaysTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DesktopApplication> m_desktop;

    std::unique_ptr<DesktopApplication> makeWindow(const QString &store) const
    {
        auto desktop =
            std::make_unique<DesktopApplication>(DesktopApplication::Options{.server = m_shop->url(),
                                                                             .storeFile = m_folder->filePath(store),
                                                                             .language = Language::English,
                                                                             .look = Look::Light});
        desktop->show();
        return desktop;
    }
    static bool enter(DesktopApplication &desktop, const char *panel)
    {
        if (!signIn(desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)))
            return false;
        desktop.window().workspace()->openPanel(QLatin1String(panel));
        const QByteArray table = QByteArray(panel) + ".table";
        return QTest::qWaitFor([&] { return find<DataTable>(desktop, table.constData())->model()->rowCount() > 0; });
    }
    static void openProduct(DesktopApplication &desktop, int row)
    {
        auto *table = find<DataTable>(desktop, "products.table");
        table->setFocus();
        table->selectRow(row);
    }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_folder = std::make_unique<QTemporaryDir>();
        m_desktop = makeWindow(QStringLiteral("desktop.sqlite"));
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void theServerIsKilledAndComesBack()
    {
        QVERIFY(enter(*m_desktop, "products"));
        const int rows = find<DataTable>(*m_desktop, "products.table")->model()->rowCount();
        GuiWatchdog watchdog;
        m_shop->goAway();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "products.banner"));
        QVERIFY(find<QLabel>(*m_desktop, "status.server")->text().contains(QStringLiteral("not reached")));
        QCOMPARE(find<DataTable>(*m_desktop, "products.table")->model()->rowCount(), rows); // what was read stays
        QVERIFY(!QApplication::activeModalWidget());
        m_shop->comeBack();
        QTRY_VERIFY_WITH_TIMEOUT(!isShown(*m_desktop, "products.banner"), 20'000); // by itself
        QTRY_COMPARE(find<QLabel>(*m_desktop, "status.server")->text(), QStringLiteral("Server running"));
        QCOMPARE(watchdog.complaint(), QString());
    }

    void theServerIsSlowByTwoSeconds()
    {
        QVERIFY(enter(*m_desktop, "orders"));
        m_shop->setDelay(2s);
        GuiWatchdog watchdog;
        m_desktop->window().workspace()->openPanel(QStringLiteral("products"));
        QTest::keyClick(&m_desktop->window(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "palette"));
        QTest::keyClicks(find(*m_desktop, "palette.field"), QStringLiteral("orders"));
        QTest::keyClick(find(*m_desktop, "palette.field"), Qt::Key_Return); // pages are there at once
        QTRY_VERIFY(isShown(*m_desktop, "orders.table"));
        m_desktop->window().workspace()->openPanel(QStringLiteral("products"));
        QTRY_VERIFY_WITH_TIMEOUT(find<DataTable>(*m_desktop, "products.table")->model()->rowCount() > 0, 15'000);
        QVERIFY(!isShown(*m_desktop, "products.banner")); // slow is not an error
        QCOMPARE(watchdog.complaint(), QString());
    }

    void signedOutElsewhereKeepsWhatWasTyped()
    {
        QVERIFY(enter(*m_desktop, "products"));
        press("products.new");
        type(find(*m_desktop, "product.name"), QStringLiteral("Sirup Markisa"));
        type(find(*m_desktop, "product.price"), QStringLiteral("27.500"));
        m_shop->expireToken();
        m_shop->refuseRefresh();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.banner"));
        QVERIFY(enter(*m_desktop, "products"));
        QTRY_VERIFY(isShown(*m_desktop, "draft.banner"));
        QCOMPARE(find<Banner>(*m_desktop, "draft.banner")->strongText(), QStringLiteral("Sirup Markisa was not saved"));
        press("draft.restore");
        QTRY_VERIFY(isShown(*m_desktop, "product.name"));
        QCOMPARE(find<QLineEdit>(*m_desktop, "product.name")->text(), QStringLiteral("Sirup Markisa"));
        QCOMPARE(find<QLineEdit>(*m_desktop, "product.price")->text(), QStringLiteral("Rp27.500"));
    }

    void theRoleIsTakenAwayWhileAPageIsOpen()
    {
        QVERIFY(enter(*m_desktop, "products"));
        m_shop->setRole(QStringLiteral("privacy_officer"));
        m_shop->on("GET /api/v1/products",
                   FakeServer::problem(403, QStringLiteral("forbidden"), QStringLiteral("Your role may not do this.")));
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(!find(*m_desktop, "nav.products"));
        QVERIFY(!find(*m_desktop, "nav.orders"));
        QVERIFY(m_desktop->window().workspace());
        QVERIFY(find<Toast>(*m_desktop, "toast")->text().startsWith(QStringLiteral("Your role was changed")));
    }

    void aRefusalOfOneThingChangesNothing()
    {
        QVERIFY(enter(*m_desktop, "products"));
        auto *before = m_desktop->window().workspace();
        m_shop->on("GET /api/v1/products",
                   FakeServer::problem(403, QStringLiteral("forbidden"), QStringLiteral("Your role may not do this.")));
        m_shop->forgetRequests();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "products.banner"));
        QTRY_COMPARE(m_shop->requestsTo("GET", QStringLiteral("/api/v1/auth/me")).size(), 1);
        QCOMPARE(find<Banner>(*m_desktop, "products.banner")->strongText().isEmpty(), false);
        QCOMPARE(m_desktop->window().workspace(), before);
    }

    void thisComputersDiskIsFull()
    {
        QVERIFY(enter(*m_desktop, "products"));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("was not kept")));
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit full = before;
        full.rlim_cur = 0; // as on a full disk, not one byte more is taken
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
        m_desktop->preferences().setLook(Look::Dark);
        QCOMPARE(Theme::look(), Look::Dark); // it works all the same
        QTRY_VERIFY(find<Toast>(*m_desktop, "toast")->text().contains(QStringLiteral("disk is full")));
        m_desktop->preferences().setLook(Look::Light);
        QCOMPARE(m_desktop->store().text(QStringLiteral("look")), QStringLiteral("light")); // while it runs
        m_desktop->window().workspace()->openPanel(QStringLiteral("orders"));
        QTRY_VERIFY(find<DataTable>(*m_desktop, "orders.table")->model()->rowCount() > 0);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        m_desktop->preferences().setLook(Look::Dark);
        m_desktop.reset();
        QCOMPARE(LocalStore(m_folder->filePath(QStringLiteral("desktop.sqlite"))).text(QStringLiteral("look")),
                 QStringLiteral("dark"));
    }

    // Whether a session still holds is the server's to say, by its own clock.
    void thisComputersClockIsWrongByADay()
    {
        const auto withExpiry = [](qint64 seconds) {
            return FakeReply{200,
                             {{QStringLiteral("access_token"), QStringLiteral("access-1")},
                              {QStringLiteral("refresh_token"), QStringLiteral("refresh-1")},
                              {QStringLiteral("expires_in"), seconds},
                              {QStringLiteral("server_time"), QStringLiteral("2001-01-01T00:00:00.000Z")}}};
        };
        m_shop->on("POST /api/v1/auth/login", withExpiry(-86'400));
        QVERIFY(enter(*m_desktop, "orders"));
        QVERIFY(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/refresh")).isEmpty());
        // Times are the server's instants in the shop's zone, whatever this computer thinks.
        const QString when = find<DataTable>(*m_desktop, "orders.table")->model()->index(0, 1).data().toString();
        QVERIFY2(when.contains(QStringLiteral("22 Jan")), qPrintable(when));
    }

    void twoWindowsEditOneProduct()
    {
        QVERIFY(enter(*m_desktop, "products"));
        const auto other = makeWindow(QStringLiteral("other.sqlite"));
        QVERIFY(enter(*other, "products"));
        for (DesktopApplication *desktop : {m_desktop.get(), other.get()}) {
            openProduct(*desktop, 6);
            QTRY_VERIFY(!find<QLineEdit>(*desktop, "product.sku")->text().isEmpty());
        }
        const QString id = m_shop->products()[6][u"id"].toString();
        QTRY_VERIFY(m_shop->requestsTo("GET", QStringLiteral("/api/v1/products/") + id).size() >= 2);
        type(find(*m_desktop, "product.price"), QStringLiteral("13.000"));
        QTRY_VERIFY(find(*m_desktop, "product.save")->isEnabled()); // its version has come
        press("product.save");
        QTRY_COMPARE(m_shop->product(id)[u"price"].toInt(), 13'000);
        type(find(*other, "product.price"), QStringLiteral("14.000"));
        QTRY_VERIFY(find(*other, "product.save")->isEnabled());
        find<QAbstractButton>(*other, "product.save")->click();
        QTRY_VERIFY(isShown(*other, "product.conflict"));
        QStringList words;
        for (const auto *label : find(*other, "product.conflict")->findChildren<QLabel *>())
            words.append(label->text());
        QVERIFY2(words.contains(QStringLiteral("Rp14.000")) && words.contains(QStringLiteral("Rp13.000")),
                 qPrintable(words.join(u'|')));
        QCOMPARE(m_shop->product(id)[u"price"].toInt(), 13'000); // nothing was overwritten
    }
};

QTEST_MAIN(BadDaysTest)
#include "BadDaysTest.moc"
