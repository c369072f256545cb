// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/trace/OtlpExporter.h"
#include "server/infra/trace/Scope.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

using namespace pos::trace;

class OtlpExporterTest : public QObject {
    Q_OBJECT

    static QByteArray endpointOf(const QTcpServer &server)
    {
        return "http://127.0.0.1:" + QByteArray::number(server.serverPort());
    }
    static Span span() { return {.service = "order-service", .name = "x", .traceparent = newTrace(true)}; }

private Q_SLOTS:
    void aCollectorThatSaysNothingHoldsNobodyUp()
    {
        QTcpServer silent; // its backlog takes the connection, and nobody ever answers
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QElapsedTimer timer;
        timer.start();
        QString said;
        {
            OtlpExporter exporter({.endpoint = endpointOf(silent),
                                   .queue = 100,
                                   .batch = 10,
                                   .timeout = std::chrono::milliseconds(200),
                                   .trouble = [&said](const QString &sentence) { said = sentence; }});
            QElapsedTimer taking;
            taking.start();
            for (int i = 0; i < 5000; ++i)
                exporter.take(span());
            QVERIFY2(taking.elapsed() < 1000, qPrintable(QString::number(taking.elapsed())));
            QVERIFY(exporter.dropped() >= 5000 - 110); // the queue and the batch under way
            QCOMPARE(exporter.exported(), 0);
        }
        QVERIFY2(timer.elapsed() < 2000, "stopping waits for one try, not for one of each batch");
        QVERIFY(said.contains(QStringLiteral("takes no traces")));
    }

    void stepsNestAndOthersAreLeftAlone()
    {
        QVERIFY(!current());
        {
            const Step nothing("outside", Span::Kind::Internal);
            QVERIFY(!current());
        }
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        OtlpExporter exporter({.endpoint = endpointOf(silent), .queue = 1, .timeout = std::chrono::milliseconds(100)});
        const QByteArray root = newTrace(true);
        {
            const Scope scope({&exporter, "order-service", root});
            QCOMPARE(current()->traceparent, root);
            {
                const Step step("inner", Span::Kind::Client);
                QCOMPARE(traceIdOf(current()->traceparent), traceIdOf(root));
                QVERIFY(spanIdOf(current()->traceparent) != spanIdOf(root));
            }
            QCOMPARE(current()->traceparent, root);
            const Scope unrecorded({&exporter, "order-service", newTrace(false)});
            const Step step("not recorded", Span::Kind::Client);
            QVERIFY(!current()->isRecorded());
        }
        QVERIFY(!current());
    }

    void whatIsRecordedIsSaidByTheLastBitOfTheFlags()
    {
        QVERIFY(isSampled("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        QVERIFY(isSampled("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0b"));
        QVERIFY(!isSampled("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"));
        QVERIFY(!isSampled("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-02"));
        QVERIFY(!isSampled(""));
        QVERIFY(isTraceParent(newTrace(true)) && isSampled(newTrace(true)) && !isSampled(newTrace(false)));
        QVERIFY(isSampled(childOf(newTrace(true))));
    }
};

QTEST_GUILESS_MAIN(OtlpExporterTest)
#include "OtlpExporterTest.moc"
