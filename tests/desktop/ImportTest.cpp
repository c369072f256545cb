// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"
#include "tests/ui/support/GuiWatchdog.h"
#include "ui/models/ImportRowsModel.h"
#include "ui/panels/ImportPanel.h"
#include "ui/panels/ListExport.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

constexpr int kWorkPatience = 300'000;
constexpr int kManyRows = 300'000;

} // namespace

// Whole files through the window, its server and PostgreSQL.
class ImportTest : public ShopWindow {
    Q_OBJECT

private:
    ImportPanel *panel() const { return m_desktop->window().findChild<ImportPanel *>(); }
    QString banner() const
    {
        return isShown(*m_desktop, "import.banner") ? find<Banner>(*m_desktop, "import.banner")->strongText()
                                                    : QString();
    }

    QJsonObject lastImport()
    {
        const auto list = get(QStringLiteral("imports"));
        return list ? list->value(u"items").toArray().first().toObject() : QJsonObject();
    }

    // As the window tells it: "3.500 of 300.000 lines".
    qint64 linesDone() const
    {
        const QString said = text("import.job.detail");
        return said.contains(QStringLiteral(" of ")) ? said.section(u' ', 0, 0).remove(u'.').toLongLong() : 0;
    }

    // Waits for the end of a run; what went wrong, where it stopped.
    QString failureOfRun()
    {
        const bool ended = QTest::qWaitFor([this] { return !banner().isEmpty() && !isShown(*m_desktop, "import.job"); },
                                           kWorkPatience);
        if (!ended)
            return QStringLiteral("it did not end");
        return lastImport()[u"failure"].toString();
    }

    bool openImport(const QString &currency, const QString &zone)
    {
        if (!makeShop({{QStringLiteral("currency"), currency},
                       {QStringLiteral("zone"), zone},
                       {QStringLiteral("business_day_cutoff"), 4},
                       {QStringLiteral("language"), QStringLiteral("en")}})
            || !openWindow(Language::English) || !signIn(*m_desktop, kOwner, kPassword))
            return false;
        m_desktop->window().workspace()->openPanel(QStringLiteral("import"));
        return true;
    }

