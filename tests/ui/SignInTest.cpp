// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Field.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class SignInTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open(Language language = Language::English)
    {
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = language, .look = Look::Light});
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }
    QString banner() const { return find<Banner>(*m_desktop, "signIn.banner")->strongText(); }

private Q_SLOTS:
    void init() { m_shop = std::make_unique<FakeShop>(); }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void takesNothingButTheKeyboard()
    {
        open();
        auto *email = find<QLineEdit>(*m_desktop, "signIn.email");
        QTRY_VERIFY(email->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(FakeShop::kEmail));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(find(*m_desktop, "signIn.password")->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(FakeShop::kPassword));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(m_desktop->window().workspace());
        QTRY_COMPARE(m_desktop->window().windowTitle(), QStringLiteral("Toko Melati — POS Back Office"));
        QTRY_VERIFY(find(*m_desktop, "today.revenue")->hasFocus());
    }

    void goesRoundByTab()
    {
        open();
        QTRY_VERIFY(find(*m_desktop, "signIn.email")->hasFocus());
        QStringList names;
        for (int i = 0; i < 6; ++i) {
            names.append(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(names, (QStringList{QStringLiteral("signIn.email"), QStringLiteral("signIn.password"),
                                     QStringLiteral("signIn.submit"), QStringLiteral("signIn.forgot"),
                                     QStringLiteral("signIn.language"), QStringLiteral("signIn.look")}));
        QVERIFY(find(*m_desktop, "signIn.email")->hasFocus());
    }

    void saysWhatIsWrongInTheLanguageOfTheWindow()
    {
        open(Language::Indonesian);
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        type(find(*m_desktop, "signIn.email"), QStringLiteral("someone@else.example"));
        type(find(*m_desktop, "signIn.password"), QStringLiteral("not the password"));
        find<QPushButton>(*m_desktop, "signIn.submit")->click();
        QTRY_COMPARE(banner(), QStringLiteral("Surel atau kata sandi salah."));
        QVERIFY(find<QLineEdit>(*m_desktop, "signIn.password")->text().isEmpty());
        QVERIFY(!m_desktop->window().workspace());
    }

    void asksForTheAddressAtItsField()
    {
        open();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        find<QPushButton>(*m_desktop, "signIn.submit")->click();
        auto *field = qobject_cast<Field *>(find(*m_desktop, "signIn.email")->parentWidget());
        QCOMPARE(field->error(), QStringLiteral("Write your e-mail address."));
        QVERIFY(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/login")).isEmpty());
    }

    void aForgottenPasswordAsksForAMail()
    {
        open();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        type(find(*m_desktop, "signIn.email"), QLatin1String(FakeShop::kEmail));
        find<QPushButton>(*m_desktop, "signIn.forgot")->click();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.banner"));
        QCOMPARE(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/password/forgot"))
                     .value(0)
                     .body[u"email"]
                     .toString(),
                 QLatin1String(FakeShop::kEmail));
        QVERIFY(banner().startsWith(QStringLiteral("If an account has this address")));
    }

    void aSessionEndedByTheServerSaysSo()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_shop->expireToken();
        m_shop->refuseRefresh();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QCOMPARE(banner(), QStringLiteral("You were signed out. Please sign in again."));
        QVERIFY(!m_desktop->window().workspace());
        QTRY_COMPARE(m_desktop->window().windowTitle(), QStringLiteral("POS Back Office"));
    }

    void waitsForAServerThatComesLater()
    {
        m_shop->goAway();
        open();
        QTRY_COMPARE(find<EmptyState>(*m_desktop, "connect.state")->title(),
                     QStringLiteral("The server is not reached"));
        m_shop->comeBack();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
    }

    void showsOnlyWhatTheRoleMayOpen()
    {
        m_shop = std::make_unique<FakeShop>(QStringLiteral("privacy_officer"));
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        QVERIFY(!find(*m_desktop, "nav.orders"));
        QVERIFY(!find(*m_desktop, "nav.products"));
    }
};

QTEST_MAIN(SignInTest)
#include "SignInTest.moc"
