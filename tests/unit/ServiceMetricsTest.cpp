// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/metrics/ServiceMetrics.h"

#include <QDateTime>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <thread>

using namespace pos;
using namespace pos::metrics;
using contract::Service;

class ServiceMetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void familiesStartAtZero()
    {
        ServiceMetrics metrics(Service::Order);
        metrics.declareEndpoint("POST", "/api/v1/orders");
        const QByteArray text = metrics.render();
        QVERIFY(text.contains("http_requests_total{endpoint=\"/api/v1/orders\",method=\"POST\",status=\"200\"} 0\n"));
        QVERIFY(text.contains("http_request_duration_seconds_count{endpoint=\"/api/v1/orders\",method=\"POST\"} 0\n"));
        QVERIFY(text.contains("db_connections_active 0\n"));
        QVERIFY(text.contains("encryption_operations_total{operation=\"encrypt\"} 0\n"));
        QVERIFY(!text.contains("audit_events_persisted_total"));
        QVERIFY(ServiceMetrics(Service::Audit).render().contains("audit_events_persisted_total 0\n"));
        QVERIFY(ServiceMetrics(Service::Notification).render().contains("notification_email_sent_total 0\n"));
    }

    void countsRequestsByRouteAndStatus()
    {
        ServiceMetrics metrics(Service::Gateway);
        metrics.requestFinished("GET", "/health", 200, std::chrono::microseconds(1500));
        metrics.requestFinished("GET", "/health", 200, std::chrono::microseconds(1500));
        metrics.requestFinished("GET", "/health", 503, std::chrono::microseconds(20000));
        const QByteArray text = metrics.render();
        QVERIFY(text.contains("http_requests_total{endpoint=\"/health\",method=\"GET\",status=\"200\"} 2\n"));
        QVERIFY(text.contains("http_requests_total{endpoint=\"/health\",method=\"GET\",status=\"503\"} 1\n"));
        QVERIFY(text.contains(
            "http_request_duration_seconds_bucket{endpoint=\"/health\",method=\"GET\",le=\"0.0025\"} 2\n"));
    }

    void inventedMethodsMakeNoSeriesOfTheirOwn()
    {
        ServiceMetrics metrics(Service::Gateway);
        metrics.requestFinished("BREW", "/health", 501, {});
        metrics.requestFinished("MELT", "/health", 501, {});
        QVERIFY(metrics.render().contains("method=\"other\",status=\"501\"} 2\n"));
    }

    void servicesDoNotShareARegistry()
    {
        ServiceMetrics one(Service::Order);
        ServiceMetrics other(Service::Product);
        one.encryption(Encryption::Encrypt);
        QVERIFY(one.render().contains("encryption_operations_total{operation=\"encrypt\"} 1\n"));
        QVERIFY(other.render().contains("encryption_operations_total{operation=\"encrypt\"} 0\n"));
    }

    void aServicesOwnMetricIsOneHoweverOftenAskedFor()
    {
        ServiceMetrics metrics(Service::Order);
        metrics.counter("pos_orders_total", "Orders.", {{"kind", "sale"}}).add();
        metrics.counter("pos_orders_total", "Orders.", {{"kind", "sale"}}).add(2);
        QVERIFY(metrics.render().contains("pos_orders_total{kind=\"sale\"} 3\n"));
    }

    void aCleanupSaysHowMuchHowLongAndWhen()
    {
        ServiceMetrics metrics(Service::Order);
        const qint64 before = QDateTime::currentSecsSinceEpoch();
        Cleanup cleanup = metrics.cleanup("idempotency_keys");
        QVERIFY(metrics.render().contains("cleanup_records_processed_total{table=\"idempotency_keys\"} 0\n"));
        QVERIFY(metrics.render().contains("cleanup_duration_seconds_count{table=\"idempotency_keys\"} 0\n"));
        const auto lastSuccess = [&] {
            static const QRegularExpression line(
                QStringLiteral("pos_cleanup_last_success_timestamp_seconds\\{table=\"idempotency_keys\"\\} (\\S+)"));
            return line.match(QString::fromLatin1(metrics.render())).captured(1).toDouble();
        };
        QVERIFY(lastSuccess() >= double(before)); // nothing is late that has not had its time yet
        cleanup.processed(12);
        cleanup.succeeded(Instant(std::chrono::seconds(2'000'000'000)), std::chrono::milliseconds(3));
        QCOMPARE(lastSuccess(), 2e9);
        QVERIFY(metrics.render().contains("cleanup_records_processed_total{table=\"idempotency_keys\"} 12\n"));
        QVERIFY(
            metrics.render().contains("cleanup_duration_seconds_bucket{table=\"idempotency_keys\",le=\"0.005\"} 1\n"));
    }

    void gaugesAreAskedWhenScraped()
    {
        ServiceMetrics metrics(Service::Order);
        qint64 active = 3;
        metrics.readConnectionsFrom([&] { return active; });
        QVERIFY(metrics.render().contains("db_connections_active 3\n"));
        active = 5;
        QVERIFY(metrics.render().contains("db_connections_active 5\n"));
    }

    void prometheusOwnToolFindsNoFault()
    {
        for (int service = 0; service < contract::kServiceCount; ++service) {
            ServiceMetrics metrics(static_cast<Service>(service));
            metrics.declareEndpoint("GET", "/health");
            metrics.requestFinished("GET", "/health", 200, std::chrono::microseconds(5));
            QProcess promtool;
            promtool.start(QStringLiteral("promtool"), {QStringLiteral("check"), QStringLiteral("metrics")});
            QVERIFY2(promtool.waitForStarted(), "promtool is missing: scripts/setup --tests installs it");
            promtool.write(metrics.render());
            promtool.closeWriteChannel();
            QVERIFY(promtool.waitForFinished());
            const QByteArray said = promtool.readAllStandardError() + promtool.readAllStandardOutput();
            QVERIFY2(promtool.exitCode() == 0, said.constData());
        }
    }

    void threadsLoseNoCount()
    {
        ServiceMetrics metrics(Service::Order);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&metrics] {
                for (int i = 0; i < 1000; ++i)
                    metrics.requestFinished("GET", "/x", 200, std::chrono::microseconds(i));
            });
        }
        for (auto &thread : threads)
            thread.join();
        QVERIFY(metrics.render().contains("http_requests_total{endpoint=\"/x\",method=\"GET\",status=\"200\"} 4000\n"));
    }
};

QTEST_GUILESS_MAIN(ServiceMetricsTest)
#include "ServiceMetricsTest.moc"
