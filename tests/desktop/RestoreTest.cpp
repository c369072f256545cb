// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"
#include "ui/dialogs/RestoreDialog.h"
#include "ui/shell/Workspace.h"

#include <QDir>
#include <QPushButton>
#include <QSignalSpy>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

// A backup made and brought back from the window, on a real server with a real PostgreSQL.
class RestoreTest : public ShopWindow {
    Q_OBJECT

private:
    void open()
    {
        makeWindow(Language::English);
        m_desktop->session().setServerHere(true);
        connect(&m_desktop->session(), &Session::restoreAsked, m_server.get(), &app::EmbeddedServer::restore);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, kOwner, kPassword));
    }
    void makeProduct(const char *sku)
    {
        QVERIFY(post(QStringLiteral("products"), {{QStringLiteral("name"), QLatin1String(sku)},
                                                  {QStringLiteral("sku"), QLatin1String(sku)},
                                                  {QStringLiteral("price"), 12500}}));
    }
    DataTable *backups() const { return table("backup.table"); }
    void openBackups()
    {
        click("nav.settings");
        m_desktop->window().workspace()->currentPanel()->open(QStringLiteral("backup"));
    }
    QStringList asides() const
    {
        return QDir(m_settings.dataDir).entryList({QStringLiteral("postgres.before-*")}, QDir::Dirs);
    }

private Q_SLOTS:
    void theShopGoesBackToItsBackup()
    {
        QVERIFY(makeShop());
        open();
        makeProduct("BEFORE");
        openBackups();
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*m_desktop, "backup.now")->isEnabled(), kPatience);
        click("backup.now");
        QTRY_COMPARE_WITH_TIMEOUT(rows("backup.table"), 1, kPatience);
        makeProduct("AFTER");
        QCOMPARE(itemsOf(get(QStringLiteral("products"))).size(), 2);

        backups()->selectRow(0);
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*m_desktop, "backup.restore")->isEnabled(), kPatience);
        QSignalSpy restored(m_server.get(), &app::EmbeddedServer::restored);
        QSignalSpy failed(m_server.get(), &app::EmbeddedServer::restoreFailed);
        QSignalSpy started(m_server.get(), &app::EmbeddedServer::started);
        QSignalSpy progressed(m_server.get(), &app::EmbeddedServer::progressed);
        click("backup.restore");
        auto *dialog = m_desktop->window().findChild<RestoreDialog *>();
        QVERIFY(dialog);
        type(dialog->findChild<QLineEdit *>(QStringLiteral("restore.typed")), QStringLiteral("toko-melati"));
        dialog->findChild<QPushButton *>(QStringLiteral("restore.go"))->click();
        QVERIFY(QTest::qWaitFor([&] { return !started.isEmpty(); }, kStartPatience));
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
        QCOMPARE(restored.size(), 1);
        QVERIFY(!progressed.isEmpty());

        open(); // the ports of this test are others after each start
        const QJsonArray products = itemsOf(get(QStringLiteral("products")));
        QCOMPARE(products.size(), 1);
        QCOMPARE(products[0][u"sku"].toString(), QStringLiteral("BEFORE"));
        QCOMPARE(m_desktop->session().profile().name, QStringLiteral("Ratna Dewi")); // read with the keys of the folder
        QCOMPARE(asides().size(), 1); // what was there is kept
        QTRY_VERIFY_WITH_TIMEOUT(!itemsOf(get(QStringLiteral("audit/events"),
                                              {{QStringLiteral("action"), QStringLiteral("backup.restored")}}))
                                      .isEmpty(),
                                 kPatience);
    }

    void aDamagedBackupChangesNothing()
    {
        QVERIFY(makeShop());
        open();
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
        open();
        QCOMPARE(itemsOf(get(QStringLiteral("products"))).size(), 1);
        QVERIFY(asides().isEmpty());
    }
};

QTEST_MAIN(RestoreTest)
#include "RestoreTest.moc"