    QString manyProducts() const
    {
        QFile file(m_folder->filePath(QStringLiteral("many.csv")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("the test cannot write its file");
        file.write("sku,name,price,category,barcode,on_hand\n");
        for (int i = 0; i < kManyRows; ++i)
            file.write(QByteArray("SKU-%1,Barang nomor %1,%2,Rak %3,899%4,3\n")
                           .replace("%1", QByteArray::number(i))
                           .replace("%2", QByteArray::number(1000 + i % 900 * 100))
                           .replace("%3", QByteArray::number(i % 40))
                           .replace("%4", QByteArray::number(i).rightJustified(10, '0')));
        return file.fileName();
    }

private Q_SLOTS:
    void threeHundredThousandRowsCancelledInTheMiddle()
    {
        QVERIFY(openImport(QStringLiteral("IDR"), QStringLiteral("Asia/Jakarta")));
        const QString file = manyProducts();
        GuiWatchdog watchdog;
        panel()->takeFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "import.job.cancel"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("300.000 lines are ready."), kWorkPatience);
        click("import.run");
        // The label says what the dry run did until the run has begun.
        QTRY_VERIFY_WITH_TIMEOUT(linesDone() > 3000 && linesDone() < kManyRows, kWorkPatience);
        click("import.job.cancel");
        QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(QStringLiteral("Cancelled.")), kWorkPatience);
        QCOMPARE(watchdog.complaint(), QString());

        // What was done is told, and it is all there is: a product, its stock and its barcode for each line.
        const QJsonObject outcomes = lastImport()[u"report"][u"outcomes"].toObject();
        const qint64 created = outcomes[u"created"][u"lines"].toInteger();
        QVERIFY(created >= 3000 && created < kManyRows);
        QCOMPARE(created + outcomes[u"plan_create"][u"lines"].toInteger(), qint64(kManyRows));
        const auto last = get(QStringLiteral("products/lookup"),
                              QUrlQuery{{QStringLiteral("barcode"), QStringLiteral("8990000000000")}});
        QVERIFY2(last, last ? "" : qPrintable(last.error().detail));

        click("import.undo");
        QTRY_VERIFY(find(*m_desktop, "undo"));
        click("undo");
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("The import was taken back."), kWorkPatience);
        const auto left =
            get(QStringLiteral("products"), QUrlQuery{{QStringLiteral("status"), QStringLiteral("active")}});
        QVERIFY(left && left->value(u"items").toArray().isEmpty());
    }

    void aRealWeekOfSalesThroughTheWindow()
    {
        QVERIFY(openImport(QStringLiteral("GBP"), QStringLiteral("Europe/London")));
        click("import.kind.sales");
        panel()->takeFile(QStringLiteral(POS_TEST_DATA "/online-retail-dec2010.csv"));
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("10,000 lines are ready."), kWorkPatience);
        click("import.run");
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "import.job"), kPatience);
        QCOMPARE(failureOfRun(), QString());
        QCOMPARE(banner(), QStringLiteral("The import is done."));
        const QJsonObject import = lastImport();
        QCOMPARE(import[u"report"][u"invoices"].toInteger(), 512);
        QCOMPARE(import[u"report"][u"amount"].toInteger(), 18'066'775);
        qint64 lines = 0;
        for (const QJsonValue &outcome : import[u"report"][u"outcomes"].toObject())
            lines += outcome[u"lines"].toInteger();
        QCOMPARE(lines, 10'000);
        QVERIFY(!isShown(*m_desktop, "import.undo")); // sales are documents and stay

        // Every line can be looked up, and the sales are in Orders.
        QTRY_COMPARE_WITH_TIMEOUT(rows("import.rows.table"), 50, kPatience);
        QCOMPARE(cell("import.rows.table", 0, ImportRowsModel::What), QStringLiteral("536365"));
        click("nav.orders");
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 50, kPatience);

        // Twice changes nothing, and says so.
        click("nav.import");
        click("import.back");
        panel()->takeFile(QStringLiteral(POS_TEST_DATA "/online-retail-dec2010.csv"));
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("There is nothing to do: the shop has all of it."),
                                  kWorkPatience);
    }

    void whatIsExportedComesBackTheSame_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("semicolons") << static_cast<int>(ExportFormat::CsvSemicolon);
        QTest::newRow("commas") << static_cast<int>(ExportFormat::CsvComma);
    }

    void whatIsExportedComesBackTheSame()
    {
        QFETCH(int, format);
        QVERIFY(openImport(QStringLiteral("GBP"), QStringLiteral("Europe/London")));
        QFile file(m_folder->filePath(QStringLiteral("names.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("sku,name,price,category,barcode,cost,unit,kind,on_hand,low_stock_threshold\n"
                   "'-5,\"'=HYPERLINK(\"\"http://x\"\")\",2.55,'@home,0012345|99,1.20,kg,goods,0.125,1.5\n"
                   "A2,\"Kopi, \"\"Gayo\"\"; pagi\",1250.00,,,,pcs,goods,1240,\n"
                   "+62,Jasa \xE2\x98\x95,10.00,Jasa,,,pcs,service,,\n");
        file.close();
        panel()->takeFile(file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("3 lines are ready."), kPatience);
        click("import.run");
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "import.job"), kPatience);
        QCOMPARE(failureOfRun(), QString());
        QCOMPARE(banner(), QStringLiteral("The import is done."));

        click("nav.products");
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE_WITH_TIMEOUT(rows("products.table"), 3, kPatience);
        const auto categories = [this] {
            QStringList names;
            for (int row = 0; row < 3; ++row)
                names.append(cell("products.table", row, 1));
            return names;
        };
        QTRY_VERIFY_WITH_TIMEOUT(categories().contains(QStringLiteral("@home")), kPatience);
        auto *exporter = m_desktop->window().workspace()->currentPanel()->findChild<ListExport *>();
        const QString out = m_folder->filePath(QStringLiteral("out.csv"));
        exporter->begin(static_cast<ExportFormat>(format), out);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "products.exported"), kPatience);

        click("nav.import");
        click("import.back");
        panel()->takeFile(out);
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("There is nothing to do: the shop has all of it."),
                                  kPatience);
        QCOMPARE(lastImport()[u"report"][u"outcomes"][u"same"][u"lines"].toInteger(), 3);
    }
};

QTEST_MAIN(ImportTest)
#include "ImportTest.moc"
