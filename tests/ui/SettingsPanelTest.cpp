// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/SettingsPanel.h"
#include "tests/ui/support/FakeSystem.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/dialogs/RestoreDialog.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Toast.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class SettingsPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeSystem> m_system;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open(const char *tab, const QString &role = QStringLiteral("owner"))
    {
        m_desktop.reset();
        m_shop = std::make_unique<FakeShop>(role);
        furnish(*m_shop);
        m_system = std::make_unique<FakeSystem>(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        press("nav.settings");
        panel()->open(QLatin1String(tab));
    }
    Panel *panel() const { return m_desktop->window().workspace()->currentPanel(); }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    DataTable *table(const char *name) const { return find<DataTable>(*m_desktop, name); }
    QString textOf(const char *name) const { return find<QLabel>(*m_desktop, name)->text(); }
    QString toast() const { return find<Toast>(*m_desktop, "toast")->text(); }
    QString errorAt(const char *name) const
    {
        return qobject_cast<Field *>(find(*m_desktop, name)->parentWidget())->error();
    }
    void choose(const char *name, const char *value) const
    {
        auto *combo = find<ComboBox>(*m_desktop, name);
        combo->setValue(QLatin1String(value));
        Q_EMIT combo->activated(combo->currentIndex());
    }
    void confirm(const char *choice) const
    {
        QTRY_VERIFY(m_desktop->window().findChild<ConfirmDialog *>());
        m_desktop->window().findChild<ConfirmDialog *>()->findChild<QPushButton *>(QLatin1String(choice))->click();
    }

private Q_SLOTS:
    void cleanup()
    {
        m_desktop.reset();
        m_system.reset();
        m_shop.reset();
    }

    void modelsKeepTheRules()
    {
        open("tax");
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        QAbstractItemModelTester rules(table("tax.table")->model(), Mode::Fatal);
        QAbstractItemModelTester backups(table("backup.table")->model(), Mode::Fatal);
        QAbstractItemModelTester parts(table("parts.table")->model(), Mode::Fatal);
        QAbstractItemModelTester mails(table("mails.table")->model(), Mode::Fatal);
        for (const char *tab : {"backup", "parts", "mail", "tax"})
            panel()->open(QLatin1String(tab));
        QTRY_COMPARE(table("tax.table")->model()->rowCount(), 1);
        QTRY_COMPARE(table("parts.table")->model()->rowCount(), 5);
        QTRY_COMPARE(table("mails.table")->model()->rowCount(), 2);
        panel()->reload();
        QTRY_COMPARE(table("backup.table")->model()->rowCount(), 1);
    }

    void savesTheShopUnderItsVersion()
    {
        open("shop");
        QTRY_COMPARE(edit("shop.name")->text(), QStringLiteral("Toko Melati"));
        QVERIFY(!find<QPushButton>(*m_desktop, "shop.save")->isEnabled());
        type(edit("shop.name"), QStringLiteral("Toko Mawar"));
        choose("shop.cutoff", "5");
        press("shop.save");
        QTRY_COMPARE(m_system->tenant[u"name"].toString(), QStringLiteral("Toko Mawar"));
        QCOMPARE(m_system->tenant[u"business_day_cutoff"].toInt(), 5);
        const FakeRequest sent = m_shop->requestsTo("PATCH", QStringLiteral("/api/v1/tenant")).value(0);
        QCOMPARE(sent.header("if-match"), QByteArray("\"1\""));
        QCOMPARE(sent.body.size(), 2);
        QTRY_COMPARE(toast(), QStringLiteral("Saved."));
    }

    void saysWhyTheCurrencyStays()
    {
        open("shop");
        QTRY_COMPARE(edit("shop.name")->text(), QStringLiteral("Toko Melati"));
        choose("shop.currency", "GBP");
        press("shop.save");
        QTRY_COMPARE(find<Banner>(*m_desktop, "shop.banner")->strongText(),
                     QStringLiteral("The currency is fixed once something has been sold."));
        press("shop.discard");
        QCOMPARE(find<ComboBox>(*m_desktop, "shop.currency")->value(), QStringLiteral("IDR"));
    }

    void showsBothVersionsOfAShopChangedMeanwhile()
    {
        open("shop");
        QTRY_COMPARE(edit("shop.name")->text(), QStringLiteral("Toko Melati"));
        type(edit("shop.name"), QStringLiteral("Mine"));
        m_system->tenant[u"name"] = QStringLiteral("Theirs");
        m_system->tenant[u"version"] = 7;
        press("shop.save");
        auto *theirs = find<QPushButton>(*m_desktop, "shop.takeTheirs");
        QTRY_VERIFY(theirs->isVisible());
        QCOMPARE(edit("shop.name")->text(), QStringLiteral("Mine"));
        theirs->click();
        QCOMPARE(edit("shop.name")->text(), QStringLiteral("Theirs"));
        QVERIFY(!panel()->isUnsaved());
    }

    void leavingATabUnsavedAsks()
    {
        open("shop");
        QTRY_COMPARE(edit("shop.name")->text(), QStringLiteral("Toko Melati"));
        type(edit("shop.name"), QStringLiteral("Toko Mawar"));
        auto *tabs = find<QTabBar>(*m_desktop, "settings.tabs");
        tabs->setCurrentIndex(1);
        confirm("stay");
        QCOMPARE(tabs->currentIndex(), 0);
        tabs->setCurrentIndex(1);
        confirm("discard");
        QCOMPARE(tabs->currentIndex(), 1);
        panel()->open(QStringLiteral("shop"));
        QCOMPARE(edit("shop.name")->text(), QStringLiteral("Toko Melati"));
    }

    void showsTheReceiptWhileItsTextsAreTyped()
    {
        open("selling");
        auto *header = find<QPlainTextEdit>(*m_desktop, "selling.header");
        QTRY_VERIFY(header->toPlainText().startsWith(QStringLiteral("Jalan Melati 5")));
        QTRY_VERIFY(textOf("selling.preview").contains(QStringLiteral("Jalan Melati 5")));
        header->setPlainText(QStringLiteral("Jalan Mawar 7"));
        QTRY_VERIFY(textOf("selling.preview").contains(QStringLiteral("Jalan Mawar 7")));
        QCOMPARE(edit("selling.managerDiscount")->text(), QStringLiteral("20.5"));
        type(edit("selling.cashierDiscount"), QStringLiteral("7,25"));
        press("selling.save");
        QTRY_COMPARE(m_system->settings[u"cashier_discount_bp"].toInt(), 725);
        QCOMPARE(m_system->settings[u"receipt_header"].toString(), QStringLiteral("Jalan Mawar 7"));
        type(edit("selling.cashierDiscount"), QStringLiteral("700"));
        QVERIFY(!errorAt("selling.cashierDiscount").isEmpty());
        press("selling.save");
        QCOMPARE(m_shop->requestsTo("PATCH", QStringLiteral("/api/v1/tenant/settings")).size(), 1);
    }

    void addsAndTakesAwayATaxRule()
    {
        open("tax");
        QTRY_COMPARE(table("tax.table")->model()->rowCount(), 1);
        QCOMPARE(table("tax.table")->model()->index(0, 2).data().toString(), QStringLiteral("12% on 11/12"));
        choose("tax.preset", "pbjt");
        type(edit("tax.rate"), QStringLiteral("x"));
        press("tax.add");
        QVERIFY(!errorAt("tax.rate").isEmpty());
        type(edit("tax.rate"), QStringLiteral("7.5"));
        press("tax.add");
        QTRY_COMPARE(table("tax.table")->model()->rowCount(), 2);
        const QJsonObject sent = m_shop->requestsTo("POST", QStringLiteral("/api/v1/tenant/tax-rules")).value(0).body;
        QCOMPARE(sent[u"rate_ppm"].toInt(), 75000);
        QVERIFY(sent[u"inclusive"].toBool());
        table("tax.table")->selectRow(1);
        press("tax.remove");
        confirm("remove");
        QTRY_COMPARE(table("tax.table")->model()->rowCount(), 1);
    }

    void testsMailAndShowsTheOnesThatWereKept()
    {
        open("mail");
        QTRY_VERIFY(textOf("mail.server").startsWith(QStringLiteral("No mail server is set up")));
        QTRY_COMPARE(table("mails.table")->model()->rowCount(), 2);
        press("mail.test");
        QTRY_VERIFY(toast().startsWith(QStringLiteral("The test mail is written")));
        table("mails.table")->selectRow(1);
        auto *state = find<QLabel>(*m_desktop, "openMail.state");
        QTRY_VERIFY(state->text().contains(QStringLiteral("refused the mail")));
        press("openMail.retry");
        QTRY_VERIFY(state->text().startsWith(QStringLiteral("On its way")));
        QTRY_VERIFY(
            find<QPlainTextEdit>(*m_desktop, "template.id")->toPlainText().contains(QStringLiteral("Ratna Dewi")));
        QVERIFY(find<QPlainTextEdit>(*m_desktop, "template.en")->toPlainText().startsWith(QStringLiteral("Hello")));
        m_system->refusesMail = true;
        press("mail.test");
        QTRY_COMPARE(find<Banner>(*m_desktop, "mail.banner")->strongText(),
                     QStringLiteral("Your account has no e-mail address."));
    }

    void confirmsAShopThatNoMailReaches()
    {
        open("shop");
        m_system->waitingShops = {
            QJsonObject{{QStringLiteral("id"), QStringLiteral("w1")},
                        {QStringLiteral("name"), QStringLiteral("Toko Dua")},
                        {QStringLiteral("slug"), QStringLiteral("toko-dua")},
                        {QStringLiteral("created_at"), QStringLiteral("2026-01-22T08:00:00.000Z")}}};
        panel()->open(QStringLiteral("mail"));
        QTRY_VERIFY(isShown(*m_desktop, "waitingShops.confirm.toko-dua"));
        press("waitingShops.confirm.toko-dua");
        confirm("confirm");
        QTRY_VERIFY(!isShown(*m_desktop, "waitingShops"));
        QCOMPARE(m_shop->requestsTo("POST", QStringLiteral("/api/v1/system/shops/w1/confirm")).size(), 1);
    }

    void backsUpWithProgressAndNotesTheKeys()
    {
        open("backup");
        QTRY_VERIFY(textOf("backup.schedule").startsWith(QStringLiteral("Every day at 02:30 into")));
        QVERIFY(textOf("backup.last").contains(QStringLiteral("22 Jan 2026, 02:30")));
        press("backup.now");
        QTRY_VERIFY(isShown(*m_desktop, "backup.progress"));
        QCOMPARE(find<QProgressBar>(*m_desktop, "backup.progress")->value(), 500);
        QVERIFY(!find<QPushButton>(*m_desktop, "backup.now")->isEnabled());
        m_system->backups[u"running"] = QJsonValue();
        QTRY_COMPARE(toast(), QStringLiteral("The backup is made."));
        QCOMPARE(textOf("backup.keysState"), QStringLiteral("Not confirmed yet."));
        press("backup.keysKept");
        QTRY_VERIFY(textOf("backup.keysState").startsWith(QStringLiteral("Confirmed on")));
        m_system->backups[u"failure"] = QJsonObject{{QStringLiteral("at"), QStringLiteral("2026-01-22T08:00:00.000Z")},
                                                    {QStringLiteral("message"), QStringLiteral("the disk is full")}};
        panel()->reload();
        QTRY_VERIFY(textOf("backup.last").contains(QStringLiteral("the disk is full")));
    }

    void restoringTakesTheShortNameTyped()
    {
        open("backup");
        QTRY_COMPARE(table("backup.table")->model()->rowCount(), 1);
        table("backup.table")->selectRow(0);
        QVERIFY(!find<QPushButton>(*m_desktop, "backup.restore")->isEnabled()); // the server runs elsewhere
        m_desktop->session().setServerHere(true);
        panel()->reload();
        QTRY_VERIFY(find<QPushButton>(*m_desktop, "backup.restore")->isEnabled());
        QSignalSpy asked(&m_desktop->session(), &Session::restoreAsked);
        press("backup.restore");
        QTRY_VERIFY(m_desktop->window().findChild<RestoreDialog *>());
        auto *dialog = m_desktop->window().findChild<RestoreDialog *>();
        auto *go = dialog->findChild<QPushButton *>(QStringLiteral("restore.go"));
        auto *typed = dialog->findChild<QLineEdit *>(QStringLiteral("restore.typed"));
        QVERIFY(!go->isEnabled());
        type(typed, QStringLiteral("toko"));
        QVERIFY(!go->isEnabled());
        type(typed, QStringLiteral("toko-melati"));
        go->click();
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("/var/lib/pos-backoffice/backups/daily-2026-01-22.posbackup"));
    }

    void changesLanguageAndLookAtOnce()
    {
        open("desktop");
        choose("desktop.language", "id");
        QTRY_COMPARE(m_desktop->languages().code(), QStringLiteral("id"));
        QTRY_COMPARE(find<QTabBar>(*m_desktop, "settings.tabs")->tabText(0), QStringLiteral("Toko"));
        choose("desktop.look", "dark");
        QTRY_COMPARE(Theme::look(), Look::Dark);
        QCOMPARE(find<ComboBox>(*m_desktop, "desktop.look")->value(), QStringLiteral("dark"));
        choose("desktop.text", "125");
        QTRY_COMPARE(TextSize::percent(), 125);
        m_desktop->preferences().setTextPercent(100);
        QCOMPARE(find<ComboBox>(*m_desktop, "desktop.text")->value(), QStringLiteral("100"));
    }

    void aCashierReadsAndChangesNothing()
    {
        open("shop", QStringLiteral("cashier"));
        QTRY_COMPARE(edit("shop.name")->text(), QStringLiteral("Toko Melati"));
        QVERIFY(edit("shop.name")->isReadOnly());
        QVERIFY(!isShown(*m_desktop, "shop.save"));
        for (const char *part : {"backup.now", "mail.test", "parts.table"})
            QVERIFY(!find(*m_desktop, part));
    }
};

QTEST_MAIN(SettingsPanelTest)
#include "SettingsPanelTest.moc"
