// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ImportPanel.h"
#include "tests/ui/support/FakeImports.h"
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/imports/CsvPreview.h"
#include "ui/models/ImportRowsModel.h"
#include "ui/models/PreviewModel.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/JobBar.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QTabBar>
#include <QTemporaryDir>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class ImportPanelTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeImports> m_imports;
    std::unique_ptr<DesktopApplication> m_desktop;

    ImportPanel *panel() const { return m_desktop->window().findChild<ImportPanel *>(); }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    QString banner() const
    {
        return isShown(*m_desktop, "import.banner") ? find<Banner>(*m_desktop, "import.banner")->strongText()
                                                    : QString();
    }

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the test cannot write its file");
        return file.fileName();
    }

    static QByteArray products()
    {
        return "\xEF\xBB\xBFKode;Nama;Harga;Rak\nKSG-250;Kopi Susu Gula Aren 250 ml;18000;A1\nETM-400;\"Es Teh; "
               "Manis\";8000;A2\nKTB-180;Kopi Tubruk;12500;B1\nRTG-400;Roti Tawar Gandum;dua puluh;B2\n";
    }

    void takeProducts()
    {
        panel()->takeFile(write(QStringLiteral("produk.csv"), products()));
        QTRY_COMPARE(banner(), QStringLiteral("3 lines are ready."));
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        m_imports = std::make_unique<FakeImports>(*m_shop);
        m_imports->furnish();
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1180, 740);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_desktop->window().workspace()->openPanel(QStringLiteral("import"));
    }

    void cleanup()
    {
        m_desktop.reset();
        m_imports.reset();
        m_shop.reset();
    }

    void aFileIsCheckedThenRunThenUndone()
    {
        takeProducts();
        // What is wrong comes first, in words and by line.
        auto *rows = find<DataTable>(*m_desktop, "import.rows.table");
        QTRY_COMPARE(rows->model()->rowCount(), 1);
        QCOMPARE(rows->model()->index(0, ImportRowsModel::Line).data().toString(), QStringLiteral("5"));
        QCOMPARE(rows->model()->index(0, ImportRowsModel::What).data().toString(),
                 QStringLiteral("Price: is not a number · Barcode: belongs to another product"));
        press("import.outcome.plan_create");
        QTRY_COMPARE(rows->model()->rowCount(), 2);

        press("import.run");
        QTRY_VERIFY(isShown(*m_desktop, "import.job"));
        QTRY_VERIFY(find<QLabel>(*m_desktop, "import.job.detail")->text().startsWith(QStringLiteral("1.000 of 4.000")));
        QTRY_COMPARE(banner(), QStringLiteral("The import is done."));
        QVERIFY(!isShown(*m_desktop, "import.job"));
        QVERIFY(isShown(*m_desktop, "import.outcome.created"));

        press("import.undo");
        QTRY_VERIFY(find(*m_desktop, "undo"));
        find<QAbstractButton>(*m_desktop, "undo")->click();
        QTRY_COMPARE(banner(), QStringLiteral("The import was taken back."));
        QVERIFY(!isShown(*m_desktop, "import.undo"));
    }

    void aLargeFileGoesInPartsWhileTheWindowWorks()
    {
        QByteArray large = products();
        while (large.size() < 3'500'000)
            large += "X-" + QByteArray::number(large.size()) + ";Barang;1000;C\n";
        panel()->takeFile(write(QStringLiteral("besar.csv"), large));
        QTRY_VERIFY(isShown(*m_desktop, "import.job"));
        m_desktop->window().workspace()->openPanel(QStringLiteral("orders")); // the upload goes on
        QTRY_COMPARE(m_imports->parts, 4);
        QTRY_COMPARE(m_imports->receivedBytes, qint64(large.size()));
        m_desktop->window().workspace()->openPanel(QStringLiteral("import"));
        QTRY_COMPARE(banner(), QStringLiteral("3 lines are ready."));
    }

    void columnsAndFormatAreShownAndChosen()
    {
        takeProducts();
        find<QTabBar>(*m_desktop, "import.tabs")->setCurrentIndex(1);
        QCOMPARE(find<ComboBox>(*m_desktop, "import.separator")->value(), QStringLiteral(";"));
        QCOMPARE(find<ComboBox>(*m_desktop, "import.decimal_mark")->value(), QStringLiteral(","));
        QVERIFY(!isShown(*m_desktop, "import.time_format"));
        auto *price = find<ComboBox>(*m_desktop, "import.field.price");
        QCOMPARE(price->value(), QStringLiteral("Harga"));
        auto *preview = find<DataTable>(*m_desktop, "import.preview");
        QCOMPARE(preview->model()->rowCount(), 4);
        QCOMPARE(preview->model()->index(1, 1).data().toString(), QStringLiteral("Es Teh; Manis"));
        QCOMPARE(preview->model()->headerData(2, Qt::Horizontal).toString(), QStringLiteral("Harga → Price"));

        auto *category = find<ComboBox>(*m_desktop, "import.field.category");
        category->setFocus();
        while (category->value() != QLatin1String("Rak"))
            QTest::keyClick(category, Qt::Key_Down);
        QCOMPARE(preview->model()->headerData(3, Qt::Horizontal).toString(), QStringLiteral("Rak → Category"));
        press("import.check");
        QTRY_COMPARE(
            m_shop
                ->requestsTo("POST",
                             QStringLiteral("/api/v1/imports/%1/check").arg(m_imports->import[u"id"].toString()))
                .size(),
            2);
        const QJsonObject sent =
            m_shop->requests().last().body.isEmpty()
                ? m_shop
                      ->requestsTo("POST",
                                   QStringLiteral("/api/v1/imports/%1/check").arg(m_imports->import[u"id"].toString()))
                      .last()
                      .body
                : m_shop->requests().last().body;
        QCOMPARE(sent[u"mapping"][u"category"].toString(), QStringLiteral("Rak"));
        QVERIFY(sent[u"mapping"][u"barcode"].isNull());
        QCOMPARE(sent[u"options"][u"separator"].toString(), QStringLiteral(";"));
    }

    void aFileThatCannotBeReadSaysWhereToMendIt()
    {
        m_imports->checked[QStringLiteral("report")] = QJsonObject{
            {QStringLiteral("can_run"), false},
            {QStringLiteral("problems"),
             QJsonArray{QJsonObject{{QStringLiteral("field"), QStringLiteral("mapping.price")},
                                    {QStringLiteral("code"), QStringLiteral("required")},
                                    {QStringLiteral("message"), QStringLiteral("no column holds this field")}}}}};
        m_imports->checked.remove(QStringLiteral("mapping"));
        panel()->takeFile(write(QStringLiteral("produk.csv"), products()));
        QTRY_COMPARE(banner(), QStringLiteral("The file cannot be imported like this."));
        QTRY_VERIFY(isShown(*m_desktop, "import.field.price"));
        QCOMPARE(find(*m_desktop, "import.field.price")->accessibleDescription(),
                 QStringLiteral("Price: choose the column that holds it"));
        QVERIFY(!find(*m_desktop, "import.run")->isEnabled());
    }

    void cancelStopsAndSaysWhatWasNotDone()
    {
        takeProducts();
        m_imports->looksUntilDone = -1;
        press("import.run");
        QTRY_VERIFY(isShown(*m_desktop, "import.job.cancel"));
        press("import.job.cancel");
        QTRY_COMPARE(banner(), QStringLiteral("Cancelled. 3 lines were not imported."));
        QTRY_VERIFY(!isShown(*m_desktop, "import.job"));
    }

    void aLostConnectionLosesNothing()
    {
        takeProducts();
        m_imports->looksUntilDone = -1;
        press("import.run");
        m_shop->goAway();
        QTRY_COMPARE(banner(), QStringLiteral("No connection to the server."));
        m_shop->comeBack();
        m_imports->looksUntilDone = 1;
        press("import.retry");
        QTRY_COMPARE(banner(), QStringLiteral("The import is done."));
    }

    void anEarlierImportIsOpenedAgain()
    {
        takeProducts();
        press("import.back");
        auto *list = find<DataTable>(*m_desktop, "imports.table");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        list->setFocus();
        list->selectRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(banner(), QStringLiteral("3 lines are ready."));
    }

    void whatIsNoCsvIsNotSent_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("This file is empty.");
        QTest::newRow("workbook") << QByteArray("PK\x03\x04 and more") << QStringLiteral("spreadsheet");
        QTest::newRow("binary") << QByteArray("\x7F"
                                              "ELF\0\0\0",
                                              7)
                                << QStringLiteral("not a text file");
    }

    void whatIsNoCsvIsNotSent()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        panel()->takeFile(write(QStringLiteral("file.csv"), bytes));
        QTRY_VERIFY(isShown(*m_desktop, "import.refused"));
        QVERIFY(find<Banner>(*m_desktop, "import.refused")->strongText().contains(words));
        QVERIFY(m_shop->requestsTo("POST", QStringLiteral("/api/v1/imports")).isEmpty());
    }

    void aFileCanBeDropped()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(write(QStringLiteral("produk.csv"), products()))});
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        static_cast<QObject *>(panel())->event(&drop); // the application delivers a drop only while it sees one dragged
        QTRY_COMPARE(banner(), QStringLiteral("3 lines are ready."));
    }

    void itsModelsAreModels()
    {
        ApiClient client(m_shop->url());
        client.setTokens({"access-1", "refresh-1"});
        ImportRowsModel rows(client);
        QAbstractItemModelTester rowsTester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ImportsModel imports(client);
        QAbstractItemModelTester importsTester(&imports, QAbstractItemModelTester::FailureReportingMode::QtTest);
        PreviewModel preview;
        QAbstractItemModelTester previewTester(&preview, QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_imports->import = {{QStringLiteral("id"), QStringLiteral("01900000-0000-7000-8000-0000000000a1")}};
        rows.setImport(QStringLiteral("01900000-0000-7000-8000-0000000000a1"));
        rows.reload();
        QTRY_COMPARE(rows.rowCount(), 4);
        imports.reload();
        QTRY_COMPARE(imports.rowCount(), 1);
        preview.setRows({QStringLiteral("a"), QStringLiteral("b")}, {{QStringLiteral("1")}, {QStringLiteral("2")}});
        preview.setTaken({{QStringLiteral("a"), QStringLiteral("Name")}});
        QCOMPARE(preview.rowCount(), 2);
    }

    void anEstimateWaitsUntilItCanBeMade()
    {
        QCOMPARE(JobBar::leftOf(500, 10, 100), -1);
        QCOMPARE(JobBar::leftOf(10'000, 0, 100), -1);
        QCOMPARE(JobBar::leftOf(10'000, 25, 100), 30'000);
    }

    void aPreviewCutsAsTheServerDoes()
    {
        const QJsonObject format{{QStringLiteral("encoding"), QStringLiteral("windows-1252")},
                                 {QStringLiteral("separator"), QStringLiteral(",")}};
        const auto rows = CsvPreview::rows("a,b\r\n\"x \"\"y\"\"\nz\",\xE9\r\n\r\nlast,1", format);
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[1], QStringList({QStringLiteral("x \"y\"\nz"), QStringLiteral("é")}));
        QCOMPARE(rows[2], QStringList({QStringLiteral("last"), QStringLiteral("1")}));
    }
};

QTEST_MAIN(ImportPanelTest)
#include "ImportPanelTest.moc"
