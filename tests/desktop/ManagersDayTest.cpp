// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/CellRole.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kProducts = 40;

} // namespace

// A manager's day, by keyboard and scanner alone, in a real window on a real server with a real PostgreSQL:
// forty products come in, a category is counted, somebody asks why a number is 3, and it is put right.
class ManagersDayTest : public ShopWindow {
    Q_OBJECT

private:
    QJsonArray m_products;

    // The shop as it was the evening before: forty products, ten of them drinks, nothing on the shelves.
    void furnishShop()
    {
        const auto category = post(u"categories"_s, {{u"name"_s, u"Minuman"_s}});
        QVERIFY2(category, category ? "" : qPrintable(category.error().detail));
        for (int i = 0; i < kProducts; ++i) {
            QJsonObject product{{u"name"_s, u"Barang %1"_s.arg(i + 1, 2, 10, QLatin1Char('0'))},
                                {u"sku"_s, u"B-%1"_s.arg(i + 1, 2, 10, QLatin1Char('0'))},
                                {u"price"_s, 10'000 + 500 * i},
                                {u"barcodes"_s, QJsonArray{u"0899100%1"_s.arg(i + 100000)}}};
            if (i < 10)
                product[u"category_id"_s] = (*category)[u"id"];
            const auto made = post(u"products"_s, product);
            QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
            m_products.append(*made);
        }
    }
    QString barcode(int i) const { return m_products[i][u"barcodes"][0].toString(); }

    double onHand(int i)
    {
        const auto answer = get(u"products/"_s + m_products[i][u"id"].toString());
        return answer ? answer->value(u"on_hand").toDouble(-999) : -999;
    }

    void receiveForty()
    {
        key(Qt::Key_3, Qt::ControlModifier); // the page Stock
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "stock.tabs"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(rows("stock.table"), kProducts, kPatience);
        key(Qt::Key_PageDown, Qt::ControlModifier); // its part Receive
        QTRY_VERIFY(isShown(*m_desktop, "receive.table"));
        for (int i = 0; i < kProducts; ++i)
            m_scanner.scan(barcode(i)); // as fast as a hand can, wherever the focus has gone
        QTRY_COMPARE_WITH_TIMEOUT(rows("receive.table"), kProducts, kPatience);
        m_scanner.scan(barcode(0)); // two more of the first
        m_scanner.scan(barcode(0));
        QTRY_COMPARE_WITH_TIMEOUT(cell("receive.table", 0, 1), u"3 pcs"_s, kPatience);
        m_scanner.scan(barcode(1));
        QTRY_COMPARE_WITH_TIMEOUT(cell("receive.table", 1, 1), u"2 pcs"_s, kPatience);
        write(u"24"_s); // the quantity has the focus after a scan, and its number is chosen
        QCOMPARE(cell("receive.table", 1, 1), u"24 pcs"_s);
        QVERIFY(tabTo("receive.cost"));
        write(u"7.500"_s);
        QCOMPARE(cell("receive.table", 1, 3), u"Rp180.000"_s);
        QVERIFY(tabTo("receive.reference"));
        write(u"INV-2026-7"_s);
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "receive.done"), kPatience);
        QCOMPARE(onHand(0), 3.);
        QCOMPARE(onHand(1), 24.);
        QCOMPARE(onHand(kProducts - 1), 1.);
    }

    void sellOne(int i)
    {
        const auto sale = post(
            u"orders"_s,
            {{u"lines"_s, QJsonArray{QJsonObject{{u"variant_id"_s, m_products[i][u"variant_id"]}, {u"quantity"_s, 1}}}},
             {u"payments"_s,
              QJsonArray{QJsonObject{
                  {u"method"_s, u"cash"_s}, {u"amount"_s, m_products[i][u"price"]}, {u"tendered"_s, 100'000}}}}});
        QVERIFY2(sale, sale ? "" : qPrintable(sale.error().detail));
    }

    void countTheDrinks()
    {
        key(Qt::Key_PageDown, Qt::ControlModifier); // Count
        QTRY_VERIFY(isShown(*m_desktop, "count.category"));
        auto *category = find<ComboBox>(*m_desktop, "count.category");
        QTRY_VERIFY_WITH_TIMEOUT(category->findText(u"Minuman"_s) >= 0, kPatience);
        QVERIFY(category->hasFocus());
        key(Qt::Key_Down); // from all products to the first category
        QCOMPARE(category->currentText(), u"Minuman"_s);
        QVERIFY(tabTo("count.begin"));
        key(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(rows("count.table"), 10, kPatience);
        QCOMPARE(table("count.table")->model()->columnCount(), 3); // nothing of what is expected
        for (int i = 0; i < 3; ++i)
            m_scanner.scan(barcode(0)); // piece by piece
        m_scanner.scan(barcode(1));
        QTRY_COMPARE_WITH_TIMEOUT(cell("count.table", 1, 1), u"1 pcs"_s, kPatience);
        write(u"20"_s); // or by its number: four are missing
        key(Qt::Key_Return);
        for (int i = 2; i < 10; ++i) {
            write(u"1"_s); // the next that is not counted has the keyboard
            key(Qt::Key_Return);
        }
        sellOne(2); // the till goes on while the shelves are counted
        QVERIFY(focused() == u"count.review"_s);
        key(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(table("count.table")->model()->columnCount(), 6, kPatience);
        QCOMPARE(cell("count.table", 0, 0), u"Barang 03"_s); // what moved comes first
        QVERIFY(!find<QAbstractButton>(*m_desktop, "count.enter")->isEnabled());
        QVERIFY(tabTo("count.again.row"));
        key(Qt::Key_Space);
        write(u"0"_s); // counted once more
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "count.enter"), kPatience);
        QCOMPARE(cell("count.table", 0, 0), u"Barang 02"_s);
        QCOMPARE(cell("count.table", 0, 3), u"−4"_s);
        QCOMPARE(onHand(1), 24.); // nothing is entered before it was looked at
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "count.done"), kPatience);
        QCOMPARE(onHand(0), 3.);
        QCOMPARE(onHand(1), 20.);
        QCOMPARE(onHand(2), 0.);
    }

    void findWhyItIsThree(const QString &question, const QString &receipt)
    {
        key(Qt::Key_PageUp, Qt::ControlModifier);
        key(Qt::Key_PageUp, Qt::ControlModifier); // back at what is on hand
        QTRY_VERIFY(isShown(*m_desktop, "stock.table"));
        key(Qt::Key_F, Qt::ControlModifier);
        write(u"Barang 01"_s);
        key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(rows("stock.table"), 1, kPatience);
        QVERIFY(tabTo("stock.table"));
        key(Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(text("stockCard.question"), question, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(rows("stockCard.table"), 1, kPatience);
        QCOMPARE(cell("stockCard.table", 0, 0), u"INV-2026-7"_s);
        QVERIFY(table("stockCard.table")->model()->index(0, 0).data(SubRole).toString().startsWith(receipt));
        QCOMPARE(cell("stockCard.table", 0, 1), u"+3"_s);
        QCOMPARE(cell("stockCard.table", 0, 2), u"3"_s);
    }

    void putItRight()
    {
        QVERIFY(tabTo("stockCard.adjust"));
        key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "adjust.quantity"), kPatience);
        QTRY_VERIFY(find(*m_desktop, "adjust.quantity")->hasFocus());
        write(u"1"_s); // one broke
        key(Qt::Key_Return);
        QVERIFY(focused() == u"adjust.reason"_s);
        write(u"Pecah di rak"_s);
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "adjust.done"), kPatience);
        QCOMPARE(onHand(0), 2.);
        // The card of the same product now says so.
        for (int i = 0; i < 3; ++i)
            key(Qt::Key_PageUp, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "stock.table"));
        QVERIFY(tabTo("stock.table"));
        key(Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(rows("stockCard.table"), 2, kPatience);
        QVERIFY(cell("stockCard.table", 0, 0).endsWith(u"Pecah di rak"_s));
        QCOMPARE(cell("stockCard.table", 0, 1), u"−1"_s);
        QCOMPARE(cell("stockCard.table", 0, 2), u"2"_s);
    }

private Q_SLOTS:
    void aManagersDay_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("receipt");
        QTest::newRow("Indonesian") << Language::Indonesian << u"Mengapa jumlahnya 3 pcs?"_s << u"Penerimaan · "_s;
        QTest::newRow("English") << Language::English << u"Why is this 3 pcs?"_s << u"Receipt · "_s;
    }
    void aManagersDay()
    {
        QFETCH(Language, language);
        QFETCH(QString, question);
        QFETCH(QString, receipt);
        m_products = {};
        QVERIFY(openWindow(language));
        QVERIFY(enterNewShop({{u"language"_s, language == Language::Indonesian ? u"id"_s : u"en"_s}}));
        const auto steps = {std::function<void()>([&] { furnishShop(); }),
                            std::function<void()>([&] { receiveForty(); }),
                            std::function<void()>([&] { countTheDrinks(); }),
                            std::function<void()>([&] { findWhyItIsThree(question, receipt); }),
                            std::function<void()>([&] { putItRight(); })};
        for (const auto &step : steps) {
            if (QTest::currentTestFailed())
                return;
            step();
        }
    }
};

QTEST_MAIN(ManagersDayTest)
#include "ManagersDayTest.moc"
