// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/StockWindow.h"
#include "ui/models/CursorTableModel.h"
#include "ui/widgets/FilterBar.h"

#include <QAbstractItemModelTester>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;
using namespace Qt::StringLiterals;

class StockPanelTest : public StockWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void lowStockComesFirstAndChipsFilter()
    {
        QCOMPARE(cell("stock.table", 0, 3), u"Low"_s);
        auto *filters = qobject_cast<FilterBar *>(edit("stock.search")->parentWidget());
        filters->setValue(u"low_stock"_s, u"true"_s);
        QTRY_COMPARE(table("stock.table")->model()->rowCount(), 5);
        find<QAbstractButton>(*m_desktop, "chip.low_stock")->click();
        QTRY_COMPARE(table("stock.table")->model()->rowCount(), 14);
        type(edit("stock.search"), u"gula aren"_s);
        QTRY_COMPARE(table("stock.table")->model()->rowCount(), 1);
    }

    void modelsKeepTheRules()
    {
        for (const char *name : {"stock.table", "movements.table", "receive.table", "count.table", "stockCard.table",
                                 "stockDocument.table"})
            new QAbstractItemModelTester(table(name)->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                         table(name));
        show(Receive);
        scan(u"TB-350"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        scan(u"KTB-180"_s);
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 2);
        press("receive.remove");
        QTRY_COMPARE(table("receive.table")->model()->rowCount(), 1);
        press("receive.enter");
        QTRY_VERIFY(isShown(*m_desktop, "receive.done"));
        press("receive.again");
        beginCount(u"c1"_s);
        scan(u"TB-350"_s);
        scan(u"KTB-180"_s); // of another category
        QTRY_COMPARE(table("count.table")->model()->rowCount(), 5);
        press("count.review");
        QTRY_COMPARE(table("count.table")->model()->columnCount(), 6);
        press("count.back");
        press("count.review");
        QTRY_VERIFY(isShown(*m_desktop, "count.enter"));
        press("count.enter");
        QTRY_VERIFY(isShown(*m_desktop, "count.done"));
        show(Movements);
        QTRY_VERIFY(table("movements.table")->model()->rowCount() > 1);
        table("movements.table")->selectRow(0);
        QTRY_VERIFY(table("stockDocument.table")->model()->rowCount() > 0);
    }

    void filesOfTheirListsHoldNumbers()
    {
        m_stock->move(u"KSG-250"_s, u"receipt"_s, 24, {{u"reference"_s, u"INV-7"_s}});
        show(Movements);
        QTRY_VERIFY(table("movements.table")->model()->rowCount() > 0);
        for (const auto &[name, sku, number] : {std::tuple{"stock.table", 0, 2}, std::tuple{"movements.table", 1, 4}}) {
            const auto *model = qobject_cast<CursorTableModel *>(table(name)->model());
            const QList<ExportValue> row = model->exportRow(model->item(0));
            QCOMPARE(row.size(), model->exportTitles().size());
            QCOMPARE(row[sku].text, model->item(0)[u"sku"].toString());
            QCOMPARE(static_cast<int>(row[number].kind), static_cast<int>(ExportValue::Kind::Number));
            const QString quantity = QString::fromLatin1(sku == 0 ? "on_hand" : "quantity");
            QCOMPARE(row[number].digits(u'.').toDouble(), model->item(0)[quantity].toDouble());
        }
    }

    void theCardSaysWhyTheNumberIsWhatItIs()
    {
        m_stock->move(u"KSG-250"_s, u"receipt"_s, 24, {{u"reference"_s, u"INV-7"_s}});
        m_stock->move(u"KSG-250"_s, u"sale"_s, -3,
                      {{u"reference_type"_s, u"order"_s},
                       {u"reference_id"_s, m_shop->orders()[4].toObject()[u"id"]},
                       {u"reference"_s, u"STORE-T01-260122-0005"_s}});
        type(edit("stock.search"), u"KSG-250"_s);
        QTRY_COMPARE(table("stock.table")->model()->rowCount(), 1);
        table("stock.table")->selectRow(0);
        QTRY_COMPARE(text("stockCard.question"), u"Why is this 35 pcs?"_s);
        QTRY_COMPARE(table("stockCard.table")->model()->rowCount(), 3);
        QCOMPARE(cell("stockCard.table", 0, 0), u"STORE-T01-260122-0005"_s);
        QCOMPARE(cell("stockCard.table", 0, 1), u"−3"_s);
        QCOMPARE(cell("stockCard.table", 0, 2), u"35"_s);
        QCOMPARE(cell("stockCard.table", 1, 1), u"+24"_s);
        QVERIFY(text("stockCard.proof").contains(u"exactly"_s));
        // A sale's document is its order.
        table("stockCard.table")->setFocus();
        table("stockCard.table")->selectRow(0);
        QTest::keyClick(table("stockCard.table"), Qt::Key_Return);
        QTRY_COMPARE(m_desktop->window().workspace()->currentPanel()->title(), u"Orders"_s);
        QTRY_COMPARE(text("order.number"), u"STORE-T01-260122-0005"_s);
    }

    void aNumberElsewhereOpensItsList()
    {
        auto *panel = m_desktop->window().workspace()->currentPanel();
        show(Movements);
        panel->showList({{u"low_stock"_s, u"true"_s}});
        QTRY_COMPARE(table("stock.table")->model()->rowCount(), 5);
        QVERIFY(isShown(*m_desktop, "chip.low_stock"));
    }

    void aScanOverTheListOpensItsCard()
    {
        scan(u"TB-350"_s);
        QTRY_COMPARE(text("stockCard.question"), u"Why is this 311 pcs?"_s);
        QVERIFY(edit("stock.search")->text().isEmpty());
    }

    void aCorrectionNeedsItsReason()
    {
        show(Adjust);
        scan(u"KSG-250"_s);
        QTRY_VERIFY(isShown(*m_desktop, "adjust.quantity"));
        QVERIFY(edit("adjust.quantity")->hasFocus());
        QTest::keyClicks(edit("adjust.quantity"), u"2"_s);
        QCOMPARE(text("adjust.result"), u"14 → 12 pcs"_s);
        press("adjust.enter");
        QVERIFY(!errorAt("adjust.reason").isEmpty());
        QCOMPARE(sent("adjustments").size(), 0);
        type(edit("adjust.reason"), u"Broken"_s);
        press("adjust.enter");
        QTRY_VERIFY(isShown(*m_desktop, "adjust.done"));
        QCOMPARE(m_stock->onHand(u"KSG-250"_s), 12.);
        QCOMPARE(sent("adjustments")[0].body[u"lines"][0][u"quantity"].toInt(), -2);
        QCOMPARE(sent("adjustments")[0].body[u"reason"].toString(), u"Broken"_s);
    }

    void theStockCanBeSetToWhatIsThere()
    {
        show(Adjust);
        scan(u"GLP-001"_s); // two below zero
        QTRY_VERIFY(isShown(*m_desktop, "adjust.quantity"));
        auto *kind = find<ComboBox>(*m_desktop, "adjust.kind");
        kind->setValue(u"set"_s);
        Q_EMIT kind->activated(kind->currentIndex());
        type(edit("adjust.quantity"), u"0"_s);
        type(edit("adjust.reason"), u"Found again"_s);
        QTest::keyClick(edit("adjust.reason"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "adjust.done"));
        QCOMPARE(m_stock->onHand(u"GLP-001"_s), 0.);
    }

    void movementsAreFilteredByKindAndDay()
    {
        m_stock->move(u"KSG-250"_s, u"sale"_s, -3);
        m_stock->move(u"TB-350"_s, u"receipt"_s, 24);
        show(Movements);
        QTRY_COMPARE(table("movements.table")->model()->rowCount(), 4); // with the two openings
        auto *filters = edit("movements.search")->parentWidget();
        auto *bar = qobject_cast<FilterBar *>(filters);
        QVERIFY(bar);
        bar->setValue(u"kind"_s, u"receipt"_s);
        QTRY_COMPARE(table("movements.table")->model()->rowCount(), 1);
        bar->setValue(u"day"_s, u"2026-01-22"_s);
        QTRY_VERIFY(!m_shop->requests().last().query.queryItemValue(u"from"_s).isEmpty());
        const QUrlQuery query = m_shop->requests().last().query;
        QCOMPARE(query.queryItemValue(u"from"_s, QUrl::FullyDecoded),
                 u"2026-01-21T17:00:00.000Z"_s); // Jakarta's midnight
        QCOMPARE(query.queryItemValue(u"to"_s, QUrl::FullyDecoded), u"2026-01-22T17:00:00.000Z"_s);
        QVERIFY(!query.hasQueryItem(u"day"_s));
    }

    void aCashierOnlyLooks()
    {
        openWindow(u"cashier"_s);
        auto *tabs = find<QTabBar>(*m_desktop, "stock.tabs");
        QVERIFY(tabs->isTabVisible(OnHand) && tabs->isTabVisible(Movements));
        QVERIFY(!tabs->isTabVisible(Receive) && !tabs->isTabVisible(Count) && !tabs->isTabVisible(Adjust));
        QCOMPARE(table("stock.table")->model()->columnCount(), 4); // no cost
        table("stock.table")->selectRow(0);
        QTRY_VERIFY(isShown(*m_desktop, "stockCard.table"));
        QVERIFY(!isShown(*m_desktop, "stockCard.adjust"));
    }

    void aLostConnectionKeepsTheRows()
    {
        m_shop->goAway();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "stock.banner"));
        QCOMPARE(table("stock.table")->model()->rowCount(), 14);
        QVERIFY(table("stock.table")->isStale());
        m_shop->comeBack();
        press("stock.retry");
        QTRY_VERIFY(!isShown(*m_desktop, "stock.banner"));
    }
};

QTEST_MAIN(StockPanelTest)
#include "StockPanelTest.moc"
