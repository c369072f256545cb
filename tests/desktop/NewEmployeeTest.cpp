// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"
#include "ui/shell/Workspace.h"

#include <QClipboard>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

const QString kEmployee = QStringLiteral("wati@melati.example");
const QString kBarcode = QStringLiteral("0899100210542");
const QString kEmployeePassword = QStringLiteral("kata sandi punya wati");

} // namespace

// Somebody new begins to work: invited by the owner, in by the code, at work with what the role may, up to the first
// sale. By keyboard alone, in a real window on a real server with a real PostgreSQL.
class NewEmployeeTest : public ShopWindow {
    Q_OBJECT

private:
    // Ctrl+K, a word of it, Enter.
    void command(const QString &words)
    {
        QVERIFY(bringToFront(*m_desktop));
        key(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "palette"));
        write(words);
        key(Qt::Key_Return);
    }
    void makeProduct()
    {
        QVERIFY(post(QStringLiteral("products"), {{QStringLiteral("name"), QStringLiteral("Kopi Tubruk")},
                                                  {QStringLiteral("sku"), QStringLiteral("KTB-180")},
                                                  {QStringLiteral("price"), 12500},
                                                  {QStringLiteral("barcodes"), QJsonArray{kBarcode}}}));
    }

private Q_SLOTS:
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
        QVERIFY(makeShop({{QStringLiteral("language"), language}}));
        QVERIFY(openWindow(language == QLatin1String("id") ? Language::Indonesian : Language::English));

        // The owner invites …
        signInByKeyboard(kOwner, kPassword);
        makeProduct();
        key(Qt::Key_5, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rows("staff.table"), 1, kPatience);
        key(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focused(), QStringLiteral("invite.email"));
        write(kEmployee);
        key(Qt::Key_Return); // as a cashier, which is what is chosen first
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "mail.copy"),
                                 kPatience); // no mail server: the code is handed over
        QVERIFY(tabTo("mail.copy"));
        key(Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text().size(), 86);
        command(signOut);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->window().workspace(), kPatience);

        // … the employee comes in …
        QTRY_COMPARE(focused(), QStringLiteral("signIn.email"));
        QVERIFY(tabTo("signIn.invited"));
        key(Qt::Key_Space);
        QTRY_COMPARE(focused(), QStringLiteral("code.code"));
        key(Qt::Key_V, Qt::ControlModifier);
        key(Qt::Key_Tab);
        write(QStringLiteral("Wati"));
        key(Qt::Key_Tab);
        write(kEmployeePassword);
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        QCOMPARE(m_desktop->session().profile().name, QStringLiteral("Wati"));
        QCOMPARE(m_desktop->session().profile().role, contract::Role::Cashier);

        // … finds what a cashier may open, and nothing else …
        for (const char *open : {"nav.orders", "nav.products", "nav.settings"})
            QVERIFY2(find(*m_desktop, open), open);
        for (const char *hidden : {"nav.staff", "nav.services"})
            QVERIFY2(!find(*m_desktop, hidden), hidden);
        Panel *before = m_desktop->window().workspace()->currentPanel();
        key(Qt::Key_5, Qt::ControlModifier); // Staff is nowhere, by its shortcut neither
        QCOMPARE(m_desktop->window().workspace()->currentPanel(), before);

        // … and sets a PIN of their own.
        command(account);
        QTRY_COMPARE_WITH_TIMEOUT(focused(), QStringLiteral("pin.new"), kPatience);
        write(QStringLiteral("2580"));
        key(Qt::Key_Tab);
        write(kEmployeePassword);
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(edit("pin.new")->text().isEmpty(), kPatience);
        key(Qt::Key_Escape);
        const auto me = get(QStringLiteral("auth/me"));
        QVERIFY(me && me->value(u"has_pin").toBool());

        // The next day they sign in as everybody does, and sell for the first time.
        command(signOut);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->window().workspace(), kPatience);
        signInByKeyboard(kEmployee, kEmployeePassword);
        QCOMPARE(m_desktop->session().profile().name, QStringLiteral("Wati"));
        key(Qt::Key_1, Qt::ControlModifier);
        key(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focused(), QStringLiteral("sale.find"));
        m_scanner.scan(kBarcode);
        QTRY_COMPARE_WITH_TIMEOUT(rows("sale.lines"), 1, kPatience);
        key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(focused(), QStringLiteral("sale.cash"), kPatience);
        write(QStringLiteral("20.000"));
        QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(*m_desktop, "sale.complete")->isEnabled(), kPatience);
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "sold.number"), kPatience);
        QCOMPARE(text("sold.change"), QStringLiteral("Rp7.500"));
    }
};

QTEST_MAIN(NewEmployeeTest)
#include "NewEmployeeTest.moc"
