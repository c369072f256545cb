// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/JobTurns.h"
#include "server/infra/logging/Logger.h"
#include "server/runtime/Scheduler.h"
#include "tests/support/TestDatabase.h"

#include <QDateTime>
#include <QSemaphore>
#include <QTest>

using namespace pos;
using namespace pos::runtime;

// Two processes over one database, as two schedulers with turns of their own.
class JobTurnsTest : public QObject {
    Q_OBJECT

    struct Process {
        Process(const QByteArray &url, const Clock &clock, logging::Logger &log)
            : turns(url), scheduler(clock, log, &turns)
        {
        }
        ~Process() { scheduler.stop(); }
        JobTurns turns;
        Scheduler scheduler;
        std::atomic<int> runs = 0;
        std::atomic<bool> brokenOff = false; // the next run

        void add(std::optional<int> dailyAt)
        {
            Job job;
            job.name = dailyAt ? "daily" : "periodic";
            job.every = std::chrono::milliseconds(5);
            job.dailyAt = dailyAt;
            job.run = [this](const std::atomic<bool> &) -> Result<void> {
                ++runs;
                if (brokenOff.exchange(false))
                    return fail(Error{ErrorCode::Cancelled, {}, QStringLiteral("the lock was lost")});
                return {};
            };
            scheduler.add(std::move(job));
            scheduler.start();
        }
    };

    std::unique_ptr<Process> process()
    {
        return std::make_unique<Process>(m_database->url("pos_system"), m_clock, *m_log);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_database = std::make_unique<test::TestDatabase>();
        m_logs = std::move(*logging::Logs::open({{}, logging::Level::Error, false}));
        m_log = std::move(*m_logs->service("test"));
    }

    void oneProcessHasTheTurnUntilItEnds()
    {
        JobTurns first(m_database->url("pos_system"));
        JobTurns second(m_database->url("pos_system"));
        QCOMPARE(first.take("a").value(), true);
        QCOMPARE(first.take("a").value(), true);
        QCOMPARE(second.take("a").value(), false);
        QCOMPARE(second.take("b").value(), true);
        first.release();
        QTRY_COMPARE(second.take("a").value(), true);
        QCOMPARE(first.take("a").value(), false);
    }

    void whoLosesItsConnectionLosesItsTurn()
    {
        JobTurns first(m_database->url("pos_system"));
        JobTurns second(m_database->url("pos_system"));
        QCOMPARE(first.take("cut").value(), true);
        m_database->admin("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
        QTRY_COMPARE(second.take("cut").value_or(false), true);
        // PostgreSQL gives a lock back a moment before it closes the connection.
        QTRY_COMPARE(first.take("cut").value_or(true), false);
    }

    void aPeriodicJobRunsInOneAndMovesOn()
    {
        auto first = process();
        first->add({});
        QTRY_VERIFY(first->runs > 3);
        auto second = process();
        second->add({});
        const int before = first->runs;
        QTRY_VERIFY(first->runs > before + 20);
        QCOMPARE(second->runs, 0);
        first.reset();
        QTRY_VERIFY(second->runs > 3);
    }

    void aDailyJobRunsOnceADay()
    {
        const QDate day(2026, 3, 4);
        const auto at = [](const QDateTime &time) { return Instant(Duration(time.toMSecsSinceEpoch())); };
        m_clock.set(at(QDateTime(day, QTime(1, 59, 59, 900))));
        auto first = process();
        auto second = process();
        first->add(120);
        second->add(120);
        m_clock.set(at(QDateTime(day, QTime(2, 0))));
        const auto runs = [&] { return first->runs + second->runs; };
        QTRY_COMPARE_WITH_TIMEOUT(runs(), 1, 10'000);
        JobTurns witness(m_database->url("pos_system"));
        QTRY_COMPARE_WITH_TIMEOUT(witness.isDone("daily", at(QDateTime(day, QTime(2, 0)))).value(), true, 10'000);
        QCOMPARE(witness.isDone("daily", at(QDateTime(day.addDays(1), QTime(2, 0)))).value(), false);
        // One that comes later finds it done.
        first.reset();
        second.reset();
        m_clock.set(at(QDateTime(day, QTime(1, 59, 59, 900))));
        auto third = process();
        third->add(120);
        m_clock.set(at(QDateTime(day, QTime(2, 0))));
        QTRY_COMPARE_WITH_TIMEOUT(third->turns.take("daily").value_or(false), true, 10'000);
        third->scheduler.stop();
        QCOMPARE(third->runs, 0);
    }

    void aDailyJobThatWasBrokenOffRunsAgainThatDay()
    {
        const QDate day(2026, 3, 6);
        const auto at = [](const QDateTime &time) { return Instant(Duration(time.toMSecsSinceEpoch())); };
        m_clock.set(at(QDateTime(day, QTime(1, 59, 59, 900))));
        auto one = process();
        one->brokenOff = true;
        one->add(120);
        m_clock.set(at(QDateTime(day, QTime(2, 0))));
        QTRY_COMPARE_WITH_TIMEOUT(one->runs, 2, 20'000);
        JobTurns witness(m_database->url("pos_system"));
        QTRY_COMPARE_WITH_TIMEOUT(witness.isDone("daily", at(QDateTime(day, QTime(2, 0)))).value(), true, 10'000);
    }

    void aDailyJobMovesWhenItsHolderDies()
    {
        const QDate day(2026, 3, 5);
        const auto at = [](const QDateTime &time) { return Instant(Duration(time.toMSecsSinceEpoch())); };
        JobTurns dying(m_database->url("pos_system"));
        QTRY_COMPARE(dying.take("daily").value_or(false), true);
        m_clock.set(at(QDateTime(day, QTime(1, 59, 59, 900))));
        auto other = process();
        other->add(120);
        m_clock.set(at(QDateTime(day, QTime(2, 0))));
        QVERIFY(!QTest::qWaitFor([&] { return other->runs > 0; }, 500));
        dying.release(); // as PostgreSQL does for a process that is gone, before the job was done
        QTRY_COMPARE_WITH_TIMEOUT(other->runs, 1, 20'000);
    }

private:
    ManualClock m_clock{Instant(Duration(0))};
    std::unique_ptr<test::TestDatabase> m_database;
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<logging::Logger> m_log;
};

QTEST_GUILESS_MAIN(JobTurnsTest)
#include "JobTurnsTest.moc"
