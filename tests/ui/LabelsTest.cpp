// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/labels/LabelPreview.h"
#include "ui/labels/LabelsDialog.h"
#include "ui/products/BarcodeWords.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;
using namespace Qt::StringLiterals;

namespace {

// The left digits' patterns with odd parity (GS1 General Specifications, figure 5.2.1.2.1-1), written by hand
// here: what reads the bars back must not be what wrote them.
const QStringList kOdd{u"0001101"_s, u"0011001"_s, u"0010011"_s, u"0111101"_s, u"0100011"_s,
                       u"0110001"_s, u"0101111"_s, u"0111011"_s, u"0110111"_s, u"0001011"_s};
const QStringList kParities{u"OOOOOO"_s, u"OOEOEE"_s, u"OOEEOE"_s, u"OOEEEO"_s, u"OEOOEE"_s,
                            u"OEEOOE"_s, u"OEEEOO"_s, u"OEOEOE"_s, u"OEOEEO"_s, u"OEEOEO"_s};

QString inverted(QString bits)
{
    for (QChar &bit : bits)
        bit = bit == u'0' ? u'1' : u'0';
    return bits;
}

QString reversed(QString bits)
{
    std::reverse(bits.begin(), bits.end());
    return bits;
}

// An EAN-13 from its 95 modules; empty where they are none.
QString readEan13(const QString &bits)
{
    if (bits.size() != 95 || !bits.startsWith(u"101"_s) || !bits.endsWith(u"101"_s) || bits.mid(45, 5) != u"01010"_s)
        return {};
    QString digits;
    QString parity;
    for (int i = 0; i < 6; ++i) {
        const QString seven = bits.mid(3 + 7 * i, 7);
        const qsizetype odd = kOdd.indexOf(seven);
        const qsizetype even = kOdd.indexOf(reversed(inverted(seven)));
        if (odd < 0 && even < 0)
            return {};
        digits += QString::number(odd >= 0 ? odd : even);
        parity += odd >= 0 ? u'O' : u'E';
    }
    for (int i = 0; i < 6; ++i) {
        const qsizetype digit = kOdd.indexOf(inverted(bits.mid(50 + 7 * i, 7)));
        if (digit < 0)
            return {};
        digits += QString::number(digit);
    }
    return QString::number(kParities.indexOf(parity)) + digits;
}

QString modulesOf(const Barcode &barcode)
{
    QString bits;
    for (qsizetype i = 0; i < barcode.modules().size(); ++i)
        bits += barcode.modules().testBit(i) ? u'1' : u'0';
    return bits;
}

// What a scanner's line across a printed label sees, module by module.
QString scanned(const QImage &image, int y, int modules)
{
    int first = 0;
    while (first < image.width() && qGray(image.pixel(first, y)) > 127)
        ++first;
    int last = image.width() - 1;
    while (last > first && qGray(image.pixel(last, y)) > 127)
        --last;
    const double module = double(last - first + 1) / modules;
    QString bits;
    for (int i = 0; i < modules; ++i)
        bits += qGray(image.pixel(first + int((i + 0.5) * module), y)) > 127 ? u'0' : u'1';
    return bits;
}

} // namespace

class LabelsTest : public QObject {
    Q_OBJECT

private:
    static QList<LabelItem> items()
    {
        return {{u"Kopi Susu Gula Aren 250 ml"_s, u"8991002105423"_s, u"Rp18.000"_s, 3},
                {u"Teh Botol 350 ml"_s, u"TB-350"_s, u"Rp6.500"_s, 2}};
    }

private Q_SLOTS:
    void barsReadBackAsTheirCode_data()
    {
        QTest::addColumn<QString>("code");
        for (const char *code : {"8991002105423", "4006381333931", "0899100210545", "5901234123457", "9780201379624"})
            QTest::newRow(code) << QString::fromLatin1(code);
    }
    void barsReadBackAsTheirCode()
    {
        QFETCH(QString, code);
        QVERIFY(!BarcodeWords::isMistyped(code));
        const auto barcode = Barcode::of(code);
        QVERIFY(barcode);
        QVERIFY(barcode->isEan());
        QCOMPARE(readEan13(modulesOf(*barcode)), code);
    }

    void ownCodesAreCode128()
    {
        for (const QString &code : {u"TB-350"_s, u"8991002105420"_s /* another check digit */, u"12345"_s}) {
            const auto barcode = Barcode::of(code);
            QVERIFY2(barcode, qPrintable(code));
            QVERIFY(!barcode->isEan());
            const QString bits = modulesOf(*barcode);
            QVERIFY(bits.startsWith(u"11010010000"_s) || bits.startsWith(u"11010011100"_s)); // start B or C
            QVERIFY(bits.endsWith(u"1100011101011"_s));                                     // stop
        }
    }

    void whatNoScannerReadsIsRefused()
    {
        QVERIFY(!Barcode::of(QString()));
        QVERIFY(!Barcode::of(u"kopi\n"_s));
        QVERIFY(!Barcode::of(u"café"_s));
        QVERIFY(!Barcode::of(QString(80, u'7')));
    }

