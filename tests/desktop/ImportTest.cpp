// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EmbeddedServer.h"
#include "tests/ui/support/GuiWatchdog.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/models/ImportRowsModel.h"
#include "ui/panels/ImportPanel.h"
#include "ui/panels/ListExport.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

constexpr int kStartPatience = 90'000; // the first start makes a database
constexpr int kPatience = 20'000;
constexpr int kWorkPatience = 300'000;
constexpr int kManyRows = 300'000;
const QString kEmail = QStringLiteral("ratna@melati.example");
const QString kPassword = QStringLiteral("four words in a row");

} // namespace

// Whole files through the window, its server and PostgreSQL.
class ImportTest : public QObject {
    Q_OBJECT

private:
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    config::Settings m_settings;
    std::unique_ptr<app::EmbeddedServer> m_server;
    std::unique_ptr<DesktopApplication> m_desktop;

    ImportPanel *panel() const { return m_desktop->window().findChild<ImportPanel *>(); }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    QString banner() const
    {
        return isShown(*m_desktop, "import.banner") ? find<Banner>(*m_desktop, "import.banner")->strongText()
                                                    : QString();
    }

    Result<QJsonObject> get(const QString &path, const QUrlQuery &query = {})
    {
        ApiRequest request;
        request.path = path;
        request.query = query;
        POS_TRY(const ApiReply reply, ask(m_desktop->client(), request));
        return reply.document;
    }

    QJsonObject lastImport()
    {
        const auto list = get(QStringLiteral("/api/v1/imports"));
        return list ? list->value(u"items").toArray().first().toObject() : QJsonObject();
    }

