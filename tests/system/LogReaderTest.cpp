// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/system/LogReader.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using system::LogReader;

class LogReaderTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    // Line n of a service: n milliseconds after midnight.
    static QByteArray line(const char *service, int n, const char *level = "info", const char *message = "request")
    {
        const QTime time = QTime(0, 0).addMSecs(n);
        return "{\"time\":\"2026-01-22T" + time.toString(QStringLiteral("hh:mm:ss.zzz")).toLatin1() + "Z\",\"level\":\""
               + level + "\",\"service\":\"" + service + "\",\"message\":\"" + message
               + "\",\"n\":" + QByteArray::number(n) + "}\n";
    }
    void write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(text), text.size());
    }
    LogReader reader() const { return LogReader(m_folder->path()); }
    static QList<int> numbers(const LogReader::Page &page)
    {
        QList<int> all;
        for (const QJsonObject &one : page.lines)
            all.append(one[u"n"].toInt());
        return all;
    }
    QList<int> everyPage(LogReader::Query query) const
    {
        QList<int> all;
        for (;;) {
            const auto page = reader().read(query);
            all += numbers(page);
            if (!page.next)
                return all;
            query.before = page.next;
        }
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anEmptyFolderHasNoLines()
    {
        QVERIFY(reader().services().isEmpty());
        QVERIFY(reader().read({}).lines.isEmpty());
        QVERIFY(!reader().read({}).next);
    }

    void theNewestLineOfAllServicesIsFirst()
    {
        write(QStringLiteral("order-service.log"), line("order-service", 1) + line("order-service", 4));
        write(QStringLiteral("auth-service.log"), line("auth-service", 2) + line("auth-service", 3));
        QCOMPARE(reader().services(), (QByteArrayList{"auth-service", "order-service"}));
        QCOMPARE(numbers(reader().read({})), (QList<int>{4, 3, 2, 1}));
        QCOMPARE(numbers(reader().read({.service = "auth-service"})), (QList<int>{3, 2}));
    }

    void filtersByLevelAndText()
    {
        write(QStringLiteral("order-service.log"), line("order-service", 1, "debug") + line("order-service", 2, "warn")
                                                       + line("order-service", 3, "info", "Listening")
                                                       + line("order-service", 4, "error"));
        QCOMPARE(numbers(reader().read({.level = "warn"})), (QList<int>{4, 2}));
        QCOMPARE(numbers(reader().read({.text = QStringLiteral("listening")})), (QList<int>{3}));
        QCOMPARE(numbers(reader().read({.level = "error", .text = QStringLiteral("listening")})), QList<int>());
    }

    // Several thousand lines over rotated files, some of the very same time: each comes once.
    void pagesLeaveNothingOutAndRepeatNothing_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("7") << 7;
        QTest::newRow("200") << 200;
    }
    void pagesLeaveNothingOutAndRepeatNothing()
    {
        QFETCH(int, limit);
        QList<int> expected;
        QByteArray old;
        QByteArray now;
        QByteArray other;
        for (int n = 0; n < 4000; ++n) {
            (n < 1500 ? old : now) += line("order-service", n / 5 * 5);
            if (n % 3 == 0)
                other += line("auth-service", n / 5 * 5);
            expected.append(n / 5 * 5);
            if (n % 3 == 0)
                expected.append(n / 5 * 5);
        }
        write(QStringLiteral("order-service.1.log"), old);
        write(QStringLiteral("order-service.log"), now);
        write(QStringLiteral("auth-service.log"), other);
        std::sort(expected.begin(), expected.end(), std::greater());
        QCOMPARE(everyPage({.limit = limit}), expected);
    }

    void aPageStaysWhereItIsWhileLinesCome()
    {
        QByteArray text;
        for (int n = 0; n < 100; ++n)
            text += line("order-service", n);
        write(QStringLiteral("order-service.log"), text);
        const auto first = reader().read({.limit = 10});
        write(QStringLiteral("order-service.log"), line("order-service", 200) + line("order-service", 201));
        const auto second = reader().read({.before = first.next, .limit = 10});
        QCOMPARE(numbers(second), (QList<int>{89, 88, 87, 86, 85, 84, 83, 82, 81, 80}));
    }

    void aLineThatIsBeingWrittenAndRubbishAreLeftOut()
    {
        write(QStringLiteral("order-service.log"),
              line("order-service", 1) + "rubbish\n{\"time\":\"x\"}\n\n" + line("order-service", 2).chopped(20));
        QCOMPARE(numbers(reader().read({})), (QList<int>{1}));
        write(QStringLiteral("..strange name.log"), line("x", 9));
        QCOMPARE(reader().services(), (QByteArrayList{"order-service"}));
    }

    void theNewestPageOfALongLogIsQuick()
    {
        QByteArray text;
        for (int n = 0; n < 200'000; ++n)
            text += line("order-service", n);
        write(QStringLiteral("order-service.log"), text); // some 20 MB
        QElapsedTimer timer;
        timer.start();
        const auto page = reader().read({.limit = 50});
        QCOMPARE(page.lines.size(), 50);
        const auto middle = reader().read({.before = LogReader::Position{"2026-01-22T00:01:40.000Z", 0}, .limit = 50});
        QCOMPARE(numbers(middle).first(), 100'000);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(LogReaderTest)
#include "LogReaderTest.moc"
