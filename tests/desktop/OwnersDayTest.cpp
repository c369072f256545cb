// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"
#include "ui/shell/Workspace.h"
#include "ui/today/FigureCard.h"
#include "ui/today/LowStockModel.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/BarChart.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/SumsView.h"
#include "ui/wizard/CheckPage.h"

#include <QApplication>
#include <QRadioButton>

#include <algorithm>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;
using namespace Qt::StringLiterals;

namespace {

const QString kBarcode = u"0899100210542"_s;
constexpr qint64 kRevenue = 37'500; // three at 12.500, bought at 7.500
const QString kRevenueWords = u"Rp37.500"_s;
constexpr int kMostHours = 24;

} // namespace

// An owner's first day, by keyboard and scanner alone, in a real window on a real server with a real PostgreSQL:
// from the first start to the first sale, the day's numbers and what is behind them, a file of them, and home.
class OwnersDayTest : public ShopWindow {
    Q_OBJECT

private:
    ComboBox *choice(const char *name) const { return find<ComboBox>(*m_desktop, name); }
    QString figure(const char *name) const { return find<FigureCard>(*m_desktop, name)->figure().value; }
    BarChart *chart() const { return find<BarChart>(*m_desktop, "today.chart"); }
    QJsonObject first(const QString &path) const { return itemsOf(get(path)).first().toObject(); }

