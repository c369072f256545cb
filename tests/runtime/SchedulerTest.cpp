// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Scheduler.h"

#include "server/infra/logging/Logger.h"

#include <QDateTime>
#include <QSemaphore>
#include <QTest>

using namespace pos;
using namespace pos::runtime;

class SchedulerTest : public QObject {
    Q_OBJECT

    static Instant at(const QDateTime &time) { return Instant(Duration(time.toMSecsSinceEpoch())); }

private Q_SLOTS:
    void initTestCase()
    {
        m_logs = std::move(*logging::Logs::open({{}, logging::Level::Error, false}));
        m_log = std::move(*m_logs->service("test"));
    }

    void aDailyJobRunsAtItsNextTime()
    {
        const QDate day(2026, 1, 10);
        QCOMPARE(nextDaily(at(QDateTime(day, QTime(1, 0))), 150), at(QDateTime(day, QTime(2, 30))));
        QCOMPARE(nextDaily(at(QDateTime(day, QTime(2, 30))), 150), at(QDateTime(day.addDays(1), QTime(2, 30))));
        QCOMPARE(nextDaily(at(QDateTime(day, QTime(23, 0))), 0), at(QDateTime(day.addDays(1), QTime(0, 0))));
    }

    void aPeriodicJobRunsAgainAlsoAfterAFailure()
    {
        QSemaphore runs;
        Scheduler scheduler(m_clock, *m_log);
        scheduler.add({.name = "beat",
                       .every = std::chrono::milliseconds(1),
                       .run = [&runs](const std::atomic<bool> &) -> Result<void> {
                           runs.release();
                           return fail(Error::internal(QStringLiteral("on purpose")));
                       }});
        scheduler.start();
        QVERIFY(runs.tryAcquire(3, 10'000));
    }

    void stoppingTellsTheRunAtWorkAndWaitsForIt()
    {
        QSemaphore begun;
        std::atomic<bool> ended = false;
        Scheduler scheduler(m_clock, *m_log);
        scheduler.add({.name = "long",
                       .every = std::chrono::milliseconds(1),
                       .run = [&](const std::atomic<bool> &stop) -> Result<void> {
                           begun.release();
                           while (!stop)
                               std::this_thread::yield();
                           ended = true;
                           return {};
                       }});
        scheduler.start();
        QVERIFY(begun.tryAcquire(1, 10'000));
        scheduler.stop();
        QVERIFY(ended);
    }

private:
    SystemClock m_clock;
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<logging::Logger> m_log;
};

QTEST_GUILESS_MAIN(SchedulerTest)
#include "SchedulerTest.moc"
