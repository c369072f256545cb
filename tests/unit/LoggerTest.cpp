// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/logging/Logger.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace pos;
using namespace pos::logging;

class LoggerTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    // The lines that `write` leaves in the file; Logs writes out what waits when it goes.
    template<class Write>
    QList<QJsonObject> lines(const QByteArray &service, Level level, Write write)
    {
        {
            auto logs = Logs::open({.directory = m_folder.path(), .level = level, .console = false}).value();
            auto logger = logs->service(service).value();
            write(*logger);
        }
        QFile file(m_folder.filePath(QString::fromUtf8(service) + QStringLiteral(".log")));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QJsonObject> result;
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (!line.isEmpty())
                result << QJsonDocument::fromJson(line).object();
        }
        return result;
    }

private Q_SLOTS:
    void aLineIsOneJsonObject()
    {
        const auto written = lines("plain", Level::Info, [](Logger &log) {
            log.info("started", {{"port", 8080}, {"ready", true}, {"what", "two\nlines \"quoted\""}});
        });
        QCOMPARE(written.size(), 1);
        QCOMPARE(written[0][QStringLiteral("service")].toString(), QStringLiteral("plain"));
        QCOMPARE(written[0][QStringLiteral("level")].toString(), QStringLiteral("info"));
        QCOMPARE(written[0][QStringLiteral("message")].toString(), QStringLiteral("started"));
        QCOMPARE(written[0][QStringLiteral("port")].toInt(), 8080);
        QCOMPARE(written[0][QStringLiteral("ready")].toBool(), true);
        QCOMPARE(written[0][QStringLiteral("what")].toString(), QStringLiteral("two\nlines \"quoted\""));
        QVERIFY(QDateTime::fromString(written[0][QStringLiteral("time")].toString(), Qt::ISODateWithMs).isValid());
    }

    void bytesThatAreNoUtf8StillMakeJson()
    {
        const auto written = lines("bytes", Level::Info, [](Logger &log) {
            log.info("odd", {{"value", QByteArray("a\xff\0b", 4)}});
        });
        QCOMPARE(written.size(), 1);
        QVERIFY(written[0][QStringLiteral("value")].toString().startsWith(u'a'));
    }

    void whatIsBelowTheLevelIsLeftOut()
    {
        const auto written = lines("level", Level::Warn, [](Logger &log) {
            log.debug("a");
            log.info("b");
            log.warn("c");
            log.error("d");
        });
        QCOMPARE(written.size(), 2);
        QCOMPARE(written[0][QStringLiteral("message")].toString(), QStringLiteral("c"));
    }

    void aRequestHasTheFieldsTheDashboardsRead()
    {
        const auto written = lines("request", Level::Info, [](Logger &log) {
            log.request({.requestId = "r1",
                         .method = "GET",
                         .endpoint = "/api/v1/orders/{id}",
                         .status = 200,
                         .duration = std::chrono::microseconds(1234)});
        });
        QCOMPARE(written.size(), 1);
        QCOMPARE(written[0][QStringLiteral("request_id")].toString(), QStringLiteral("r1"));
        QCOMPARE(written[0][QStringLiteral("method")].toString(), QStringLiteral("GET"));
        QCOMPARE(written[0][QStringLiteral("endpoint")].toString(), QStringLiteral("/api/v1/orders/{id}"));
        QCOMPARE(written[0][QStringLiteral("status")].toInt(), 200);
        QCOMPARE(written[0][QStringLiteral("duration_ms")].toDouble(), 1.234);
    }

    void threadsDoNotMixTheirLines()
    {
        const auto written = lines("threads", Level::Info, [](Logger &log) {
            std::vector<std::thread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&log, t] {
                    for (int i = 0; i < 200; ++i)
                        log.info("from a thread", {{"thread", t}, {"i", i}});
                });
            }
            for (auto &thread : threads)
                thread.join();
        });
        QCOMPARE(written.size(), 800);
        for (const QJsonObject &line : written)
            QVERIFY(line.contains(QStringLiteral("thread")));
    }

    void filesAreRotatedAndBounded()
    {
        {
            auto logs =
                Logs::open({.directory = m_folder.path(), .console = false, .fileBytes = 2000, .files = 3}).value();
            auto logger = logs->service("many").value();
            for (int i = 0; i < 200; ++i)
                logger->info("a line of some length", {{"i", i}});
        }
        const QFileInfoList files = QDir(m_folder.path()).entryInfoList({QStringLiteral("many*.log")});
        QCOMPARE(files.size(), 3);
        for (const QFileInfo &file : files)
            QVERIFY(file.size() <= 2000);
    }

    void aFolderThatCannotBeMadeIsAnError()
    {
        const auto logs = Logs::open({.directory = QStringLiteral("/proc/nowhere/logs"), .console = false});
        QVERIFY(!logs);
        QVERIFY(logs.error().code == ErrorCode::Unavailable);
    }
};

QTEST_APPLESS_MAIN(LoggerTest)
#include "LoggerTest.moc"
