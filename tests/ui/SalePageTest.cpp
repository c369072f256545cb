// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeTill.h"
#include "tests/ui/support/Scanner.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/sale/HeldOrdersModel.h"
#include "ui/sale/ReceiptPrinter.h"
#include "ui/sale/SaleLinesModel.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/SumsView.h"

#include <QAbstractItemModelTester>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QTemporaryDir>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {
const QString kOrders = QStringLiteral("/api/v1/orders");
const QString kPrice = QStringLiteral("/api/v1/orders/price");
}// namespace

class SalePageTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeTill> m_till;
    std::unique_ptr<DesktopApplication> m_desktop;
    Scanner m_scanner;

    DataTable *lines() const { return find<DataTable>(*m_desktop, "sale.lines"); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    QPushButton *button(const char *name) const { return find<QPushButton>(*m_desktop, name); }
    Banner *banner() const { return find<Banner>(*m_desktop, "sale.banner"); }
    QString cell(int row, int column) const { return lines()->model()->index(row, column).data().toString(); }
    QString sum(const char *words) const
    {
        return find<SumsView>(*m_desktop, "sale.sums")->amountOf(QString::fromUtf8(words));
    }
    void scan(const QString &sku) { m_scanner.scan(m_till->barcodeOf(sku)); }
    QString said() const
    {
        const auto *toast = find(*m_desktop, "toast");
        return toast ? toast->findChild<QLabel *>()->text() : QString();
    }

    void open(const QString &role = QStringLiteral("owner"))
    {
        m_till.reset();
        m_desktop.reset();
        m_shop = std::make_unique<FakeShop>(role);
        furnish(*m_shop);
        m_till = std::make_unique<FakeTill>(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_desktop->window().workspace()->openPanel(QStringLiteral("orders"));
        QTRY_VERIFY(find<DataTable>(*m_desktop, "orders.table")->model()->rowCount() > 0);
        activate();
        QTest::keyClick(&m_desktop->window(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "sale.find"));
        QTRY_VERIFY(edit("sale.find")->hasFocus());
    }

    void activate() { QVERIFY(bringToFront(*m_desktop)); }

    void sellOne(const QString &sku, const QString &cash)
    {
        scan(sku);
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
        QTest::keyClick(edit("sale.find"), Qt::Key_Return);
        QTRY_VERIFY(edit("sale.cash")->hasFocus());
        type(edit("sale.cash"), cash);
        QTRY_VERIFY(button("sale.complete")->isEnabled());
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup()
    {
        m_desktop.reset();
        m_till.reset();
        m_shop.reset();
    }

    void sellsByKeyboardWithSplitPayment()
    {
        QAbstractItemModelTester tester(lines()->model());
        scan(QStringLiteral("KTB-180"));
        scan(QStringLiteral("ETM-400"));
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(lines()->model()->rowCount(), 2);
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp33.000"));
        QCOMPARE(edit("sale.find")->text(), QString());

        lines()->setFocus();
        lines()->selectRow(lines()->model()->index(0, 0).data().toString() == QLatin1String("Es Teh Manis") ? 0 : 1);
        QTest::keyClick(lines(), Qt::Key_Plus);
        QTest::keyClick(lines(), Qt::Key_Plus);
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp49.000"));
        QTest::keyClick(lines(), Qt::Key_Minus);
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp41.000"));

        QTest::keyClick(lines(), Qt::Key_F3);
        QTRY_VERIFY(edit("sale.find")->hasFocus());
        QTest::keyClick(edit("sale.find"), Qt::Key_Return);
        QTRY_VERIFY(edit("sale.cash")->hasFocus());
        QVERIFY(!button("sale.complete")->isEnabled());
        QTest::keyClicks(edit("sale.cash"), QStringLiteral("30.000"));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Tab);
        QVERIFY(edit("sale.transfer")->hasFocus());
        QTest::keyClicks(edit("sale.transfer"), QStringLiteral("16.000"));
        QCOMPARE(find<SumsView>(*m_desktop, "sale.outcome")->amountOf(QStringLiteral("Change")),
                 QStringLiteral("Rp5.000"));
        QTest::keyClick(edit("sale.transfer"), Qt::Key_Return);

        QTRY_VERIFY(isShown(*m_desktop, "sold.number"));
        QCOMPARE(m_till->sold().size(), 1);
        const QJsonArray payments = m_till->posts(kOrders).last().body[u"payments"].toArray();
        QCOMPARE(payments[0][u"method"].toString(), QStringLiteral("transfer"));
        QCOMPARE(payments[0][u"amount"].toInteger(), 16'000);
        QCOMPARE(payments[1][u"amount"].toInteger(), 25'000);
        QCOMPARE(payments[1][u"tendered"].toInteger(), 30'000);
        QCOMPARE(find<QLabel>(*m_desktop, "sold.change")->text(), QStringLiteral("Rp5.000"));
        QTRY_VERIFY(find<QLabel>(*m_desktop, "sold.receipt")->text().contains(QStringLiteral("TOKO MELATI")));

        QTRY_VERIFY(button("sold.next")->hasFocus());
        QTest::keyClick(button("sold.next"), Qt::Key_Return);
        QTRY_VERIFY(edit("sale.find")->hasFocus());
        QCOMPARE(lines()->model()->rowCount(), 0);
        QCOMPARE(edit("sale.cash")->text(), QString());
    }

    void aBurstNeverLandsInTheFieldThatHasTheFocus()
    {
        edit("sale.note")->setFocus();
        m_scanner.typeByHand(QStringLiteral("for Sari"));
        QTRY_COMPARE(edit("sale.note")->text(), QStringLiteral("for Sari"));
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
        QCOMPARE(edit("sale.note")->text(), QStringLiteral("for Sari"));
        QVERIFY(edit("sale.note")->hasFocus());
        edit("sale.cash")->setFocus();
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp12.500"));
        m_scanner.typeByHand(QStringLiteral("50000"));
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(cell(0, SaleLinesModel::Count), QStringLiteral("2"));
        QCOMPARE(edit("sale.cash")->text(), QStringLiteral("50000"));
        QVERIFY(m_till->posts(kOrders).isEmpty()); // its Enter has not sold anything
    }

    void findsByNameWithTheArrows()
    {
        QTest::keyClicks(edit("sale.find"), QStringLiteral("kopi"));
        auto *offers = find<QListView>(*m_desktop, "sale.offers");
        QTRY_VERIFY(offers->isVisible());
        QCOMPARE(offers->model()->rowCount(), 2);
        QTest::keyClick(edit("sale.find"), Qt::Key_Down);
        QTest::keyClick(edit("sale.find"), Qt::Key_Down);
        QTest::keyClick(edit("sale.find"), Qt::Key_Return);
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
        QTRY_COMPARE(cell(0, SaleLinesModel::Item), QStringLiteral("Kopi Tubruk"));
        QVERIFY(!offers->isVisible());
        QTest::keyClicks(edit("sale.find"), QStringLiteral("NST-500"));
        QTest::keyClick(edit("sale.find"), Qt::Key_Return);
        QTRY_COMPARE(lines()->model()->rowCount(), 2);
    }

    void changesQuantityAndDiscountInTheirCells()
    {
        scan(QStringLiteral("TLR-KG"));
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
        lines()->setFocus();
        QTest::keyClick(lines(), Qt::Key_Return);
        QTRY_VERIFY(edit("sale.quantity"));
        QTest::keyClicks(edit("sale.quantity"), QStringLiteral("0,5"));
        QTest::keyClick(edit("sale.quantity"), Qt::Key_Return);
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp14.900"));
        QTest::keyClick(lines(), Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(edit("sale.discount"));
        QTest::keyClicks(edit("sale.discount"), QStringLiteral("900"));
        QTest::keyClick(edit("sale.discount"), Qt::Key_Return);
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp14.000"));
        QTRY_VERIFY(isShown(*m_desktop, "sale.reason"));
        QTest::keyClick(lines(), Qt::Key_F2);
        QTRY_VERIFY(edit("sale.quantity"));
        QTest::keyClicks(edit("sale.quantity"), QStringLiteral("two"));
        QTest::keyClick(edit("sale.quantity"), Qt::Key_Return);
        QTRY_VERIFY(said().contains(QStringLiteral("cannot be read")));
        QCOMPARE(cell(0, SaleLinesModel::Count), QStringLiteral("0,5"));
        lines()->setFocus();
        QTest::keyClick(lines(), Qt::Key_Delete);
        QTRY_VERIFY(isShown(*m_desktop, "sale.empty"));
    }

    void aLostAnswerNeverSellsTwice()
    {
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("20.000"));
        m_till->loseAnswerTo(kOrders);
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "sale.again"));
        QCOMPARE(m_till->sold().size(), 1); // it was sold, only nobody heard of it
        QVERIFY(!edit("sale.cash")->isEnabled());
        scan(QStringLiteral("KTB-180")); // what was sent stays as it was sent
        QCOMPARE(cell(0, SaleLinesModel::Count), QStringLiteral("1"));
        QTRY_VERIFY(button("sale.again")->hasFocus());
        m_till->answerAgain();
        QTest::keyClick(button("sale.again"), Qt::Key_Space);
        QTRY_VERIFY(isShown(*m_desktop, "sold.number"));
        QCOMPARE(m_till->sold().size(), 1);
        const auto posts = m_till->posts(kOrders);
        QVERIFY(posts.size() >= 2);
        for (const FakeRequest &post : posts) {
            QCOMPARE(post.header("idempotency-key"), posts[0].header("idempotency-key"));
            QCOMPARE(post.body, posts[0].body);
        }
    }

    void whoGivesUpLooksAmongTheOrders()
    {
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("20.000"));
        m_till->loseAnswerTo(kOrders);
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "sale.other"));
        button("sale.other")->click();
        QTRY_VERIFY(isShown(*m_desktop, "orders.table"));
        const QString number = m_till->sold()[0][u"number"].toString();
        const auto first = [this] {
            return find<DataTable>(*m_desktop, "orders.table")->model()->index(0, 0).data().toString();
        };
        QTRY_COMPARE(first(), number);
    }

    void twoSalesHaveTwoKeys()
    {
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("20.000"));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "sold.number"));
        QTest::keyClick(&m_desktop->window(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(edit("sale.find")->hasFocus());
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("20.000"));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_COMPARE(m_till->sold().size(), 2);
        const auto posts = m_till->posts(kOrders);
        QVERIFY(posts[0].header("idempotency-key") != posts[1].header("idempotency-key"));
    }

    void newPricesAreShownBeforeTheyAreTaken()
    {
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("20.000"));
        for (qsizetype i = 0; i < m_shop->products().size(); ++i) {
            if (m_shop->products()[i][u"sku"].toString() == QLatin1String("KTB-180"))
                m_shop->changeProduct(m_shop->products()[i][u"id"].toString(), {{QStringLiteral("price"), 13000}});
        }
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_COMPARE(banner()->strongText(), QStringLiteral("Prices have changed."));
        QCOMPARE(sum("Total"), QStringLiteral("Rp13.000"));
        QVERIFY(m_till->sold().isEmpty());
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_COMPARE(m_till->sold().size(), 1);
    }

    void refusalsStandAtTheirPlace()
    {
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("20.000"));
        m_till->refuse(
            kOrders, FakeServer::problem(422, QStringLiteral("invalid"), QStringLiteral("No."),
                                         {QJsonObject{{QStringLiteral("field"), QStringLiteral("lines[0].variant_id")},
                                                      {QStringLiteral("code"), QStringLiteral("archived")},
                                                      {QStringLiteral("message"), QStringLiteral("is no longer sold")}},
                                          QJsonObject{{QStringLiteral("field"), QStringLiteral("payments[0].tendered")},
                                                      {QStringLiteral("code"), QStringLiteral("too_small")},
                                                      {QStringLiteral("message"), QStringLiteral("too little")}}}));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(lines()->model()->index(0, 0).data(Qt::ToolTipRole).toString()
                    == QLatin1String("is no longer sold"));
        QCOMPARE(edit("sale.cash")->accessibleDescription(), QStringLiteral("too little"));
        FakeReply empty = FakeServer::problem(409, QStringLiteral("stock_not_enough"), QStringLiteral("Not enough."));
        empty.document.insert(QStringLiteral("state"), QJsonObject{{QStringLiteral("variant_id"),
                                                                    m_till->variantOf(QStringLiteral("KTB-180"))}});
        m_till->refuse(kOrders, empty);
        type(edit("sale.cash"), QStringLiteral("20.000"));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(lines()->model()->index(0, 0).data(Qt::ToolTipRole).toString()
                    == QLatin1String("Not enough in stock"));
    }

    void aDiscountBeyondTheLimitAsksAManager()
    {
        open(QStringLiteral("cashier"));
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("20.000"));
        m_till->refuse(kOrders, FakeServer::problem(403, QStringLiteral("approval_required"), QStringLiteral("Ask.")));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "approval.email"));
        QTest::keyClicks(edit("approval.email"), QStringLiteral("budi@melati.example"));
        QTest::keyClicks(edit("approval.pin"), QStringLiteral("1111"));
        QTest::keyClick(edit("approval.pin"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "approval.banner"));
        QCOMPARE(edit("approval.pin")->text(), QString());
        QTest::keyClicks(edit("approval.pin"), QStringLiteral("4711"));
        QTest::keyClick(edit("approval.pin"), Qt::Key_Return);
        QTRY_COMPARE(m_till->sold().size(), 1);
        QVERIFY(!m_till->posts(kOrders).last().body[u"approval_id"].toString().isEmpty());
        QCOMPARE(m_till->posts(QStringLiteral("/api/v1/auth/approvals")).last().body[u"action"].toString(),
                 QStringLiteral("order.discount"));
    }

    void holdsAndTakesUpAgain()
    {
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp12.500"));
        QTest::keyClick(&m_desktop->window(), Qt::Key_H, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "hold.name"));
        QTest::keyClicks(edit("hold.name"), QStringLiteral("Table 4"));
        QTest::keyClick(edit("hold.name"), Qt::Key_Return);
        QTRY_COMPARE(m_till->carts().size(), 1);
        QTRY_COMPARE(lines()->model()->rowCount(), 0);

        activate();
        QTest::keyClick(&m_desktop->window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<DataTable>(*m_desktop, "held.table"));
        auto *held = find<DataTable>(*m_desktop, "held.table");
        QAbstractItemModelTester tester(held->model());
        QTRY_COMPARE(held->model()->rowCount(), 1);
        QCOMPARE(held->model()->index(0, HeldOrdersModel::Name).data().toString(), QStringLiteral("Table 4"));
        QTest::keyClick(held, Qt::Key_Return);
        QTRY_COMPARE(cell(0, SaleLinesModel::Item), QStringLiteral("Kopi Tubruk"));

        activate();
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp25.000"));
        QJsonObject cart = m_till->carts()[0].toObject(); // another till changes it
        cart.insert(QStringLiteral("version"), 7);
        m_till->carts()[0] = cart;
        type(edit("sale.cash"), QStringLiteral("25.000"));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(banner()->strongText().startsWith(QStringLiteral("Somebody else changed")));
        button("sale.other")->click(); // mine
        QTRY_VERIFY(edit("sale.cash")->isEnabled());
        edit("sale.cash")->setFocus();
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "sold.number"));
        QCOMPARE(m_till->sold().last()[u"total"].toInteger(), 25'000);
        QVERIFY(m_till->carts().isEmpty());
        QVERIFY(m_till->posts(kOrders).isEmpty()); // sold as the cart that it is
    }

    void dropsAHeldOrderOnlyWhenAsked()
    {
        m_till->carts().append(QJsonObject{{QStringLiteral("id"), QStringLiteral("c-1")},
                                           {QStringLiteral("name"), QStringLiteral("Table 9")},
                                           {QStringLiteral("version"), 3},
                                           {QStringLiteral("lines"), QJsonArray()},
                                           {QStringLiteral("created_at"), QStringLiteral("2026-01-22T08:00:11.000Z")}});
        button("sale.held")->click();
        QTRY_VERIFY(isShown(*m_desktop, "held.drop") && button("held.drop")->isEnabled());
        button("held.drop")->click();
        QTRY_VERIFY(isShown(*m_desktop, "stay"));
        button("stay")->click();
        QTRY_VERIFY(!isShown(*m_desktop, "stay"));
        QCOMPARE(m_till->carts().size(), 1);
        button("held.drop")->click();
        QTRY_VERIFY(isShown(*m_desktop, "drop"));
        button("drop")->click();
        QTRY_VERIFY(m_till->carts().isEmpty());
        QTRY_VERIFY(isShown(*m_desktop, "held.empty"));
        QVERIFY(!button("held.submit")->isEnabled());
    }

    void asksWhichVariantIsMeant()
    {
        QJsonObject product = m_shop->products()[6].toObject(); // Kopi Tubruk
        product.insert(QStringLiteral("variant_count"), 2);
        m_shop->products()[6] = product;
        const auto variant = [&](const char *name, const char *sku) {
            return QJsonObject{{QStringLiteral("id"), product[u"variant_id"]},
                               {QStringLiteral("name"), QLatin1String(name)},
                               {QStringLiteral("sku"), QLatin1String(sku)},
                               {QStringLiteral("price"), 12500},
                               {QStringLiteral("status"), QStringLiteral("active")}};
        };
        m_shop->on(
            "GET /api/v1/products/" + product[u"id"].toString().toUtf8() + "/variants",
            FakeReply{200, {{QStringLiteral("items"), QJsonArray{variant("Hot", "KTB-H"), variant("Iced", "KTB-I")}}}});
        QTest::keyClicks(edit("sale.find"), QStringLiteral("tubruk"));
        auto *offers = find<QListView>(*m_desktop, "sale.offers");
        QTRY_VERIFY(offers->isVisible());
        QTest::keyClick(edit("sale.find"), Qt::Key_Down);
        QTest::keyClick(edit("sale.find"), Qt::Key_Return);
        QTRY_COMPARE(offers->model()->rowCount(), 2);
        QVERIFY(offers->model()->index(1, 0).data().toString().startsWith(QStringLiteral("Kopi Tubruk Iced")));
        QVERIFY(lines()->model()->rowCount() == 0); // none was taken for another
        QTest::keyClick(edit("sale.find"), Qt::Key_Down);
        QTest::keyClick(edit("sale.find"), Qt::Key_Return);
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
    }

    void scansWithoutAConnectionAreNotLost()
    {
        const QString code = m_till->barcodeOf(QStringLiteral("KTB-180"));
        m_shop->goAway();
        m_scanner.scan(code);
        QTRY_VERIFY(isShown(*m_desktop, "sale.missed"));
        QVERIFY(find<Banner>(*m_desktop, "sale.missed")->strongText().contains(code));
        m_shop->comeBack();
        button("sale.missedRetry")->click();
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
        m_scanner.scan(QStringLiteral("0000000000000"));
        QTRY_VERIFY(edit("sale.find")->accessibleDescription().contains(QStringLiteral("0000000000000")));
    }

    void saysWhyItCannotBeSoldYet()
    {
        QCOMPARE(button("sale.complete")->toolTip(), QStringLiteral("There is nothing to sell yet"));
        m_till->neverAnswer(kPrice);
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
        QTRY_VERIFY(!m_till->posts(kPrice).isEmpty());
        QCOMPARE(button("sale.complete")->toolTip(), QStringLiteral("The prices are on their way"));
        QCOMPARE(cell(0, SaleLinesModel::Total), QString(QChar(0x2026)));
        m_till->answerAgain();
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp25.000"));
        QCOMPARE(button("sale.complete")->toolTip(), QStringLiteral("The payment does not cover the order yet"));
    }

    void pricesComeWithTheServerAgain()
    {
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp12.500"));
        m_shop->goAway();
        lines()->setFocus();
        QTest::keyClick(lines(), Qt::Key_Plus);
        QTRY_VERIFY(isShown(*m_desktop, "sale.again"));
        QVERIFY(!button("sale.later")->isEnabled());
        m_shop->comeBack();
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE(sum("Total"), QStringLiteral("Rp25.000"));
        QTRY_VERIFY(!isShown(*m_desktop, "sale.again"));
    }

    void leavingAsksWhatBecomesOfIt()
    {
        scan(QStringLiteral("KTB-180"));
        QTRY_COMPARE(lines()->model()->rowCount(), 1);
        edit("sale.find")->setFocus();
        QTest::keyClick(edit("sale.find"), Qt::Key_Escape);
        QTRY_VERIFY(isShown(*m_desktop, "discard"));
        button("stay")->click();
        QTRY_VERIFY(!isShown(*m_desktop, "discard"));
        QCOMPARE(lines()->model()->rowCount(), 1);
        QTest::keyClick(edit("sale.find"), Qt::Key_Escape);
        QTRY_VERIFY(isShown(*m_desktop, "discard"));
        button("discard")->click();
        QTRY_VERIFY(isShown(*m_desktop, "orders.table"));
        QCOMPARE(lines()->model()->rowCount(), 0);
    }

    void printsAndSavesTheReceipt()
    {
        sellOne(QStringLiteral("KTB-180"), QStringLiteral("12.500"));
        QTest::keyClick(edit("sale.cash"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "sold.number"));
        QTRY_VERIFY(button("sold.pdf")->isEnabled());
        m_shop->on("GET " + (kOrders + u'/' + m_till->sold()[0][u"id"].toString()).toUtf8() + "/receipt",
                   FakeReply{200, {}, "%PDF-1.4 the server's own"});
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("receipt.pdf"));
        QTest::keyClick(&m_desktop->window(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(m_desktop->window().findChild<QFileDialog *>());
        auto *dialog = m_desktop->window().findChild<QFileDialog *>();
        dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(file);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(QFile::exists(file));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), QByteArray("%PDF-1.4 the server's own"));
        QTRY_COMPARE(said(), QStringLiteral("Receipt saved."));
        activate();
        QTest::keyClick(&m_desktop->window(), Qt::Key_P, Qt::ControlModifier);
        QTRY_VERIFY(m_desktop->window().findChild<QPrintDialog *>()); // it does not block: we are here
        m_desktop->window().findChild<QPrintDialog *>()->reject();
    }

    void aReceiptIsPrintedColumnForColumn()
    {
        QTemporaryDir folder;
        QPrinter printer(QPrinter::HighResolution);
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(folder.filePath(QStringLiteral("short.pdf")));
        QVERIFY(ReceiptPrinter::print(printer, QStringLiteral("TOKO MELATI\nKopi Tubruk      25.000\n")));
        const qint64 little = QFileInfo(printer.outputFileName()).size();
        QVERIFY(little > 500);
        QPrinter longer(QPrinter::HighResolution);
        longer.setOutputFormat(QPrinter::PdfFormat);
        longer.setOutputFileName(folder.filePath(QStringLiteral("long.pdf")));
        QVERIFY(ReceiptPrinter::print(longer, QStringLiteral("Kopi Tubruk      25.000\n").repeated(300)));
        QFile file(longer.outputFileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().count("/Type /Page\n") > 1);
    }
};

QTEST_MAIN(SalePageTest)
#include "SalePageTest.moc"
