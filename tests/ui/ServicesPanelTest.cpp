// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeSystem.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/panels/services/LogExport.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class ServicesPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open(const QString &role = QStringLiteral("owner"))
    {
        m_desktop.reset();
        m_shop = std::make_unique<FakeShop>(role);
        furnish(*m_shop);
        m_system = std::make_unique<FakeSystem>(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        press("nav.services");
        QTRY_COMPARE(table("services.table")->model()->rowCount(), 8);
    }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    DataTable *table(const char *name) const { return find<DataTable>(*m_desktop, name); }
    QString textOf(const char *name) const { return find<QLabel>(*m_desktop, name)->text(); }
    void showTab(int tab) const { find<QTabBar>(*m_desktop, "services.tabs")->setCurrentIndex(tab); }
    Panel *panel() const { return m_desktop->window().workspace()->currentPanel(); }

private Q_SLOTS:
    void init() { open(); }
    void cleanup()
    {
        m_desktop.reset();
        m_system.reset();
        m_shop.reset();
    }

    void modelsKeepTheRules()
    {
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        QAbstractItemModelTester services(table("services.table")->model(), Mode::Fatal);
        QAbstractItemModelTester logs(table("logs.table")->model(), Mode::Fatal);
        QAbstractItemModelTester parked(table("parked.table")->model(), Mode::Fatal);
        showTab(1);
        QTRY_VERIFY(table("logs.table")->model()->rowCount() >= 50);
        panel()->reload();
        m_system->parked = {};
        panel()->reload();
        QTRY_COMPARE(table("parked.table")->model()->rowCount(), 0);
    }

    void saysWhatIsWrongAndWhatToDo()
    {
        QVERIFY(textOf("services.summary").contains(QStringLiteral("Events waiting: 2, laid aside: 1")));
        QCOMPARE(table("services.table")->model()->index(5, 5).data().toString(), QStringLiteral("Healthy"));
        table("services.table")->selectRow(6);
        QTRY_VERIFY(isShown(*m_desktop, "service.parts"));
        QVERIFY(!isShown(*m_desktop, "service.advice"));
        m_system->changeService(
            QStringLiteral("notification-service"),
            {{QStringLiteral("ready"), false},
             {QStringLiteral("detail"), QStringLiteral("mail.example:587 cannot be used now")},
             {QStringLiteral("parts"),
              QJsonArray{
                  QJsonObject{{QStringLiteral("part"), QStringLiteral("smtp")},
                              {QStringLiteral("ready"), false},
                              {QStringLiteral("detail"), QStringLiteral("mail.example:587 cannot be used now")}}}},
             {QStringLiteral("last_error"),
              QJsonObject{{QStringLiteral("time"), QStringLiteral("2026-01-22T08:00:00.000Z")},
                          {QStringLiteral("message"), QStringLiteral("a job failed: mail-send")}}}});
        // It looks again by itself.
        QTRY_COMPARE_WITH_TIMEOUT(table("services.table")->model()->index(6, 5).data().toString(),
                                  QStringLiteral("Not ready"), 10'000);
        QCOMPARE(table("services.table")->currentIndex().row(), 6); // and leaves what was chosen
        QVERIFY(textOf("service.parts").contains(QStringLiteral("cannot be used now")));
        QVERIFY(textOf("service.advice").contains(QStringLiteral("SMTP_HOST")));
        QVERIFY(textOf("service.error").contains(QStringLiteral("mail-send")));
    }

    void aServersAbsenceIsSaidAndOldRowsStay()
    {
        m_shop->goAway();
        panel()->reload();
        QTRY_VERIFY(isShown(*m_desktop, "services.banner"));
        QCOMPARE(table("services.table")->model()->rowCount(), 8);
        QVERIFY(table("services.table")->isStale());
        m_shop->comeBack();
        press("services.retry");
        QTRY_VERIFY(!isShown(*m_desktop, "services.banner"));
    }

    void aServiceLeadsToItsLog()
    {
        table("services.table")->selectRow(5);
        QTRY_VERIFY(isShown(*m_desktop, "service.log"));
        press("service.log");
        QTRY_COMPARE(table("logs.table")->model()->rowCount(), 50);
        QVERIFY(find(*m_desktop, "chip.service"));
        QTRY_COMPARE(table("logs.table")->model()->index(0, 2).data().toString(), QStringLiteral("order-service"));
        QTRY_COMPARE(table("logs.table")->model()->index(1, 2).data().toString(), QStringLiteral("order-service"));
    }

    void followsNewLines()
    {
        showTab(1);
        QTRY_COMPARE(table("logs.table")->model()->rowCount(), 50);
        find<QCheckBox>(*m_desktop, "logs.follow")->setChecked(true);
        QJsonObject line = m_system->logs[0].toObject();
        line[u"id"] = QStringLiteral("new");
        line[u"message"] = QStringLiteral("something new");
        m_system->logs.prepend(line);
        QTRY_COMPARE_WITH_TIMEOUT(table("logs.table")->model()->index(0, 3).data().toString(),
                                  QStringLiteral("something new"), 10'000);
    }

    void exportsEveryLineThatFits()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("log.jsonl"));
        LogExport log(m_desktop->client(), file, {{QStringLiteral("level"), QStringLiteral("error")}});
        QSignalSpy done(&log, &LogExport::done);
        log.start();
        QTRY_COMPARE(done.size(), 1);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = written.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 10);
        const QJsonObject first = QJsonDocument::fromJson(lines[0]).object();
        QCOMPARE(first[u"status"].toInt(), 500);
        QVERIFY(!first.contains(u"fields"));

        LogExport nowhere(m_desktop->client(), folder.filePath(QStringLiteral("no/such/folder/log.jsonl")), {});
        QSignalSpy failed(&nowhere, &LogExport::failed);
        nowhere.start();
        QCOMPARE(failed.size(), 1);
    }

    void aParkedEventIsTriedAgain()
    {
        showTab(2);
        QTRY_COMPARE(table("parked.table")->model()->rowCount(), 1);
        table("parked.table")->selectRow(0);
        press("parked.retry");
        QTRY_VERIFY(!isShown(*m_desktop, "parked.table"));
        QVERIFY(textOf("parked.note").startsWith(QStringLiteral("Nothing lies aside")));
    }

    void aManagerLooksAndRetriesNothing()
    {
        open(QStringLiteral("manager"));
        showTab(2);
        QTRY_COMPARE(table("parked.table")->model()->rowCount(), 1);
        table("parked.table")->selectRow(0);
        QVERIFY(!find<QPushButton>(*m_desktop, "parked.retry")->isEnabled());
    }
};

QTEST_MAIN(ServicesPanelTest)
#include "ServicesPanelTest.moc"
