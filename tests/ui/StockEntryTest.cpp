// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/StockWindow.h"
#include "ui/stock/CodeLookup.h"
#include "ui/widgets/EmptyState.h"

#include <QSignalSpy>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;
using namespace Qt::StringLiterals;

// Receiving and counting.
class StockEntryTest : public StockWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void goodsComeInByScanner()
    {
        show(Receive);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        scan(u"TB-350"_s);
        QTRY_COMPARE(cell("receive.table", 0, 1), u"2 pcs"_s);
        QVERIFY(edit("receive.quantity")->hasFocus());
        QTest::keyClicks(edit("receive.quantity"), u"48"_s);
        QCOMPARE(cell("receive.table", 0, 1), u"48 pcs"_s);
        scan(u"KTB-180"_s); // while the quantity has the focus
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 2);
        QCOMPARE(cell("receive.table", 0, 1), u"48 pcs"_s);
        type(edit("receive.cost"), u"7.000"_s);
        QCOMPARE(cell("receive.table", 1, 3), u"Rp7.000"_s);
        QCOMPARE(text("receive.total"), u"Rp7.000"_s);
        type(edit("receive.reference"), u"INV-7"_s);
        press("receive.enter");
        QTRY_VERIFY(isShown(*m_desktop, "receive.done"));
        QCOMPARE(sent("receipts").size(), 1);
        const QJsonObject body = sent("receipts")[0].body;
        QCOMPARE(body[u"reference"].toString(), u"INV-7"_s);
        QCOMPARE(body[u"lines"][0][u"quantity"].toInt(), 48);
        QCOMPARE(body[u"lines"][1][u"unit_cost"].toInt(), 7000);
        QVERIFY(find<EmptyState>(*m_desktop, "receive.done")->isVisible());
        QCOMPARE(m_stock->onHand(u"TB-350"_s), 311. + 48);
        press("receive.document");
        QTRY_COMPARE(table("stockDocument.table")->model()->rowCount(), 2);
        QCOMPARE(text("stockDocument.heading"), u"Receipt INV-7"_s);
    }

    void aCartonIsReceivedAsOne()
    {
        show(Receive);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        auto *unit = find<ComboBox>(*m_desktop, "receive.unit");
        unit->setValue(u"karton"_s);
        Q_EMIT unit->activated(unit->currentIndex());
        press("receive.enter");
        QTRY_COMPARE(m_stock->onHand(u"TB-350"_s), 311. + 24);
        QCOMPARE(sent("receipts")[0].body[u"lines"][0][u"unit"].toString(), u"karton"_s);
    }

    void aLostAnswerIsEnteredOnce()
    {
        show(Receive);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        m_stock->loseAnswers(true);
        press("receive.enter");
        QTRY_VERIFY(isShown(*m_desktop, "receive.retry"));
        QVERIFY(!button("receive.enter")->isEnabled()); // nothing else until this is settled
        QVERIFY(!edit("receive.quantity")->isEnabled());
        scan(u"KTB-180"_s);
        QCOMPARE(table("receive.table")->model()->rowCount(), 1);
        m_stock->loseAnswers(false);
        press("receive.retry");
        QTRY_VERIFY(isShown(*m_desktop, "receive.done"));
        const QList<FakeRequest> all = sent("receipts");
        QVERIFY(all.size() >= 2);
        for (const FakeRequest &request : all) {
            QCOMPARE(request.header("idempotency-key"), all.first().header("idempotency-key"));
            QCOMPARE(request.body, all.first().body);
        }
        QCOMPARE(m_stock->onHand(u"TB-350"_s), 312.);
    }

    void aDocumentNobodyKnowsTheFateOfCanBeGivenUp()
    {
        show(Receive);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        m_stock->loseAnswers(true);
        press("receive.enter");
        QTRY_VERIFY(isShown(*m_desktop, "receive.retry"));
        press("receive.discard");
        QTRY_VERIFY(button("discard"));
        press("discard");
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 0);
        m_stock->loseAnswers(false);
        scan(u"KTB-180"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        press("receive.enter");
        QTRY_VERIFY(isShown(*m_desktop, "receive.done"));
    }

    void anUnknownCodeIsSaidAndAddsNothing()
    {
        show(Receive);
        m_scanner.scan(u"4006381333931"_s);
        QTRY_COMPARE(banner("receive.banner"), u"No product has the code 4006381333931."_s);
        QCOMPARE(table("receive.table")->model()->rowCount(), 0);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        QVERIFY(!isShown(*m_desktop, "receive.banner"));
    }

    void noAnswerFillsAFieldInTheMiddleOfABurst()
    {
        CodeLookup codes(m_desktop->client());
        QSignalSpy found(&codes, &CodeLookup::found);
        codes.setPaused(true);
        codes.find(m_stock->barcodeOf(u"TB-350"_s));
        codes.find(m_stock->barcodeOf(u"KTB-180"_s));
        QVERIFY(ask(m_desktop->client(), {.path = u"/api/v1/stock"_s})); // by then the answer is there
        QTRY_COMPARE(m_shop->requestsTo("GET", u"/api/v1/products/lookup"_s).size(), 1);
        QCOMPARE(found.size(), 0);
        codes.setPaused(false);
        QTRY_COMPARE(found.size(), 2);
        QCOMPARE(found[0][0].value<StockItem>().sku, u"TB-350"_s);
        QCOMPARE(found[1][0].value<StockItem>().sku, u"KTB-180"_s);
    }

    void noScanIsLostWhileTheServerIsAway()
    {
        show(Receive);
        m_shop->goAway();
        scan(u"TB-350"_s);
        QTRY_VERIFY(isShown(*m_desktop, "receive.retry"));
        scan(u"KTB-180"_s);
        scan(u"TB-350"_s);
        QTRY_VERIFY(isShown(*m_desktop, "receive.retry"));
        m_shop->comeBack();
        press("receive.retry");
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 2);
        QTRY_COMPARE(cell("receive.table", 0, 1), u"2 pcs"_s);
        QVERIFY(!isShown(*m_desktop, "receive.banner"));
    }

    void theServersErrorStandsAtItsLine()
    {
        show(Receive);
        scan(u"TB-350"_s);
        scan(u"KTB-180"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 2);
        m_shop->on("POST /api/v1/stock/receipts",
                   FakeServer::problem(422, u"invalid"_s, u"Some fields need a correction."_s,
                                       {QJsonObject{{u"field"_s, u"lines[1].quantity"_s},
                                                    {u"code"_s, u"not_exact"_s},
                                                    {u"message"_s, u"No whole number of pieces."_s}}}));
        press("receive.enter");
        QTRY_VERIFY(!banner("receive.banner").isEmpty());
        QCOMPARE(table("receive.table")->currentIndex().row(), 1);
        QVERIFY(!isShown(*m_desktop, "receive.retry"));
        QVERIFY(button("receive.enter")->isEnabled());
    }

    void whatCannotBeReadIsNotEntered()
    {
        show(Receive);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        for (const QString &wrong : {u"0"_s, u"-3"_s, u"1.50"_s, u"twelve"_s}) {
            type(edit("receive.quantity"), wrong);
            QVERIFY2(!errorAt("receive.quantity").isEmpty(), qPrintable(wrong));
            QVERIFY(!button("receive.enter")->isEnabled());
        }
        type(edit("receive.quantity"), u"1.500"_s);
        QVERIFY(errorAt("receive.quantity").isEmpty());
        QCOMPARE(cell("receive.table", 0, 1), u"1.500 pcs"_s);
    }

    void aProductIsFoundByWords()
    {
        show(Receive);
        type(edit("receive.find"), u"kopi"_s);
        QTRY_VERIFY(isShown(*m_desktop, "receive.found"));
        QTest::keyClick(edit("receive.find"), Qt::Key_Down);
        QTest::keyClick(edit("receive.find"), Qt::Key_Return);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        QCOMPARE(cell("receive.table", 0, 0), u"Kopi Tubruk"_s);
        QVERIFY(!isShown(*m_desktop, "receive.found"));
    }

    void aCountShowsNothingOfWhatIsExpected()
    {
        beginCount(u"c1"_s);
        QAbstractItemModel *model = table("count.table")->model();
        QCOMPARE(model->columnCount(), 3);
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QModelIndex index = model->index(row, column);
                for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole)})
                    QVERIFY2(!index.data(role).toString().contains(u"311"_s), qPrintable(index.data().toString()));
            }
        }
        QCOMPARE(text("count.progress"), u"0 of 4 counted"_s);
        QVERIFY(!button("count.review")->isEnabled());
    }

    void differencesAreShownBeforeTheyAreEntered()
    {
        beginCount(u"c1"_s);
        scan(u"TB-350"_s);
        QTRY_COMPARE(text("count.progress"), u"1 of 4 counted"_s);
        QTest::keyClicks(edit("count.counted"), u"310"_s);
        scan(u"SKD-250"_s);
        QTRY_COMPARE(text("count.progress"), u"2 of 4 counted"_s);
        QTest::keyClicks(edit("count.counted"), u"64"_s);
        press("count.review");
        QTRY_COMPARE(table("count.table")->model()->columnCount(), 6);
        QCOMPARE(table("count.table")->model()->rowCount(), 2); // what was left out stays as it is
        QCOMPARE(cell("count.table", 0, 0), u"Teh Botol 350 ml"_s);
        QCOMPARE(cell("count.table", 0, 2), u"311"_s);
        QCOMPARE(cell("count.table", 0, 3), u"−1"_s);
        QCOMPARE(cell("count.table", 1, 5), u"Right"_s);
        QCOMPARE(sent("counts").size(), 0);
        press("count.enter");
        QTRY_VERIFY(isShown(*m_desktop, "count.done"));
        QCOMPARE(m_stock->onHand(u"TB-350"_s), 310.);
        QCOMPARE(m_stock->onHand(u"ETM-400"_s), 126.);
        QCOMPARE(sent("counts")[0].body[u"lines"].toArray().size(), 2);
    }

    void whatMovedWhileCountingIsAskedAbout()
    {
        beginCount(u"c1"_s);
        scan(u"TB-350"_s);
        QTRY_COMPARE(text("count.progress"), u"1 of 4 counted"_s);
        QTest::keyClicks(edit("count.counted"), u"311"_s);
        m_stock->move(u"TB-350"_s, u"sale"_s, -1);
        press("count.review");
        QTRY_COMPARE(cell("count.table", 0, 5), u"Moved meanwhile"_s);
        QVERIFY(!button("count.enter")->isEnabled());
        press("count.newer");
        QVERIFY(button("count.enter")->isEnabled());
        m_stock->move(u"TB-350"_s, u"sale"_s, -1); // and once more, between the review and the entry
        press("count.enter");
        QTRY_COMPARE(banner("count.banner"), u"1 product moved while you counted."_s);
        QCOMPARE(cell("count.table", 0, 2), u"309"_s);
        QVERIFY(!button("count.enter")->isEnabled());
        press("count.again.row");
        QCOMPARE(table("count.table")->model()->columnCount(), 3);
        QTest::keyClicks(edit("count.counted"), u"309"_s);
        press("count.review");
        QTRY_VERIFY(isShown(*m_desktop, "count.enter"));
        press("count.enter");
        QTRY_VERIFY(isShown(*m_desktop, "count.done"));
        QCOMPARE(m_stock->onHand(u"TB-350"_s), 309.);
    }

    void whatIsNotEnteredIsAskedAbout()
    {
        show(Receive);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        auto *panel = m_desktop->window().workspace()->currentPanel();
        QVERIFY(panel->isUnsaved());
        bool left = false;
        panel->leave([&] { left = true; });
        QTRY_VERIFY(button("stay"));
        press("stay");
        QVERIFY(!left);
        QCOMPARE(table("receive.table")->model()->rowCount(), 1);
        QTRY_VERIFY(!button("stay"));
        panel->leave([&] { left = true; });
        QTRY_VERIFY(button("discard"));
        press("discard");
        QVERIFY(left);
        QVERIFY(!panel->isUnsaved());
    }
};

QTEST_MAIN(StockEntryTest)
#include "StockEntryTest.moc"
