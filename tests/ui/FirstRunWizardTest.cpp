// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/FirstRunWizard.h"
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/wizard/ShopPage.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class FirstRunWizardTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    FirstRunWizard *wizard() const { return m_desktop->window().findChild<FirstRunWizard *>(); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    QString errorAt(const char *name) const
    {
        return qobject_cast<Field *>(find(*m_desktop, name)->parentWidget())->error();
    }
    void goToOwner()
    {
        wizard()->next();
        type(edit("wizard.shop_name"), QStringLiteral("Toko Melati"));
        wizard()->next();
    }
    void goToCheck()
    {
        goToOwner();
        type(edit("wizard.owner_name"), QStringLiteral("Ratna Dewi"));
        type(edit("wizard.email"), QLatin1String(FakeShop::kEmail));
        type(edit("wizard.password"), QLatin1String(FakeShop::kPassword));
        wizard()->next();
        wizard()->next();
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        m_shop->setFirstRun(true);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->show();
        QTRY_VERIFY(wizard() && wizard()->isVisible());
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void sendsEveryAnswerAndEnters()
    {
        wizard()->next();
        type(edit("wizard.shop_name"), QStringLiteral("Toko Melati"));
        QCOMPARE(edit("wizard.slug")->text(), QStringLiteral("toko-melati"));
        find<ComboBox>(*m_desktop, "wizard.currency")->setValue(QStringLiteral("IDR"));
        wizard()->next();
        type(edit("wizard.owner_name"), QStringLiteral("Ratna Dewi"));
        type(edit("wizard.email"), QLatin1String(FakeShop::kEmail));
        type(edit("wizard.password"), QLatin1String(FakeShop::kPassword));
        QTest::keyClick(edit("wizard.password"), Qt::Key_Return); // goes on, as the button does
        QCOMPARE(wizard()->step(), 3);
        find<ComboBox>(*m_desktop, "wizard.zone")->setValue(QStringLiteral("Asia/Makassar"));
        find<ComboBox>(*m_desktop, "wizard.business_day_cutoff")->setValue(QStringLiteral("4"));
        find<QAbstractButton>(*m_desktop, "wizard.tax.ppn")->click();
        wizard()->next();
        QCOMPARE(find<QPushButton>(*m_desktop, "wizard.next")->text(), QStringLiteral("Make the shop"));
        wizard()->next();
        QTRY_VERIFY(m_desktop->window().workspace());
        const QJsonObject sent = m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/register")).value(0).body;
        QCOMPARE(sent, (QJsonObject{{QStringLiteral("shop_name"), QStringLiteral("Toko Melati")},
                                    {QStringLiteral("slug"), QStringLiteral("toko-melati")},
                                    {QStringLiteral("currency"), QStringLiteral("IDR")},
                                    {QStringLiteral("zone"), QStringLiteral("Asia/Makassar")},
                                    {QStringLiteral("business_day_cutoff"), 4},
                                    {QStringLiteral("tax_regime"), QStringLiteral("ppn")},
                                    {QStringLiteral("language"), QStringLiteral("en")},
                                    {QStringLiteral("owner_name"), QStringLiteral("Ratna Dewi")},
                                    {QStringLiteral("email"), QLatin1String(FakeShop::kEmail)},
                                    {QStringLiteral("password"), QLatin1String(FakeShop::kPassword)}}));
        QTRY_VERIFY(!m_desktop->window().findChild<FirstRunWizard *>()); // with the password in it
    }

    void enterGoesOnFromWhateverHasTheKeyboard()
    {
        QVERIFY(bringToFront(*m_desktop));
        const auto enter = [](bool held = false) {
            QKeyEvent event(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), held);
            QCoreApplication::sendEvent(QApplication::focusWidget(), &event);
        };
        QVERIFY(find(*m_desktop, "wizard.language.en")->hasFocus()); // the one that is chosen
        enter();
        QCOMPARE(wizard()->step(), 1);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Toko Melati"));
        find(*m_desktop, "wizard.currency")->setFocus();
        enter(true); // held since the step before
        QCOMPARE(wizard()->step(), 1);
        enter();
        QCOMPARE(wizard()->step(), 2);
        find(*m_desktop, "wizard.back")->setFocus();
        enter();
        QCOMPARE(wizard()->step(), 1);
        find(*m_desktop, "wizard.next")->setFocus();
        enter();
        QCOMPARE(wizard()->step(), 2);
        enter(); // the owner's name is not given yet
        QCOMPARE(wizard()->step(), 2);
    }

    void speaksTheChosenLanguageAtOnce()
    {
        find<QAbstractButton>(*m_desktop, "wizard.language.id")->click();
        QTRY_COMPARE(find<QPushButton>(*m_desktop, "wizard.next")->text(), QStringLiteral("Lanjutkan"));
        QCOMPARE(m_desktop->languages().code(), QStringLiteral("id"));
    }

    void checksBeforeItGoesOn()
    {
        wizard()->next();
        wizard()->next();
        QCOMPARE(wizard()->step(), 1);
        QCOMPARE(errorAt("wizard.shop_name"), QStringLiteral("This is needed."));
        type(edit("wizard.shop_name"), QStringLiteral("Toko Melati"));
        QVERIFY(errorAt("wizard.shop_name").isEmpty());
        type(edit("wizard.slug"), QStringLiteral("Toko_Melati"));
        wizard()->next();
        QVERIFY(!errorAt("wizard.slug").isEmpty());
        QCOMPARE(wizard()->step(), 1);
    }

    void refusesAWeakPasswordAndAnAddressThatIsNone()
    {
        goToOwner();
        type(edit("wizard.owner_name"), QStringLiteral("Ratna Dewi"));
        type(edit("wizard.email"), QStringLiteral("ratna@melati"));
        type(edit("wizard.password"), QStringLiteral("short"));
        wizard()->next();
        QCOMPARE(wizard()->step(), 2);
        QCOMPARE(errorAt("wizard.email"), QStringLiteral("This is not an e-mail address."));
        QCOMPARE(errorAt("wizard.password"), QStringLiteral("At least 10 characters."));
    }

    void showsTheServersErrorAtItsField()
    {
        m_shop->on(
            "POST /api/v1/auth/register",
            FakeServer::problem(422, QStringLiteral("invalid"), QStringLiteral("Look at the fields."),
                                {QJsonObject{{QStringLiteral("field"), QStringLiteral("slug")},
                                             {QStringLiteral("code"), QStringLiteral("taken")},
                                             {QStringLiteral("message"), QStringLiteral("This name is taken.")}}}));
        goToCheck();
        wizard()->next();
        QTRY_COMPARE(wizard()->step(), 1);
        QCOMPARE(errorAt("wizard.slug"), QStringLiteral("This name is taken."));
        QCOMPARE(edit("wizard.owner_name")->text(), QStringLiteral("Ratna Dewi")); // the answers are kept
    }

    void aLostConnectionIsABannerAndCanBeTriedAgain()
    {
        goToCheck();
        m_shop->goAway();
        wizard()->next();
        QTRY_VERIFY(isShown(*m_desktop, "wizard.banner"));
        QCOMPARE(find<Banner>(*m_desktop, "wizard.banner")->strongText(),
                 QStringLiteral("No connection to the server."));
        m_shop->comeBack();
        wizard()->next();
        QTRY_VERIFY(m_desktop->window().workspace());
    }

    void goesBackWithTheAnswersKept()
    {
        goToOwner();
        type(edit("wizard.owner_name"), QStringLiteral("Ratna Dewi"));
        wizard()->back();
        wizard()->back();
        QCOMPARE(wizard()->step(), 0);
        QVERIFY(!find(*m_desktop, "wizard.back")->isEnabled());
        wizard()->next();
        QCOMPARE(edit("wizard.shop_name")->text(), QStringLiteral("Toko Melati"));
    }

    void makesAShortNameOfAnyName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("slug");
        QTest::newRow("words") << "Toko Melati Bandung"
                               << "toko-melati-bandung";
        QTest::newRow("accents") << "Café Übersee"
                                 << "cafe-ubersee";
        QTest::newRow("marks") << "  Bu Tini's  & Co. "
                               << "bu-tinis-co";
        QTest::newRow("other scripts") << "ร้าน 99"
                                       << "99";
    }
    void makesAShortNameOfAnyName()
    {
        QFETCH(QString, name);
        QFETCH(QString, slug);
        QCOMPARE(ShopPage::slugOf(name), slug);
    }
};

QTEST_MAIN(FirstRunWizardTest)
#include "FirstRunWizardTest.moc"
