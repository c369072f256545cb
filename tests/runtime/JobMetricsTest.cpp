// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/JobMetrics.h"

#include <QTest>

using namespace pos;
using namespace pos::runtime;

class JobMetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAJobDidAndWhenIsToBeSeen()
    {
        ManualClock clock(Instant(std::chrono::seconds(1'800'000'000)));
        metrics::ServiceMetrics metrics(contract::Service::Order);
        Result<void> outcome;
        const std::atomic<bool> stop = false;
        const Job job = observed(
            {.name = "stock-proof", .dailyAt = 100, .run = [&outcome](const std::atomic<bool> &) { return outcome; }},
            clock, metrics);
        QVERIFY(metrics.render().contains("pos_job_last_success_timestamp_seconds{task=\"stock-proof\"} 1800000000\n"));
        QVERIFY(metrics.render().contains("pos_job_interval_seconds{task=\"stock-proof\"} 86400\n"));
        QVERIFY(metrics.render().contains("pos_job_failed_total{task=\"stock-proof\"} 0\n"));

        clock.advance(std::chrono::seconds(60));
        outcome = fail(Error::internal(QStringLiteral("on purpose")));
        QVERIFY(!job.run(stop));
        QVERIFY(metrics.render().contains("pos_job_last_success_timestamp_seconds{task=\"stock-proof\"} 1800000000\n"));
        QVERIFY(metrics.render().contains("pos_job_failed_total{task=\"stock-proof\"} 1\n"));

        outcome = {};
        QVERIFY(job.run(stop));
        QVERIFY(metrics.render().contains("pos_job_last_success_timestamp_seconds{task=\"stock-proof\"} 1800000060\n"));
        QVERIFY(metrics.render().contains("pos_job_seconds_count{task=\"stock-proof\"} 2\n"));
    }
};

QTEST_APPLESS_MAIN(JobMetricsTest)
#include "JobMetricsTest.moc"
