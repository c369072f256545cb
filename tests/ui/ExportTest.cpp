// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/exports/ExportJob.h"
#include "ui/exports/XlsxWriter.h"
#include "ui/models/OrdersModel.h"
#include "ui/models/ProductsModel.h"
#include "ui/panels/ListExport.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"

#include <QAbstractButton>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

// Another reader than our own: [sheet [row [cell, …], …], …], each cell as [type, value].
const char *const kReader = R"(
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([[[[cell.data_type, str(cell.value)] for cell in row] for row in sheet.iter_rows()] for sheet in book]))
)";

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<ApiClient> m_client;
    bool m_wentAway = false;

    QString file(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    static QByteArray read(const QString &path)
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    static QJsonArray workbook(const QString &path)
    {
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QLatin1String(kReader), path});
        if (!python.waitForFinished() || python.exitCode() != 0)
            qWarning("%s", python.readAllStandardError().constData());
        return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
    }

    QStringList leftovers() const { return QDir(m_folder->path()).entryList(QDir::Files); }

    bool exportAll(const CursorTableModel &model, ExportFormat format, const QString &path)
    {
        ExportJob job(*m_client, model, format, path);
        job.start();
        return QTest::qWaitFor([&] { return job.state() != ExportJob::State::Working; })
               && job.state() == ExportJob::State::Done;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_wentAway = false;
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_client = std::make_unique<ApiClient>(m_shop->url());
        m_client->setTokens({"access-1", "refresh-1"});
    }

    void writesAllRowsAsFilteredAndSorted()
    {
        m_shop->setPage(7);
        OrdersModel model(*m_client);
        model.setFormat(MoneyFormat(QStringLiteral("IDR")), ShopTime(QTimeZone("Asia/Jakarta")));
        model.sort(OrdersModel::When, Qt::DescendingOrder);
        model.setFilters({}, {{QStringLiteral("kind"), QStringLiteral("sale")}});
        QTRY_COMPARE(model.rowCount(), 7); // of the table; the file has all of them
        QVERIFY(exportAll(model, ExportFormat::CsvSemicolon, file("orders.csv")));
        const QList<QByteArray> lines = read(file("orders.csv")).split('\n');
        QCOMPARE(lines.size(), 57 + 2); // 60 orders, 3 of them refunds; a header; nothing after the last line's end
        QCOMPARE(lines[0], QByteArray("\xEF\xBB\xBFNumber;Time;Reference;Kind;Total;Status\r"));
        QVERIFY(lines[1].startsWith("STORE-T01-260122-0060;2026-01-22 "));
        QVERIFY(lines[1].contains(";58000;")); // a number, not "Rp58.000"
        QCOMPARE(leftovers(), QStringList{QStringLiteral("orders.csv")});

        // It was said before the first row was read.
        const auto said = m_shop->requestsTo("POST", QStringLiteral("/api/v1/exports"));
        QCOMPARE(said.size(), 1);
        QCOMPARE(said[0].body[u"list"].toString(), QStringLiteral("/api/v1/orders"));
        QCOMPARE(said[0].body[u"filters"].toArray(), QJsonArray{QStringLiteral("kind")});
    }

    void whoMayNotExportGetsNothing()
    {
        m_shop->on("POST /api/v1/exports",
                   FakeServer::problem(403, QStringLiteral("forbidden"), QStringLiteral("Your role may not.")));
        OrdersModel model(*m_client);
        ExportJob job(*m_client, model, ExportFormat::CsvComma, file("orders.csv"));
        job.start();
        QTRY_COMPARE(job.state(), ExportJob::State::Failed);
        QVERIFY(m_shop->requestsTo("GET", QStringLiteral("/api/v1/orders")).isEmpty());
        job.cancel();
        QTRY_COMPARE(leftovers(), QStringList());
    }

    void textsNeverBecomeFormulas()
    {
        m_shop->products() = {FakeShop::makeProduct(QStringLiteral("=HYPERLINK(\"http://x\")"), QStringLiteral("-5"),
                                                    -250, -2.5, QStringLiteral("c1"))};
        ProductsModel model(*m_client);
        model.setFormat(MoneyFormat(QStringLiteral("GBP")));
        QVERIFY(exportAll(model, ExportFormat::CsvComma, file("p.csv")));
        const QByteArray line = read(file("p.csv")).split('\n')[1];
        QVERIFY2(line.startsWith("'-5,\"'=HYPERLINK(\"\"http://x\"\")\",-2.50,"), line.constData());
        QVERIFY(line.contains(",-2.5,")); // numbers stay numbers, also below zero

        QVERIFY(exportAll(model, ExportFormat::CsvSemicolon, file("p2.csv")));
        QVERIFY(read(file("p2.csv")).contains(";-2,50;"));
        QVERIFY(exportAll(model, ExportFormat::Xlsx, file("p.xlsx")));
        const QJsonArray row = workbook(file("p.xlsx"))[0][1].toArray();
        QCOMPARE(row[0].toArray(), QJsonArray({QStringLiteral("s"), QStringLiteral("-5")}));
        QCOMPARE(row[1].toArray(), QJsonArray({QStringLiteral("s"), QStringLiteral("=HYPERLINK(\"http://x\")")}));
        QCOMPARE(row[2].toArray(), QJsonArray({QStringLiteral("n"), QStringLiteral("-2.5")}));
    }

    void aWorkbookIsReadByAnotherProgram()
    {
        m_shop->setPage(7);
        OrdersModel model(*m_client);
        model.setFormat(MoneyFormat(QStringLiteral("IDR")), ShopTime(QTimeZone("Asia/Jakarta")));
        model.sort(OrdersModel::When, Qt::DescendingOrder);
        QVERIFY(exportAll(model, ExportFormat::Xlsx, file("orders.xlsx")));
        const QJsonArray rows = workbook(file("orders.xlsx"))[0].toArray();
        QCOMPARE(rows.size(), 61);
        QCOMPARE(rows[0][0][1].toString(), QStringLiteral("Number"));
        QCOMPARE(rows[1][0][1].toString(), QStringLiteral("STORE-T01-260122-0060"));
        QCOMPARE(rows[1][1][0].toString(), QStringLiteral("d"));
        QCOMPARE(rows[1][4].toArray(), QJsonArray({QStringLiteral("n"), QStringLiteral("58000")}));
        QCOMPARE(leftovers(), QStringList{QStringLiteral("orders.xlsx")});
    }

    void aFullSheetIsFollowedByAnother()
    {
        XlsxWriter writer(file("two.xlsx"), 3); // the header and two rows
        QVERIFY(writer.begin({QStringLiteral("n")}));
        QVERIFY(writer.write({{ExportValue::ofCount(1)}, {ExportValue::ofCount(2)}, {ExportValue::ofCount(3)}}));
        QVERIFY(writer.finish());
        const QJsonArray sheets = workbook(file("two.xlsx"));
        QCOMPARE(sheets.size(), 2);
        QCOMPARE(sheets[1][0][0][1].toString(), QStringLiteral("n"));
        QCOMPARE(sheets[1][1][0][1].toString(), QStringLiteral("3"));
    }

    void cancelLeavesNothing_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("csv") << static_cast<int>(ExportFormat::CsvComma);
        QTest::newRow("xlsx") << static_cast<int>(ExportFormat::Xlsx);
    }

    void cancelLeavesNothing()
    {
        QFETCH(int, format);
        m_shop->setPage(2);
        OrdersModel model(*m_client);
        ExportJob job(*m_client, model, static_cast<ExportFormat>(format), file("gone"));
        connect(&job, &ExportJob::changed, this, [&] {
            if (job.rows() >= 6)
                job.cancel();
        });
        job.start();
        QTRY_COMPARE(job.state(), ExportJob::State::Cancelled);
        QTRY_COMPARE(leftovers(), QStringList());
    }

    void whatWasThereStaysUntilTheNewFileIsWhole()
    {
        QFile old(file("orders.csv"));
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        m_shop->setPage(2);
        OrdersModel model(*m_client);
        ExportJob job(*m_client, model, ExportFormat::CsvComma, file("orders.csv"));
        connect(&job, &ExportJob::changed, this, [&] {
            if (job.rows() == 20 && job.state() == ExportJob::State::Working && !m_wentAway)
                m_shop->goAway();
            m_wentAway = m_wentAway || job.rows() == 20;
        });
        job.start();
        QTRY_COMPARE(job.state(), ExportJob::State::Failed);
        QCOMPARE(read(file("orders.csv")), QByteArray("old"));
        QVERIFY(job.canRetry());
        m_shop->comeBack();
        job.retry();
        QTRY_COMPARE(job.state(), ExportJob::State::Done);
        QCOMPARE(job.rows(), 60);
        QCOMPARE(read(file("orders.csv")).count('\n'), 61);
    }

    void aFolderThatCannotBeWrittenIsTold_data() { cancelLeavesNothing_data(); }

    void aFolderThatCannotBeWrittenIsTold()
    {
        QFETCH(int, format);
        OrdersModel model(*m_client);
        ExportJob job(*m_client, model, static_cast<ExportFormat>(format), QStringLiteral("/proc/none/orders"));
        job.start();
        QTRY_COMPARE(job.state(), ExportJob::State::Failed);
        QCOMPARE(job.error()->reason, QStringLiteral("unwritable"));
        QVERIFY(!job.canRetry());
        QVERIFY(m_shop->requests().isEmpty()); // known before anything is fetched
    }

    void everyListHasItInItsMenu()
    {
        DesktopApplication desktop({.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        desktop.show();
        QVERIFY(signIn(desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        desktop.window().workspace()->openPanel(QStringLiteral("products"));
        QTRY_VERIFY(find<DataTable>(desktop, "products.table")->model()->rowCount() > 0);
        find<QAbstractButton>(desktop, "products.more")->click();
        QAction *action = desktop.window().findChild<QAction *>(QStringLiteral("list.export"));
        QVERIFY(action && action->isEnabled());
        action->trigger();
        QTRY_VERIFY(find(desktop, "export.dialog"));
        find(desktop, "export.dialog")->close();

        auto *exporter = desktop.window().workspace()->currentPanel()->findChild<ListExport *>();
        exporter->begin(ExportFormat::CsvSemicolon, file("products.csv"));
        QTRY_VERIFY(isShown(desktop, "products.exported"));
        QCOMPARE(find<Banner>(desktop, "products.exported")->strongText(),
                 QStringLiteral("17 rows written to products.csv."));
        find<QAbstractButton>(desktop, "products.exportClose")->click();
        QVERIFY(!exporter->isVisible());
    }
};

QTEST_MAIN(ExportTest)
#include "ExportTest.moc"
