// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/csv/CellText.h"
#include "server/infra/csv/CsvReader.h"

#include <QFile>
#include <QTest>

using namespace pos;
using namespace pos::csv;
using namespace Qt::StringLiterals;

class CsvTest : public QObject {
    Q_OBJECT

    static QList<QStringList> read(const QByteArray &bytes, qsizetype piece, Result<void> *outcome = nullptr)
    {
        QList<QStringList> records;
        CsvReader reader(CsvFormat::detect(bytes), [&](qint64, const QStringList &fields) { records.append(fields); });
        Result<void> done;
        for (qsizetype at = 0; done && at < bytes.size(); at += piece)
            done = reader.feed(bytes.mid(at, piece));
        if (done)
            done = reader.finish();
        if (outcome)
            *outcome = done;
        return records;
    }

private Q_SLOTS:
    void detectsSeparatorMarkAndEncoding_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<char>("separator");
        QTest::addColumn<char>("mark");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<bool>("bom");
        QTest::newRow("spreadsheet") << QByteArray("\xEF\xBB\xBFsku;price\nA;2,55\n") << ';' << ','
                                     << QByteArray("utf-8") << true;
        QTest::newRow("plain") << QByteArray("sku,price\nA,2.55\n") << ',' << '.' << QByteArray("utf-8") << false;
        QTest::newRow("quoted comma") << QByteArray("sku,price\nA,\"2,55\"\n") << ',' << ',' << QByteArray("utf-8")
                                      << false;
        QTest::newRow("tab") << QByteArray("sku\tprice\nA\t12500\n") << '\t' << '.' << QByteArray("utf-8") << false;
        QTest::newRow("a weight alone") << QByteArray("sku\tweight\nA\t0,125\n") << '\t' << ',' << QByteArray("utf-8")
                                        << false;
        QTest::newRow("thousands alone") << QByteArray("sku;price\nA;12.500\n") << ';' << ',' << QByteArray("utf-8")
                                         << false;
        QTest::newRow("utf-16 without a mark") << QByteArray(reinterpret_cast<const char *>(u"sku,price\nA,2.55\n"), 34)
                                               << ',' << '.' << QByteArray("utf-16") << false;
        QTest::newRow("windows") << QByteArray("sku;name\nA;Caf\xE9\n") << ';' << ',' << QByteArray("windows-1252")
                                 << false;
    }

    void detectsSeparatorMarkAndEncoding()
    {
        QFETCH(QByteArray, bytes);
        const CsvFormat format = CsvFormat::detect(bytes);
        QTEST(format.separator, "separator");
        QTEST(format.decimalMark, "mark");
        QTEST(format.encoding, "encoding");
        QTEST(format.byteOrderMark, "bom");
        const CsvFormat again = CsvFormat::fromJson(format.toJson());
        QCOMPARE(again.toJson(), format.toJson());
    }

    void readsTheSameInPiecesOfAnySize()
    {
        const QByteArray bytes(
            "\xEF\xBB\xBFsku;name\r\n1;\"a;\"\"b\"\"\nsecond line\"\r\n2;caf\xC3\xA9\r\n\r\n3;\xF0\x9F\x98\x80");
        const QList<QStringList> whole = read(bytes, bytes.size());
        QCOMPARE(whole.size(), 4);
        QCOMPARE(whole[0], QStringList({u"sku"_s, u"name"_s}));
        QCOMPARE(whole[1][1], u"a;\"b\"\nsecond line"_s);
        QCOMPARE(whole[2][1], u"café"_s);
        for (qsizetype piece = 1; piece < bytes.size(); ++piece)
            QCOMPARE(read(bytes, piece), whole);
    }

    void readsUtf16AndWindows1252()
    {
        const QString text = u"sku,name\nA,Kopi Susu é\n"_s;
        QByteArray utf16("\xFF\xFE");
        utf16.append(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        QCOMPARE(read(utf16, 7)[1][1], u"Kopi Susu é"_s);
        QCOMPARE(read(QByteArray("sku,name\nA,\x80 caf\xE9\n"), 5)[1][1], u"€ café"_s);
    }

    void refusesAnOpenQuoteInBoundedMemory()
    {
        Result<void> outcome;
        read("sku,name\nA,\"open\n" + QByteArray(1'000'000, 'x'), 4096, &outcome);
        QVERIFY(!outcome);
        QVERIFY(outcome.error().detail.contains(u"record 2"_s));
        read("sku,name\nA,\"open", 4096, &outcome);
        QVERIFY(!outcome);
    }

    void refusesTheWrongEncoding()
    {
        CsvFormat format;
        CsvReader reader(format, [](qint64, const QStringList &) {});
        QVERIFY(!reader.feed("sku\nCaf\xE9 au lait\n"));
    }

    void readsTheRealFile()
    {
        QFile file(QStringLiteral(POS_TEST_DATA "/online-retail-dec2010.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const CsvFormat format = CsvFormat::detect(bytes.left(64 * 1024));
        QCOMPARE(format.separator, ';');
        QCOMPARE(format.decimalMark, ',');
        QVERIFY(format.byteOrderMark);
        const QList<QStringList> records = read(bytes, 65536);
        QCOMPARE(records.size(), 10001);
        qint64 sum = 0;
        for (qsizetype i = 1; i < records.size(); ++i) {
            QCOMPARE(records[i].size(), 8);
            const Money price = moneyFromText(records[i][5], ',', 2).value();
            sum += times(price, quantityFromText(records[i][3], ',').value()).value().minor();
        }
        QCOMPARE(sum, 18066775);
        QCOMPARE(detectTimeFormat({records[1][4], records[9000][4]}), u"d/M/yyyy H:mm"_s);
    }

    void readsMoney_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<char>("mark");
        QTest::addColumn<int>("scale");
        QTest::addColumn<qint64>("minor"); // -1: refused
        QTest::newRow("comma") << u"2,55"_s << ',' << 2 << qint64(255);
        QTest::newRow("one decimal") << u"2,1"_s << ',' << 2 << qint64(210);
        QTest::newRow("whole") << u"3"_s << ',' << 2 << qint64(300);
        QTest::newRow("grouped") << u"1.234.567,89"_s << ',' << 2 << qint64(123456789);
        QTest::newRow("rupiah") << u"Rp 12.500"_s << ',' << 0 << qint64(12500);
        QTest::newRow("rupiah zeros") << u"12500,00"_s << ',' << 0 << qint64(12500);
        QTest::newRow("pound") << u"£2.55"_s << '.' << 2 << qint64(255);
        QTest::newRow("too fine") << u"2.555"_s << '.' << 2 << qint64(-1);
        QTest::newRow("odd grouping") << u"1,23,4"_s << '.' << 2 << qint64(-1);
        QTest::newRow("hundred thousand") << u"100.000"_s << ',' << 0 << qint64(100000);
        QTest::newRow("words") << u"free"_s << '.' << 2 << qint64(-1);
        QTest::newRow("formula") << u"=1+1"_s << '.' << 2 << qint64(-1);
        QTest::newRow("exponent") << u"1e5"_s << '.' << 2 << qint64(-1);
        QTest::newRow("empty") << u""_s << '.' << 2 << qint64(-1);
        QTest::newRow("huge") << u"99999999999999999999"_s << '.' << 2 << qint64(-1);
    }

    void readsMoney()
    {
        QFETCH(QString, text);
        QFETCH(char, mark);
        QFETCH(int, scale);
        QFETCH(qint64, minor);
        const Result<Money> money = moneyFromText(text, mark, scale);
        QCOMPARE(money ? money->minor() : -1, minor);
    }

    void readsTimesInTheShopsZone()
    {
        const Instant at = instantFromText(u"1/12/2010 08:26"_s, u"d/M/yyyy H:mm"_s, QTimeZone("Asia/Jakarta")).value();
        QCOMPARE(toRfc3339(at), u"2010-12-01T01:26:00.000Z"_s);
        QVERIFY(!instantFromText(u"31/2/2010 08:26"_s, u"d/M/yyyy H:mm"_s, QTimeZone::utc()));
    }
};

QTEST_APPLESS_MAIN(CsvTest)
#include "CsvTest.moc"