    // As the window tells it: "3.500 of 300.000 lines".
    qint64 linesDone() const
    {
        const QString said = find<QLabel>(*m_desktop, "import.job.detail")->text();
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

    bool makeShop(const QString &currency, const QString &zone)
    {
        ApiRequest request;
        request.method = "POST";
        request.path = QStringLiteral("/api/v1/auth/register");
        request.anonymous = true;
        request.body = QJsonObject{{QStringLiteral("shop_name"), QStringLiteral("Toko Melati")},
                                   {QStringLiteral("slug"), QStringLiteral("toko-melati")},
                                   {QStringLiteral("currency"), currency},
                                   {QStringLiteral("zone"), zone},
                                   {QStringLiteral("business_day_cutoff"), 4},
                                   {QStringLiteral("tax_regime"), QStringLiteral("none")},
                                   {QStringLiteral("language"), QStringLiteral("en")},
                                   {QStringLiteral("owner_name"), QStringLiteral("Ratna Dewi")},
                                   {QStringLiteral("email"), kEmail},
                                   {QStringLiteral("password"), kPassword}};
        QUrl url(QStringLiteral("http://127.0.0.1"));
        url.setPort(m_server->port());
        ApiClient client(url);
        const auto made = ask(client, request);
        if (!made)
            qWarning("%s", qPrintable(made.error().detail));
        return made.has_value();
    }

    bool openWindow(const QString &currency, const QString &zone)
    {
        if (!makeShop(currency, zone))
            return false;
        QUrl url(QStringLiteral("http://127.0.0.1"));
        url.setPort(m_server->port());
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = url,
                                        .storeFile = m_folder->filePath(QStringLiteral("desktop.sqlite")),
                                        .language = Language::English,
                                        .look = Look::Light});
        m_desktop->show();
        if (!signIn(*m_desktop, kEmail, kPassword))
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
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/pos-import-XXXXXX"));
        ::chmod(QFile::encodeName(m_folder->path()).constData(), 0755); // PostgreSQL has a user of its own
        auto loaded = config::Settings::load(
            {.environment = {}, .dotEnvFile = {}, .dataDir = m_folder->filePath(QStringLiteral("data"))});
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
        m_settings = std::move(*loaded);
        m_settings.workers = 4;
        m_server = std::make_unique<app::EmbeddedServer>(m_settings, m_clock, true);
        QSignalSpy started(m_server.get(), &app::EmbeddedServer::started);
        m_server->start();
        QVERIFY(started.wait(kStartPatience));
    }

    void cleanup()
    {
        m_desktop.reset();
        m_server.reset();
        m_folder.reset();
    }

    void threeHundredThousandRowsCancelledInTheMiddle()
    {
        QVERIFY(openWindow(QStringLiteral("IDR"), QStringLiteral("Asia/Jakarta")));
        const QString file = manyProducts();
        GuiWatchdog watchdog;
        panel()->takeFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "import.job.cancel"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("300.000 lines are ready."), kWorkPatience);
        press("import.run");
        // The label says what the dry run did until the run has begun.
        QTRY_VERIFY_WITH_TIMEOUT(linesDone() > 3000 && linesDone() < kManyRows, kWorkPatience);
        press("import.job.cancel");
        QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(QStringLiteral("Cancelled.")), kWorkPatience);
        QCOMPARE(watchdog.complaint(), QString());

        // What was done is told, and it is all there is: a product, its stock and its barcode for each line.
        const QJsonObject outcomes = lastImport()[u"report"][u"outcomes"].toObject();
        const qint64 created = outcomes[u"created"][u"lines"].toInteger();
        QVERIFY(created >= 3000 && created < kManyRows);
        QCOMPARE(created + outcomes[u"plan_create"][u"lines"].toInteger(), qint64(kManyRows));
        const auto last = get(QStringLiteral("/api/v1/products/lookup"),
                              QUrlQuery{{QStringLiteral("barcode"), QStringLiteral("8990000000000")}});
        QVERIFY2(last, last ? "" : qPrintable(last.error().detail));

        press("import.undo");
        QTRY_VERIFY(find(*m_desktop, "undo"));
        press("undo");
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("The import was taken back."), kWorkPatience);
        const auto left =
            get(QStringLiteral("/api/v1/products"), QUrlQuery{{QStringLiteral("status"), QStringLiteral("active")}});
        QVERIFY(left && left->value(u"items").toArray().isEmpty());
    }

    void aRealWeekOfSalesThroughTheWindow()
    {
        QVERIFY(openWindow(QStringLiteral("GBP"), QStringLiteral("Europe/London")));
        press("import.kind.sales");
        panel()->takeFile(QStringLiteral(POS_TEST_DATA "/online-retail-dec2010.csv"));
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("10,000 lines are ready."), kWorkPatience);
        press("import.run");
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
        auto *rows = find<DataTable>(*m_desktop, "import.rows.table");
        QTRY_COMPARE_WITH_TIMEOUT(rows->model()->rowCount(), 50, kPatience);
        QCOMPARE(rows->model()->index(0, ImportRowsModel::What).data().toString(), QStringLiteral("536365"));
        press("nav.orders");
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE_WITH_TIMEOUT(find<DataTable>(*m_desktop, "orders.table")->model()->rowCount(), 50, kPatience);

        // Twice changes nothing, and says so.
        press("nav.import");
        press("import.back");
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
        QVERIFY(openWindow(QStringLiteral("GBP"), QStringLiteral("Europe/London")));
        QFile file(m_folder->filePath(QStringLiteral("names.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("sku,name,price,category,barcode,cost,unit,kind,on_hand,low_stock_threshold\n"
                   "'-5,\"'=HYPERLINK(\"\"http://x\"\")\",2.55,'@home,0012345|99,1.20,kg,goods,0.125,1.5\n"
                   "A2,\"Kopi, \"\"Gayo\"\"; pagi\",1250.00,,,,pcs,goods,1240,\n"
                   "+62,Jasa \xE2\x98\x95,10.00,Jasa,,,pcs,service,,\n");
        file.close();
        panel()->takeFile(file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("3 lines are ready."), kPatience);
        press("import.run");
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "import.job"), kPatience);
        QCOMPARE(failureOfRun(), QString());
        QCOMPARE(banner(), QStringLiteral("The import is done."));

        press("nav.products");
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE_WITH_TIMEOUT(find<DataTable>(*m_desktop, "products.table")->model()->rowCount(), 3, kPatience);
        const auto categories = [this] {
            QStringList names;
            for (int row = 0; row < 3; ++row)
                names.append(find<DataTable>(*m_desktop, "products.table")->model()->index(row, 1).data().toString());
            return names;
        };
        QTRY_VERIFY_WITH_TIMEOUT(categories().contains(QStringLiteral("@home")), kPatience);
        auto *exporter = m_desktop->window().workspace()->currentPanel()->findChild<ListExport *>();
        const QString out = m_folder->filePath(QStringLiteral("out.csv"));
        exporter->begin(static_cast<ExportFormat>(format), out);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "products.exported"), kPatience);

        press("nav.import");
        press("import.back");
        panel()->takeFile(out);
        QTRY_COMPARE_WITH_TIMEOUT(banner(), QStringLiteral("There is nothing to do: the shop has all of it."),
                                  kPatience);
        QCOMPARE(lastImport()[u"report"][u"outcomes"][u"same"][u"lines"].toInteger(), 3);
    }
};

QTEST_MAIN(ImportTest)
#include "ImportTest.moc"