    void chooseLanguage(const QString &code)
    {
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "wizard.next"), kPatience);
        QTRY_VERIFY(focused().startsWith(u"wizard.language."_s)); // nobody has to look for it
        key(code == u"en"_s ? Qt::Key_Down : Qt::Key_Up);
        QTRY_COMPARE(m_desktop->languages().code(), code);
        key(Qt::Key_Return);
        QTRY_COMPARE(focused(), u"wizard.shop_name"_s);
    }

    void nameShopAndOwner()
    {
        write(u"Toko Melati"_s);
        QVERIFY(tabTo("wizard.currency"));
        key(Qt::Key_Down);
        QCOMPARE(choice("wizard.currency")->value(), u"GBP"_s);
        key(Qt::Key_Up);
        QCOMPARE(choice("wizard.currency")->value(), u"IDR"_s);
        key(Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(focused(), u"wizard.owner_name"_s);
        write(u"Ratna Dewi"_s);
        QVERIFY(tabTo("wizard.email"));
        write(kOwner);
        QVERIFY(tabTo("wizard.password"));
        write(kPassword);
        key(Qt::Key_Return);
        QTRY_COMPARE(focused(), u"wizard.zone"_s);
    }

    void chooseZoneAndTax()
    {
        key(Qt::Key_Home);
        key(Qt::Key_Down);
        QCOMPARE(choice("wizard.zone")->value(), u"Asia/Makassar"_s);
        QVERIFY(tabTo("wizard.business_day_cutoff"));
        QCOMPARE(choice("wizard.business_day_cutoff")->value(), u"3"_s);
        QVERIFY(tabTo("wizard.tax.none"));
        key(Qt::Key_Down);
        QVERIFY(find<QRadioButton>(*m_desktop, "wizard.tax.ppn")->isChecked());
        key(Qt::Key_Up);
        QVERIFY(find<QRadioButton>(*m_desktop, "wizard.tax.none")->isChecked());
        key(Qt::Key_Return);
    }

    void checkAndFinish(const QString &finish)
    {
        QTRY_COMPARE(focused(), u"wizard.next"_s);
        QCOMPARE(find<QAbstractButton>(*m_desktop, "wizard.next")->text(), finish);
        QStringList told;
        for (const QLabel *label : m_desktop->window().findChild<CheckPage *>()->findChildren<QLabel *>())
            told.append(label->text());
        for (const QString &answer : {u"Toko Melati, IDR"_s, u"Ratna Dewi"_s})
            QVERIFY2(told.contains(answer), qPrintable(told.join(u'\n')));
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        QCOMPARE(m_desktop->session().profile().shopName, u"Toko Melati"_s);
        QCOMPARE(m_desktop->session().profile().zone.id(), QByteArray("Asia/Makassar"));
        QTRY_COMPARE(focused(), u"today.revenue"_s); // an owner begins at Today
        QTRY_COMPARE_WITH_TIMEOUT(figure("today.revenue"), u"Rp0"_s, kPatience);
    }

    void makeProduct()
    {
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "products.empty"), kPatience);
        key(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focused(), u"product.name"_s);
        write(u"Kopi Tubruk"_s);
        const QList<QPair<const char *, QString>> fields{{"product.sku", u"KTB-180"_s},
                                                         {"product.barcodes", kBarcode},
                                                         {"product.price", u"12.500"_s},
                                                         {"product.low_stock_threshold", u"10"_s}};
        for (const auto &[name, words] : fields) {
            QVERIFY(tabTo(name));
            write(words);
        }
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rows("products.table"), 1, kPatience);
        const QJsonObject product = first(u"products"_s);
        QCOMPARE(product[u"barcodes"][0].toString(), kBarcode);
        QCOMPARE(product[u"price"].toInteger(), 12'500);
    }

    void receiveTwelve()
    {
        key(Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rows("stock.table"), 1, kPatience);
        key(Qt::Key_PageDown, Qt::ControlModifier); // its part Receive
        QTRY_VERIFY(isShown(*m_desktop, "receive.table"));
        m_scanner.scan(kBarcode);
        QTRY_COMPARE_WITH_TIMEOUT(rows("receive.table"), 1, kPatience);
        write(u"12"_s);
        QVERIFY(tabTo("receive.cost"));
        write(u"7.500"_s);
        QCOMPARE(cell("receive.table", 0, 3), u"Rp90.000"_s);
        QVERIFY(tabTo("receive.reference"));
        write(u"INV-2026-1"_s);
        key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "receive.done"), kPatience);
        QCOMPARE(first(u"products"_s)[u"on_hand"].toInteger(), 12);
    }

    void sellThree()
    {
        key(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "orders.empty"), kPatience);
        key(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(focused(), u"sale.find"_s);
        for (int i = 0; i < 3; ++i)
            m_scanner.scan(kBarcode);
        const auto total = [this] { return find<SumsView>(*m_desktop, "sale.sums")->amountOf(u"Total"_s); };
        QTRY_COMPARE_WITH_TIMEOUT(total(), kRevenueWords, kPatience);
        key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(focused(), u"sale.cash"_s, kPatience);
        write(u"50.000"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(*m_desktop, "sale.complete")->isEnabled(), kPatience);
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "sold.number"), kPatience);
        QCOMPARE(text("sold.change"), u"Rp12.500"_s);
    }

    void seeItInOrders(const QString &paid)
    {
        const QString number = text("sold.number");
        QTRY_COMPARE(focused(), u"sold.next"_s);
        key(Qt::Key_Escape);
        QTRY_COMPARE(focused(), u"orders.table"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 1, kPatience);
        QCOMPARE(cell("orders.table", 0, 0), number);
        QCOMPARE(cell("orders.table", 0, 4), kRevenueWords);
        QCOMPARE(cell("orders.table", 0, 5), paid);
        key(Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(rows("order.lines"), 1, kPatience);
        QCOMPARE(cell("order.lines", 0, 0), u"Kopi Tubruk"_s);
    }

    void readToday()
    {
        key(Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(focused(), u"today.revenue"_s);
        QTRY_COMPARE_WITH_TIMEOUT(figure("today.revenue"), kRevenueWords, kPatience);
        QCOMPARE(figure("today.orders"), u"1"_s);
        QCOMPARE(figure("today.basket"), kRevenueWords);
        QCOMPARE(figure("today.profit"), u"Rp15.000"_s);
    }

    // The orders of the day, and the keyboard in their list.
    void seeOrdersOfTheDay(const QString &day)
    {
        QTRY_COMPARE_WITH_TIMEOUT(focused(), u"orders.table"_s, kPatience);
        QTRY_VERIFY(isShown(*m_desktop, "chip.business_date"));
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 1, kPatience);
        QCOMPARE(first(u"orders"_s)[u"business_date"].toString(), day);
        key(Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(focused(), u"today.revenue"_s);
    }

    void openWhatIsBehindTheRevenue()
    {
        const QString day = first(u"orders"_s)[u"business_date"].toString();
        key(Qt::Key_Return);
        seeOrdersOfTheDay(day);
    }

    void openWhatIsBehindTheHour()
    {
        const QJsonObject order = first(u"orders"_s);
        const QDateTime sold = QDateTime::fromString(order[u"created_at"].toString(), Qt::ISODateWithMs);
        const QString hour = sold.toTimeZone(QTimeZone("Asia/Makassar")).toString(u"HH"_s);
        QVERIFY(tabTo("today.chart"));
        key(Qt::Key_Home);
        const auto marked = [this] { return chart()->bars().value(chart()->marked()); };
        for (int i = 0; i < kMostHours && marked().label != hour; ++i)
            key(Qt::Key_Right);
        QCOMPARE(marked().label, hour);
        QCOMPARE(marked().amount, Money::ofMinor(kRevenue));
        QVERIFY(chart()->accessibleDescription().contains(kRevenueWords)); // what a screen reader says of it
        const auto bars = chart()->bars();
        QCOMPARE(std::count_if(bars.begin(), bars.end(), [](const auto &bar) { return !bar.amount.isZero(); }), 1);
        key(Qt::Key_Return);
        seeOrdersOfTheDay(order[u"business_date"].toString());
    }

    void seeWhatRunsLow()
    {
        QTRY_COMPARE_WITH_TIMEOUT(rows("today.low"), 1, kPatience);
        QCOMPARE(cell("today.low", 0, LowStockModel::Name), u"Kopi Tubruk"_s);
        QCOMPARE(cell("today.low", 0, LowStockModel::OnHand), u"9"_s);
        QCOMPARE(cell("today.low", 0, LowStockModel::Minimum), u"10"_s);
        QVERIFY(tabTo("today.low"));
        key(Qt::Key_Down);
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "stockCard.question"), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(text("stockCard.question").contains(u"9 pcs"_s), kPatience); // why so few
        QTRY_COMPARE_WITH_TIMEOUT(rows("stockCard.table"), 2, kPatience);                     // the sale, the receipt
        key(Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(focused(), u"today.revenue"_s);
        QVERIFY(tabTo("today.lowAll"));
        key(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(focused(), u"stock.table"_s, kPatience);
        QTRY_VERIFY(isShown(*m_desktop, "chip.low_stock"));
        QTRY_COMPARE_WITH_TIMEOUT(rows("stock.table"), 1, kPatience);
    }

    void askForExport()
    {
        key(Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(focused(), u"today.revenue"_s);
        key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(focused(), u"orders.table"_s, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 1, kPatience);
        QVERIFY(tabTo("orders.more"));
        key(Qt::Key_Space);
        QTRY_VERIFY(QApplication::activePopupWidget());
        key(Qt::Key_Down);
        key(Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "export.dialog"));
    }

    // The kinds of file are a workbook, semicolons and commas.
    void exportTheDay(const QString &code, const QString &header)
    {
        askForExport();
        QVERIFY(tabTo("fileTypeCombo"));
        for (int i = 0; i < (code == u"en"_s ? 2 : 1); ++i)
            key(Qt::Key_Down);
        QVERIFY(tabTo("fileNameEdit"));
        key(Qt::Key_A, Qt::ControlModifier);
        const QString path = m_folder->filePath(u"orders"_s); // its ending is given by the kind
        write(path);
        key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "orders.exported"), kPatience);
        QVERIFY(find<Banner>(*m_desktop, "orders.exported")->strongText().contains(u"orders.csv"_s));

        QFile file(path + u".csv"_s);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("\xEF\xBB\xBF")); // so that Excel reads it as UTF-8
        const QStringList lines = QString::fromUtf8(bytes).split(u"\r\n"_s);
        QCOMPARE(lines.size(), 3); // a header, the order, and nothing after the last line's end
        QCOMPARE(lines[0], header);
        const QString separator = code == u"en"_s ? u","_s : u";"_s;
        QCOMPARE(lines[1].section(separator, 0, 0), first(u"orders"_s)[u"number"].toString());
        QCOMPARE(lines[1].section(separator, 4, 4), QString::number(kRevenue));
    }

    void goHome()
    {
        QVERIFY(bringToFront(*m_desktop));
        key(Qt::Key_Q, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->window().workspace(), kPatience);
        QTRY_COMPARE(focused(), u"signIn.email"_s);
    }

    void beginTheNextMorning(const QString &code)
    {
        m_desktop.reset();
        m_server.reset();
        QVERIFY(startServer());
        QVERIFY(openWindow({}));
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "signIn.email"), kPatience);
        QVERIFY(!m_desktop->window().workspace());
        QCOMPARE(m_desktop->languages().code(), code); // the one that was chosen
        signInByKeyboard(kOwner, kPassword);
        QCOMPARE(m_desktop->session().profile().name, u"Ratna Dewi"_s);
        key(Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 1, kPatience);
    }

