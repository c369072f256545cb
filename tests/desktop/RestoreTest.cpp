// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EmbeddedServer.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/dialogs/RestoreDialog.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"

#include <QDir>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

constexpr int kStartPatience = 90'000; // the first start makes a database
constexpr int kPatience = 30'000;
const QString kOwner = QStringLiteral("ratna@melati.example");
const QString kPassword = QStringLiteral("four words in a row");

} // namespace

// A backup made and brought back from the window, on a real server with a real PostgreSQL.
class RestoreTest : public QObject {
    Q_OBJECT

private:
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    config::Settings m_settings;
    std::unique_ptr<app::EmbeddedServer> m_server;
    std::unique_ptr<DesktopApplication> m_desktop;

    void openWindow()
    {
        QUrl url(QStringLiteral("http://127.0.0.1"));
        url.setPort(m_server->port());
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = url, .language = Language::English, .look = Look::Light});
        m_desktop->session().setServerHere(true);
        connect(&m_desktop->session(), &Session::restoreAsked, m_server.get(), &app::EmbeddedServer::restore);
    }
    void enter()
    {
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, kOwner, kPassword));
    }
    QJsonObject post(const QString &path, const QJsonObject &body)
    {
        ApiRequest request;
        request.method = "POST";
        request.path = QStringLiteral("/api/v1/") + path;
        request.body = body;
        const auto answer = ask(m_desktop->client(), request);
        if (!answer)
            qWarning("%s", qPrintable(answer.error().detail));
        return answer ? answer->document : QJsonObject();
    }
    QJsonArray itemsOf(const QString &path)
    {
        ApiRequest request;
        request.path = QStringLiteral("/api/v1/") + path.section(u'?', 0, 0);
        request.query = QUrlQuery(path.section(u'?', 1));
        const auto answer = ask(m_desktop->client(), request);
        return answer ? answer->document[u"items"].toArray() : QJsonArray();
    }
    void makeShop()
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
                                   {QStringLiteral("owner_name"), QStringLiteral("Ratna Dewi")},
                                   {QStringLiteral("email"), kOwner},
                                   {QStringLiteral("password"), kPassword}};
        QVERIFY(ask(m_desktop->client(), request));
    }
    void makeProduct(const char *sku)
    {
        const QJsonObject made = post(QStringLiteral("products"), {{QStringLiteral("name"), QLatin1String(sku)},
                                                                   {QStringLiteral("sku"), QLatin1String(sku)},
                                                                   {QStringLiteral("price"), 12500}});
        QVERIFY(!made.isEmpty());
    }
    DataTable *backups() const { return find<DataTable>(*m_desktop, "backup.table"); }
    void openBackups()
    {
        find<QAbstractButton>(*m_desktop, "nav.settings")->click();
        m_desktop->window().workspace()->currentPanel()->open(QStringLiteral("backup"));
    }
    QStringList asides() const
    {
        return QDir(m_settings.dataDir).entryList({QStringLiteral("postgres.before-*")}, QDir::Dirs);
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
        openWindow();
        makeShop();
        enter();
    }

    void cleanup()
    {
        m_desktop.reset();
        m_server.reset();
        m_folder.reset();
    }

    void theShopGoesBackToItsBackup()
    {
        makeProduct("BEFORE");
        openBackups();
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*m_desktop, "backup.now")->isEnabled(), kPatience);
        find<QPushButton>(*m_desktop, "backup.now")->click();
        QTRY_COMPARE_WITH_TIMEOUT(backups()->model()->rowCount(), 1, kPatience);
        makeProduct("AFTER");
        QCOMPARE(itemsOf(QStringLiteral("products")).size(), 2);

        backups()->selectRow(0);
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*m_desktop, "backup.restore")->isEnabled(), kPatience);
        QSignalSpy restored(m_server.get(), &app::EmbeddedServer::restored);
        QSignalSpy failed(m_server.get(), &app::EmbeddedServer::restoreFailed);
        QSignalSpy started(m_server.get(), &app::EmbeddedServer::started);
        QSignalSpy progressed(m_server.get(), &app::EmbeddedServer::progressed);
        find<QPushButton>(*m_desktop, "backup.restore")->click();
        auto *dialog = m_desktop->window().findChild<RestoreDialog *>();
        QVERIFY(dialog);
        type(dialog->findChild<QLineEdit *>(QStringLiteral("restore.typed")), QStringLiteral("toko-melati"));
        dialog->findChild<QPushButton *>(QStringLiteral("restore.go"))->click();
        QVERIFY(QTest::qWaitFor([&] { return !started.isEmpty(); }, kStartPatience));
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
        QCOMPARE(restored.size(), 1);
        QVERIFY(!progressed.isEmpty());

        openWindow(); // the ports of this test are others after each start
        enter();
        const QJsonArray products = itemsOf(QStringLiteral("products"));
        QCOMPARE(products.size(), 1);
        QCOMPARE(products[0][u"sku"].toString(), QStringLiteral("BEFORE"));
        QCOMPARE(m_desktop->session().profile().name, QStringLiteral("Ratna Dewi")); // read with the keys of the folder
        QCOMPARE(asides().size(), 1); // what was there is kept
        QTRY_VERIFY_WITH_TIMEOUT(!itemsOf(QStringLiteral("audit/events?action=backup.restored")).isEmpty(), kPatience);
    }

    void aDamagedBackupChangesNothing()
    {
        makeProduct("BEFORE");
        const QString file = m_folder->filePath(QStringLiteral("broken.posbackup"));
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("POS-BACKUP\n{\"format\": 1}");
        broken.close();
        QSignalSpy failed(m_server.get(), &app::EmbeddedServer::restoreFailed);
        QSignalSpy started(m_server.get(), &app::EmbeddedServer::started);
        m_desktop->session().askRestore(file);
        QVERIFY(QTest::qWaitFor([&] { return !started.isEmpty(); }, kStartPatience));
        QCOMPARE(failed.size(), 1);
        openWindow();
        enter();
        QCOMPARE(itemsOf(QStringLiteral("products")).size(), 1);
        QVERIFY(asides().isEmpty());
    }
};

QTEST_MAIN(RestoreTest)
#include "RestoreTest.moc"
