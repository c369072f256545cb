// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"
#include "ui/shell/Workspace.h"
#include "ui/today/FigureCard.h"
#include "ui/widgets/SumsView.h"

#include <QPushButton>
#include <QRegularExpression>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

const QString kCashier = QStringLiteral("sari@melati.example");
const QString kPin = QStringLiteral("471147");

} // namespace

// A cashier sells, and a manager agrees to a refund: by keyboard and scanner alone, on a real server with a real
// PostgreSQL.
class SellTest : public ShopWindow {
    Q_OBJECT

private:
    // A shop with two products, an owner with a PIN and a cashier who was invited by mail.
    void furnishShop()
    {
        QVERIFY(enterNewShop());
        for (const auto &[name, sku, barcode, price] : {std::tuple{"Kopi Tubruk", "KTB-180", "0899100210542", 12'500},
                                                        std::tuple{"Es Teh Manis", "ETM-400", "0899100210559", 8'000}})
            QVERIFY(
                post(QStringLiteral("products"), {{QStringLiteral("name"), QLatin1String(name)},
                                                  {QStringLiteral("sku"), QLatin1String(sku)},
                                                  {QStringLiteral("price"), price},
                                                  {QStringLiteral("barcodes"), QJsonArray{QLatin1String(barcode)}}}));
        QVERIFY(send("PUT", QStringLiteral("auth/pin"),
                     {{QStringLiteral("password"), kPassword}, {QStringLiteral("pin"), kPin}}));
        QVERIFY(post(QStringLiteral("invitations"),
                     {{QStringLiteral("email"), kCashier}, {QStringLiteral("role"), QStringLiteral("cashier")}}));
        acceptInvitation();
    }

    void acceptInvitation()
    {
        static const QRegularExpression form(QStringLiteral("^\\s*([A-Za-z0-9._~-]{30,})\\s*$"),
                                             QRegularExpression::MultilineOption); // a code on a line of its own
        QString token;
        const auto mailed = [&] {
            const QJsonArray mails = itemsOf(get(QStringLiteral("notifications")));
            for (const QJsonValue &mail : mails) {
                if (mail[u"template"].toString() != QLatin1String("invitation"))
                    continue;
                const QString text = get(QStringLiteral("notifications/") + mail[u"id"].toString())
                                         .value_or(QJsonObject())[u"text"]
                                         .toString();
                const auto match = form.match(text);
                token = match.captured(1);
                if (token.isEmpty())
                    qWarning("%s", qPrintable(text));
            }
            return !token.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(mailed(), kPatience);
        QVERIFY(post(QStringLiteral("invitations/accept"), {{QStringLiteral("token"), token},
                                                            {QStringLiteral("name"), QStringLiteral("Sari")},
                                                            {QStringLiteral("password"), kPassword}}));
    }

private Q_SLOTS:
    void sellsAndRefundsByKeyboard_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("total");
        QTest::addColumn<QString>("partly");
        QTest::newRow("Indonesian") << Language::Indonesian << QStringLiteral("Total")
                                    << QStringLiteral("Refund sebagian");
        QTest::newRow("English") << Language::English << QStringLiteral("Total") << QStringLiteral("Partly refunded");
    }

    void sellsAndRefundsByKeyboard()
    {
        QFETCH(Language, language);
        QFETCH(QString, total);
        QFETCH(QString, partly);
        QVERIFY(openWindow(language));
        furnishShop();
        m_desktop->session().signOut();
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "signIn.email"), kPatience);
        QVERIFY(signIn(*m_desktop, kCashier, kPassword));
        QCOMPARE(m_desktop->window().workspace()->currentPanel()->metaObject()->className(), "pos::ui::OrdersPanel");
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));

        // Three scans, one of them while a note is being written.
        key(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focused(), QStringLiteral("sale.find"));
        m_scanner.scan(QStringLiteral("0899100210542"));
        QTRY_COMPARE_WITH_TIMEOUT(rows("sale.lines"), 1, kPatience);
        m_scanner.scan(QStringLiteral("0899100210559"));
        QTRY_COMPARE_WITH_TIMEOUT(rows("sale.lines"), 2, kPatience);
        QVERIFY(tabTo("sale.note"));
        m_scanner.typeByHand(QStringLiteral("for Budi"));
        m_scanner.scan(QStringLiteral("0899100210542"));
        QCOMPARE(edit("sale.note")->text(), QStringLiteral("for Budi"));
        const auto sums = [&] { return find<SumsView>(*m_desktop, "sale.sums")->amountOf(total); };
        QTRY_COMPARE_WITH_TIMEOUT(sums(), QStringLiteral("Rp33.000"), kPatience);

        // Part by transfer, the rest in cash, with change.
        key(Qt::Key_F3);
        QTRY_COMPARE(focused(), QStringLiteral("sale.find"));
        key(Qt::Key_Return);
        QTRY_COMPARE(focused(), QStringLiteral("sale.cash"));
        write(QStringLiteral("20.000"));
        QVERIFY(tabTo("sale.transfer"));
        write(QStringLiteral("15.000"));
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "sold.number"), kPatience);
        QCOMPARE(text("sold.change"), QStringLiteral("Rp2.000"));
        QTRY_VERIFY_WITH_TIMEOUT(text("sold.receipt").contains(QStringLiteral("Kopi Tubruk")), kPatience);
        const QString number = text("sold.number");

        // In the list, the newest; one piece comes back, and the owner agrees by PIN.
        QTRY_COMPARE(focused(), QStringLiteral("sold.next"));
        key(Qt::Key_Escape);
        QTRY_COMPARE(focused(), QStringLiteral("orders.table"));
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 1, kPatience);
        QCOMPARE(cell("orders.table", 0, 0), number);
        key(Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "order.refund")
                                     && find<QPushButton>(*m_desktop, "order.refund")->isEnabled(),
                                 kPatience);
        key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(focused(), QStringLiteral("refund.quantity.1"));
        write(QStringLiteral("1"));
        QVERIFY(tabTo("refund.reason"));
        write(QStringLiteral("cold"));
        key(Qt::Key_Return);
        QTRY_COMPARE(focused(), QStringLiteral("approval.email"));
        write(kOwner);
        key(Qt::Key_Tab);
        QCOMPARE(focused(), QStringLiteral("approval.pin"));
        write(QStringLiteral("0000"));
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "approval.banner"), kPatience);
        QTRY_COMPARE(focused(), QStringLiteral("approval.pin"));
        write(kPin);
        key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 2, kPatience);
        QCOMPARE(cell("orders.table", 0, 4), QStringLiteral("−Rp12.500"));
        QCOMPARE(cell("orders.table", 1, 5), partly);

        // What is stored: the money, and who agreed.
        const QJsonArray orders = itemsOf(get(QStringLiteral("orders")));
        QCOMPARE(orders.size(), 2);
        QCOMPARE(orders[1][u"total"].toInteger(), 33'000);
        QCOMPARE(orders[0][u"refund_of"], orders[1][u"id"]);
        QVERIFY(!orders[0][u"approved_by"].isNull());
        QVERIFY(orders[0][u"approved_by"] != orders[0][u"created_by"]);
        const auto sale = get(QStringLiteral("orders/") + orders[1][u"id"].toString());
        QVERIFY(sale);
        QCOMPARE((*sale)[u"note"].toString(), QStringLiteral("for Budi"));
        QCOMPARE((*sale)[u"payments"].toArray().size(), 2);

        // The owner's Today knows both.
        m_desktop->session().signOut();
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "signIn.email"), kPatience);
        QVERIFY(signIn(*m_desktop, kOwner, kPassword));
        QTRY_VERIFY_WITH_TIMEOUT(find<FigureCard>(*m_desktop, "today.revenue"), kPatience);
        const auto revenue = [&] { return find<FigureCard>(*m_desktop, "today.revenue")->figure().value; };
        QTRY_COMPARE_WITH_TIMEOUT(revenue(), QStringLiteral("Rp20.500"), kPatience);
    }
};

QTEST_MAIN(SellTest)
#include "SellTest.moc"