private Q_SLOTS:
    void anOwnersDay_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("finish");
        QTest::addColumn<QString>("paid");
        QTest::addColumn<QString>("header");
        QTest::newRow("Indonesian") << u"id"_s << u"Buat toko"_s << u"Lunas"_s
                                    << u"Nomor;Waktu;Referensi;Jenis;Total;Status"_s;
        QTest::newRow("English") << u"en"_s << u"Make the shop"_s << u"Paid"_s
                                 << u"Number,Time,Reference,Kind,Total,Status"_s;
    }

    void anOwnersDay()
    {
        QFETCH(QString, code);
        QFETCH(QString, finish);
        QFETCH(QString, paid);
        QFETCH(QString, header);
        QVERIFY(openWindow(code == u"id"_s ? Language::English : Language::Indonesian)); // the wizard changes it
        const std::initializer_list<std::function<void()>> steps{[&] { chooseLanguage(code); },
                                                                 [&] { nameShopAndOwner(); },
                                                                 [&] { chooseZoneAndTax(); },
                                                                 [&] { checkAndFinish(finish); },
                                                                 [&] { makeProduct(); },
                                                                 [&] { receiveTwelve(); },
                                                                 [&] { sellThree(); },
                                                                 [&] { seeItInOrders(paid); },
                                                                 [&] { readToday(); },
                                                                 [&] { openWhatIsBehindTheRevenue(); },
                                                                 [&] { openWhatIsBehindTheHour(); },
                                                                 [&] { seeWhatRunsLow(); },
                                                                 [&] { exportTheDay(code, header); },
                                                                 [&] { goHome(); },
                                                                 [&] { beginTheNextMorning(code); }};
        for (const auto &step : steps) {
            step();
            if (QTest::currentTestFailed())
                return;
        }
    }
};

QTEST_MAIN(OwnersDayTest)
#include "OwnersDayTest.moc"
