// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EmbeddedServer.h"
#include "tests/ui/support/Scanner.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

constexpr int kStartPatience = 90'000; // the first start makes a database
constexpr int kPatience = 20'000;
const QString kOwner = QStringLiteral("ratna@melati.example");
const QString kOwnerPassword = QStringLiteral("four words in a row");
const QString kEmployee = QStringLiteral("wati@melati.example");
const QString kBarcode = QStringLiteral("0899100210542");
const QString kEmployeePassword = QStringLiteral("kata sandi punya wati");

} // namespace

// Somebody new begins to work: invited by the owner, in by the code, at work with what the role may, up to the first
// sale. By keyboard alone, in a real window on a real server with a real PostgreSQL.
class NewEmployeeTest : public QObject {
    Q_OBJECT

private:
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    config::Settings m_settings;
    std::unique_ptr<app::EmbeddedServer> m_server;
    std::unique_ptr<DesktopApplication> m_desktop;
    Scanner m_scanner;

    static void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    static void write(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    static QString focused()
    {
        return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString();
    }
    // Goes on by Tab until that widget has the keyboard.
    static bool tabTo(const char *name)
    {
        for (int i = 0; i < 60; ++i) {
            if (focused() == QLatin1String(name))
                return true;
            press(Qt::Key_Tab);
        }
        return false;
    }
    // Ctrl+K, a word of it, Enter.
    void command(const QString &words)
    {
        QVERIFY(bringToFront(*m_desktop));
        press(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "palette"));
        write(words);
        QTRY_VERIFY(QApplication::focusWidget());
        press(Qt::Key_Return);
    }
    void signInByKeyboard(const QString &email, const QString &password)
    {
        QTRY_COMPARE_WITH_TIMEOUT(focused(), QStringLiteral("signIn.email"), kPatience);
        press(Qt::Key_A, Qt::ControlModifier);
        write(email);
        press(Qt::Key_Tab);
        write(password);
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
    }

