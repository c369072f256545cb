// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeStaff.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Field.h"

#include <QClipboard>
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
        for (int i = 0; i < 8; ++i) {
            names.append(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(names, (QStringList{QStringLiteral("signIn.email"), QStringLiteral("signIn.password"),
                                     QStringLiteral("signIn.submit"), QStringLiteral("signIn.forgot"),
                                     QStringLiteral("signIn.invited"), QStringLiteral("signIn.haveCode"),
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
        QTRY_VERIFY(isShown(*m_desktop, "code.banner"));
        QCOMPARE(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/password/forgot"))
                     .value(0)
                     .body[u"email"]
                     .toString(),
                 QLatin1String(FakeShop::kEmail));
        QVERIFY(find<Banner>(*m_desktop, "code.banner")
                    ->strongText()
                    .startsWith(QStringLiteral("If an account has this address")));

        const FakeStaff staff(*m_shop);
        type(find(*m_desktop, "code.code"), FakeStaff::code());
        type(find(*m_desktop, "code.password"), QStringLiteral("short"));
        find<QPushButton>(*m_desktop, "code.submit")->click();
        QVERIFY(qobject_cast<Field *>(find(*m_desktop, "code.password")->parentWidget())->hasError());
        type(find(*m_desktop, "code.password"), QStringLiteral("four words in a row"));
        find<QPushButton>(*m_desktop, "code.submit")->click();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QCOMPARE(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/password/reset")).value(0).body,
                 (QJsonObject{{QStringLiteral("token"), FakeStaff::code()},
                              {QStringLiteral("password"), QStringLiteral("four words in a row")}}));
        QCOMPARE(banner(), QStringLiteral("The new password holds. Sign in with it."));
    }

    void anInvitedPersonComesInByTheKeyboardAlone()
    {
        const FakeStaff staff(*m_shop);
        open();
        QTRY_VERIFY(find(*m_desktop, "signIn.email")->hasFocus());
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // "I was invited"
        QTRY_VERIFY(find(*m_desktop, "code.code")->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("not the code"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Budi Santoso"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("four words in a row"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        auto *field = qobject_cast<Field *>(find(*m_desktop, "code.code")->parentWidget());
        QTRY_COMPARE(field->error(), QStringLiteral("This code is used up or too old."));
        // The whole mail may be pasted.
        QGuiApplication::clipboard()->setText(
            QStringLiteral("Hello,\n\nenter this code:\n\n%1\n\nGood until 27 January.").arg(FakeStaff::code()));
        find(*m_desktop, "code.code")->setFocus();
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::SelectAll);
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::Paste);
        QCOMPARE(find<QLineEdit>(*m_desktop, "code.code")->text(), FakeStaff::code());
        m_shop->on("POST /api/v1/auth/login", [this](const FakeRequest &) {
            return FakeReply{200,
                             {{QStringLiteral("access_token"), QStringLiteral("access-1")},
                              {QStringLiteral("refresh_token"), QStringLiteral("refresh-1")}}};
        });
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(m_desktop->window().workspace());
        QCOMPARE(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/login")).value(0).body[u"password"].toString(),
                 QStringLiteral("four words in a row"));
    }

    void whoseAddressIsNotConfirmedIsAskedForTheCode()
    {
        const FakeStaff staff(*m_shop);
        m_shop->on("POST /api/v1/auth/login", FakeServer::problem(403, QStringLiteral("email_not_verified"),
                                                                  QStringLiteral("Not confirmed yet.")));
        open();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        type(find(*m_desktop, "signIn.email"), QLatin1String(FakeShop::kEmail));
        type(find(*m_desktop, "signIn.password"), QLatin1String(FakeShop::kPassword));
        find<QPushButton>(*m_desktop, "signIn.submit")->click();
        QTRY_VERIFY(isShown(*m_desktop, "code.code"));
        QVERIFY(!isShown(*m_desktop, "code.password"));
        type(find(*m_desktop, "code.code"), FakeStaff::code());
        find<QPushButton>(*m_desktop, "code.submit")->click();
        QTRY_COMPARE(banner(), QStringLiteral("Your address is confirmed. You can sign in now."));
    }

    void whoBelongsToSeveralShopsChoosesOne()
    {
        m_shop->on("POST /api/v1/auth/login", [](const FakeRequest &request) {
            if (request.body[u"shop"] == QStringLiteral("toko-dua"))
                return FakeReply{200,
                                 {{QStringLiteral("access_token"), QStringLiteral("access-1")},
                                  {QStringLiteral("refresh_token"), QStringLiteral("refresh-1")}}};
            FakeReply reply = FakeServer::problem(409, QStringLiteral("choose_shop"), QStringLiteral("Choose one."));
            const auto shop = [](const char *slug, const char *name) {
                return QJsonObject{{QStringLiteral("slug"), QLatin1String(slug)},
                                   {QStringLiteral("name"), QLatin1String(name)}};
            };
            reply.document[QStringLiteral("state")] = QJsonObject{
                {QStringLiteral("shops"), QJsonArray{shop("toko-satu", "Toko Satu"), shop("toko-dua", "Toko Dua")}}};
            return reply;
        });
        open();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QVERIFY(!isShown(*m_desktop, "signIn.shop"));
        type(find(*m_desktop, "signIn.email"), QLatin1String(FakeShop::kEmail));
        type(find(*m_desktop, "signIn.password"), QLatin1String(FakeShop::kPassword));
        find<QPushButton>(*m_desktop, "signIn.submit")->click();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.shop"));
        find<ComboBox>(*m_desktop, "signIn.shop")->setValue(QStringLiteral("toko-dua"));
        find<QPushButton>(*m_desktop, "signIn.submit")->click();
        QTRY_VERIFY(m_desktop->window().workspace());
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