    void checkDigitsAreToldInWords()
    {
        QCOMPARE(BarcodeWords::checkDigitOf(u"4006381333931"_s), 1);
        QCOMPARE(BarcodeWords::checkDigitOf(u"96385074"_s), 4);
        QCOMPARE(BarcodeWords::checkDigitOf(u"036000291452"_s), 2);
        QCOMPARE(BarcodeWords::checkDigitOf(u"KTB-180"_s), -1);
        QVERIFY(BarcodeWords::sentence({u"4006381333932"_s}).contains(u"end in 1, not 2"_s));
        QCOMPARE(BarcodeWords::sentence({u"4006381333931"_s}), u"The check digits fit."_s);
        QCOMPARE(BarcodeWords::sentence({u"KTB-180"_s}), u"A code of your own: it has no check digit."_s);
    }

    void aPrintedLabelCanBeScanned_data()
    {
        QTest::addColumn<QString>("paper");
        for (const LabelPaper &paper : LabelPaper::all())
            QTest::newRow(paper.key) << QString::fromLatin1(paper.key);
    }
    void aPrintedLabelCanBeScanned()
    {
        QFETCH(QString, paper);
        const LabelPaper &kind = LabelPaper::byKey(paper);
        const LabelSheet sheet(kind, items(), {});
        constexpr double kDotsAMillimetre = 203 / 25.4; // a label printer's
        QImage image((kind.page * kDotsAMillimetre).toSize(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.scale(kDotsAMillimetre, kDotsAMillimetre);
        sheet.paintPage(&painter, 0, false);
        painter.end();
        const QRectF label(kind.first, kind.label);
        const QImage one =
            image.copy((QRectF(label.topLeft() * kDotsAMillimetre, label.size() * kDotsAMillimetre)).toRect());
        QCOMPARE(readEan13(scanned(one, one.height() / 2, 95)), u"8991002105423"_s);
    }

    void pagesFillFromTheFirstFreeLabel()
    {
        const LabelPaper &paper = LabelPaper::byKey(u"a4-65"_s);
        QCOMPARE(LabelSheet(paper, items(), {}).labels(), 5);
        QCOMPARE(LabelSheet(paper, items(), {}).pages(), 1);
        QCOMPARE(LabelSheet(paper, items(), {}, 60).pages(), 1);
        QCOMPARE(LabelSheet(paper, items(), {}, 61).pages(), 2);
        QCOMPARE(LabelSheet(LabelPaper::byKey(u"roll-58"_s), items(), {}).pages(), 5);
        QCOMPARE(LabelSheet(paper, {}, {}).pages(), 0);
    }

    void labelsLieOnTheirPaper()
    {
        for (const LabelPaper &paper : LabelPaper::all()) {
            const double right = paper.first.x() + (paper.columns - 1) * paper.pitch.width() + paper.label.width();
            const double bottom = paper.first.y() + (paper.rows - 1) * paper.pitch.height() + paper.label.height();
            QVERIFY2(right <= paper.page.width() && bottom <= paper.page.height(), paper.key);
            QVERIFY(paper.pitch.width() >= paper.label.width() && paper.pitch.height() >= paper.label.height());
        }
    }

    void theDialogCountsAndWritesAPdf()
    {
        FakeShop shop;
        furnish(shop);
        DesktopApplication desktop({.server = shop.url(), .language = Language::English, .look = Look::Light});
        desktop.window().resize(1180, 740);
        desktop.show();
        QVERIFY(signIn(desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        find<QAbstractButton>(desktop, "nav.products")->click();
        auto *list = find<DataTable>(desktop, "products.table");
        QTRY_COMPARE(list->model()->rowCount(), 17);
        QVERIFY(!find<QPushButton>(desktop, "products.labels")->isEnabled());
        list->selectAll();
        QVERIFY(find<QPushButton>(desktop, "products.labels")->isEnabled());
        find<QPushButton>(desktop, "products.labels")->click();
        QTRY_VERIFY(find<LabelsDialog>(desktop, "labels"));
        auto *dialog = find<LabelsDialog>(desktop, "labels");
        auto *table = dialog->findChild<DataTable *>(u"labels.table"_s);
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), 16); // one is archived
        auto *count = dialog->findChild<QLineEdit *>(u"labels.count"_s);
        type(count, u"30"_s);
        auto *pages = dialog->findChild<QLabel *>(u"labels.pages"_s);
        QCOMPARE(pages->text(), u"45 labels, page 1 of 1"_s);
        dialog->findChild<QPushButton *>(u"labels.same"_s)->click();
        QCOMPARE(pages->text(), u"480 labels, page 1 of 8"_s);
        type(count, u"many"_s);
        QVERIFY(!dialog->findChild<QPushButton *>(u"labels.print"_s)->isEnabled());
        type(count, u"30"_s);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"labels.pdf"_s);
        QVERIFY(dialog->writePdf(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pdf.count("/Type /Page\n"), 8);
        QVERIFY(!dialog->writePdf(folder.filePath(u"not/there.pdf"_s)));
        dialog->close();
    }
};

QTEST_MAIN(LabelsTest)
#include "LabelsTest.moc"