    void makeShop(const QString &language)
    {
        ApiRequest request;
        request.method = "POST";
        request.path = QStringLiteral("/api/v1/auth/register");
        request.anonymous = true;
        request.body = QJsonObject{{QStringLiteral("shop_name"), QStringLiteral("Toko Melati")},
                                   {QStringLiteral("slug"), QStringLiteral("toko-melati")},
                                   {QStringLiteral("currency"), QStringLiteral("IDR")},
                                   {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")},
                                   {QStringLiteral("tax_regime"), QStringLiteral("none")},
                                   {QStringLiteral("language"), language},
                                   {QStringLiteral("owner_name"), QStringLiteral("Ratna Dewi")},
                                   {QStringLiteral("email"), kOwner},
                                   {QStringLiteral("password"), kOwnerPassword}};
        const auto made = ask(m_desktop->client(), request);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    }

    void makeProduct()
    {
        ApiRequest request;
        request.method = "POST";
        request.path = QStringLiteral("/api/v1/products");
        request.body = QJsonObject{{QStringLiteral("name"), QStringLiteral("Kopi Tubruk")},
                                   {QStringLiteral("sku"), QStringLiteral("KTB-180")},
                                   {QStringLiteral("price"), 12500},
                                   {QStringLiteral("barcodes"), QJsonArray{kBarcode}}};
        const auto made = ask(m_desktop->client(), request);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    }

    void openWindow(Language language)
    {
        QUrl url(QStringLiteral("http://127.0.0.1"));
        url.setPort(m_server->port());
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = url, .language = language, .look = Look::Light});
        makeShop(m_desktop->languages().code());
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/pos-desktop-XXXXXX"));
        ::chmod(QFile::encodeName(m_folder->path()).constData(),
                0755); // PostgreSQL runs as its own user when this is root
        auto loaded = config::Settings::load(
            {.environment = {}, .dotEnvFile = {}, .dataDir = m_folder->filePath(QStringLiteral("data"))});
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
        m_settings = std::move(*loaded);
        m_settings.workers = 4;
        m_server = std::make_unique<app::EmbeddedServer>(m_settings, m_clock, true);
        QSignalSpy started(m_server.get(), &app::EmbeddedServer::started);
        m_server->start();
        QVERIFY(QTest::qWaitFor([&] { return !started.isEmpty(); }, kStartPatience));
    }

    void cleanup()
    {
        m_desktop.reset();
        m_server.reset();
        m_folder.reset();
    }

    void fromTheInvitationToTheFirstOrder_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("signOut");
        QTest::addColumn<QString>("account");
        QTest::newRow("Indonesian") << "id"
                                    << "Keluar"
                                    << "Akun saya";
        QTest::newRow("English") << "en"
                                 << "Sign out"
                                 << "My account";
    }

    void fromTheInvitationToTheFirstOrder()
    {
        QFETCH(QString, language);
        QFETCH(QString, signOut);
        QFETCH(QString, account);
        openWindow(language == QLatin1String("id") ? Language::Indonesian : Language::English);

        // The owner invites …
        signInByKeyboard(kOwner, kOwnerPassword);
        makeProduct();
        press(Qt::Key_5, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(find<DataTable>(*m_desktop, "staff.table")->model()->rowCount(), 1, kPatience);
        press(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focused(), QStringLiteral("invite.email"));
        write(kEmployee);
        press(Qt::Key_Return); // as a cashier, which is what is chosen first
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "mail.copy"),
                                 kPatience); // no mail server: the code is handed over
        QVERIFY(tabTo("mail.copy"));
        press(Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text().size(), 86);
        command(signOut);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->window().workspace(), kPatience);

        // … the employee comes in …
        QTRY_COMPARE(focused(), QStringLiteral("signIn.email"));
        QVERIFY(tabTo("signIn.invited"));
        press(Qt::Key_Space);
        QTRY_COMPARE(focused(), QStringLiteral("code.code"));
        press(Qt::Key_V, Qt::ControlModifier);
        press(Qt::Key_Tab);
        write(QStringLiteral("Wati"));
        press(Qt::Key_Tab);
        write(kEmployeePassword);
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        QCOMPARE(m_desktop->session().profile().name, QStringLiteral("Wati"));
        QCOMPARE(m_desktop->session().profile().role, contract::Role::Cashier);

        // … finds what a cashier may open, and nothing else …
        for (const char *open : {"nav.orders", "nav.products", "nav.settings"})
            QVERIFY2(find(*m_desktop, open), open);
        for (const char *hidden : {"nav.staff", "nav.services"})
            QVERIFY2(!find(*m_desktop, hidden), hidden);
        Panel *before = m_desktop->window().workspace()->currentPanel();
        press(Qt::Key_5, Qt::ControlModifier); // Staff is nowhere, by its shortcut neither
        QCOMPARE(m_desktop->window().workspace()->currentPanel(), before);

        // … and sets a PIN of their own.
        command(account);
        QTRY_COMPARE_WITH_TIMEOUT(focused(), QStringLiteral("pin.new"), kPatience);
        write(QStringLiteral("2580"));
        press(Qt::Key_Tab);
        write(kEmployeePassword);
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>(*m_desktop, "pin.new")->text().isEmpty(), kPatience);
        press(Qt::Key_Escape);
        ApiRequest me;
        me.path = QStringLiteral("/api/v1/auth/me");
        const auto answer = ask(m_desktop->client(), me);
        QVERIFY(answer && answer->document[u"has_pin"].toBool());

        // The next day they sign in as everybody does, and sell for the first time.
        command(signOut);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->window().workspace(), kPatience);
        signInByKeyboard(kEmployee, kEmployeePassword);
        QCOMPARE(m_desktop->session().profile().name, QStringLiteral("Wati"));
        press(Qt::Key_1, Qt::ControlModifier);
        press(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focused(), QStringLiteral("sale.find"));
        m_scanner.scan(kBarcode);
        QTRY_COMPARE_WITH_TIMEOUT(find<DataTable>(*m_desktop, "sale.lines")->model()->rowCount(), 1, kPatience);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(focused(), QStringLiteral("sale.cash"), kPatience);
        write(QStringLiteral("20.000"));
        QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(*m_desktop, "sale.complete")->isEnabled(), kPatience);
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "sold.number"), kPatience);
        QCOMPARE(find<QLabel>(*m_desktop, "sold.change")->text(), QStringLiteral("Rp7.500"));
    }
};

QTEST_MAIN(NewEmployeeTest)
#include "NewEmployeeTest.moc"
