// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/RateLimiter.h"
#include "server/infra/redis/Locks.h"
#include "server/infra/redis/SharedLimit.h"
#include "server/runtime/JobLock.h"
#include "tests/support/Toxiproxy.h"

#include <QTest>

using namespace pos;
using namespace std::chrono_literals;
using redis::Client;
using redis::Locks;

// What several processes do with one Redis: each has a client of its own here.
class RedisLocksTest : public QObject {
    Q_OBJECT

    static constexpr auto kKey = "cleanup:lock:test";

    static Client::Options at(int port)
    {
        return {.address = QStringLiteral("127.0.0.1:%1").arg(port), .connectDeadline = 500ms, .longestPause = 200ms};
    }
    QByteArray stored(const QByteArray &key) { return m_other.ask({"GET", key})->text; }
    static std::unique_ptr<Locks::Held> taken(Locks &locks, std::atomic<bool> *lost = nullptr)
    {
        auto held = locks.take(kKey, [lost] {
            if (lost)
                *lost = true;
        });
        return held ? std::move(*held) : nullptr;
    }

    test::StackServer m_server{QStringLiteral("redis")};
    test::StackServer m_toxiproxy{QStringLiteral("toxiproxy")};
    test::BadLink m_link{m_toxiproxy, QStringLiteral("redis"), m_server.port()};
    Client m_one{at(m_link.port())};
    Client m_other{at(m_server.port())};

private Q_SLOTS:
    void init()
    {
        m_link.heal();
        QTRY_VERIFY(m_one.check());
        QTRY_VERIFY(m_other.check());
        QVERIFY(m_other.ask({"FLUSHALL"}));
    }

    void oneAtATimeHoldsIt()
    {
        Locks mine(m_one), theirs(m_other);
        auto held = taken(mine);
        QVERIFY(held);
        QCOMPARE(stored(kKey).size(), 32); // a random token
        const auto refused = theirs.take(kKey, {});
        QVERIFY(refused);
        QVERIFY(!*refused); // an answer, not an error
        held.reset();
        QTRY_VERIFY(taken(theirs));
    }

    void itIsProlongedWhileItIsHeld()
    {
        Locks mine(m_one, 300ms);
        std::atomic<bool> lost = false;
        const auto held = taken(mine, &lost);
        const QByteArray token = stored(kKey);
        int prolonged = 0;
        qint64 left = 0;
        QTRY_VERIFY([&] {
            const qint64 before = std::exchange(left, m_other.ask({"PTTL", kKey})->integer);
            prolonged += left > before;
            return prolonged >= 5;
        }());
        QCOMPARE(stored(kKey), token);
        QVERIFY(!lost);
    }

    void itExpiresWithItsHolder()
    {
        auto dying = std::make_unique<Client>(at(m_link.port()));
        QVERIFY(dying->firstContact());
        QVERIFY(dying->ask({"SET", kKey, "of one that died", "NX", "PX", "400"}));
        Locks theirs(m_other);
        QVERIFY(!taken(theirs));
        QTRY_VERIFY(taken(theirs));
    }

    void nobodyTakesAwayAnothersLock()
    {
        Locks mine(m_one, 60s); // does not look again before this test is over
        auto held = taken(mine);
        QVERIFY(m_other.ask({"SET", kKey, "another's"}));
        held.reset();
        QVERIFY(m_one.ask({"PING"})); // after the release
        QCOMPARE(stored(kKey), "another's");
    }

    void aFlushedLockIsLostAndSaidSo()
    {
        Locks mine(m_one, 300ms);
        std::atomic<bool> lost = false;
        const auto held = taken(mine, &lost);
        QVERIFY(m_other.ask({"FLUSHALL"}));
        QTRY_VERIFY(lost);
    }

    void whoCannotBeSureHasLostIt()
    {
        Locks mine(m_one, 3s);
        std::atomic<bool> lost = false;
        const auto held = taken(mine, &lost);
        m_link.refuse();
        QTRY_VERIFY(lost);
        QCOMPARE(stored(kKey).size(), 32); // it had not even expired
        QVERIFY(!mine.take("cleanup:lock:next", {})); // an error: not a lock, and not another's
    }

    void aJobShowsItsLockWhileItRuns()
    {
        Locks mine(m_one);
        std::atomic<bool> stop = false;
        QByteArray shown;
        const runtime::Job job = runtime::locked({.name = "test",
                                                  .run = [&](const std::atomic<bool> &) -> Result<void> {
                                                      shown = stored(kKey);
                                                      return {};
                                                  }},
                                                 m_one, mine);
        QVERIFY(job.run(stop));
        QCOMPARE(shown.size(), 32);
        QTRY_VERIFY(m_other.ask({"GET", kKey})->isNothing());
    }

    void aJobWaitsForWhoHoldsItsLock()
    {
        Locks mine(m_one), theirs(m_other);
        auto held = taken(theirs);
        std::atomic<bool> stop = false, ran = false;
        const runtime::Job job = runtime::locked({.name = "test",
                                                  .run = [&](const std::atomic<bool> &) -> Result<void> {
                                                      ran = true;
                                                      return {};
                                                  }},
                                                 m_one, mine);
        std::thread waiting([&] { (void)job.run(stop); });
        QVERIFY(!QTest::qWaitFor([&] { return ran.load(); }, 500));
        held.reset();
        QTRY_VERIFY(ran);
        waiting.join();

        held = taken(theirs);
        QVERIFY(held);
        ran = false;
        std::thread stopped([&] { (void)job.run(stop); });
        stop = true; // the program ends while it waits
        stopped.join();
        QVERIFY(!ran);
    }

    void aJobStopsWhenItsLockIsFlushedOrTheProgramEnds()
    {
        for (const bool flush : {true, false}) {
            Locks mine(m_one, 300ms);
            std::atomic<bool> stop = false, begun = false, ended = false;
            const runtime::Job job = runtime::locked({.name = "test",
                                                      .run = [&](const std::atomic<bool> &halted) -> Result<void> {
                                                          begun = true;
                                                          while (!halted)
                                                              std::this_thread::yield();
                                                          ended = true;
                                                          return {};
                                                      }},
                                                     m_one, mine);
            Result<void> done;
            std::thread working([&] { done = job.run(stop); });
            QTRY_VERIFY(begun);
            if (flush)
                QVERIFY(m_other.ask({"FLUSHALL"}));
            else
                stop = true;
            QTRY_VERIFY(ended);
            working.join();
            QCOMPARE(!done && done.error().code == ErrorCode::Cancelled, flush); // it has to begin anew
        }
    }

    void aJobRunsWithoutRedisToo()
    {
        m_link.refuse();
        QTRY_VERIFY(!m_one.check());
        Locks mine(m_one);
        std::atomic<bool> stop = false, ran = false;
        const runtime::Job job = runtime::locked({.name = "test",
                                                  .run = [&](const std::atomic<bool> &halted) -> Result<void> {
                                                      ran = !halted;
                                                      return {};
                                                  }},
                                                 m_one, mine);
        QVERIFY(job.run(stop));
        QVERIFY(ran);
    }

    void allProcessesLimitTogether()
    {
        http::RateLimiter here({"address", 2, 20}), there({"address", 2, 20});
        Client one(at(m_server.port())), other(at(m_server.port()));
        QVERIFY(one.firstContact());
        QVERIFY(other.firstContact());
        redis::SharedLimit mine(one, {"address", 2, 20}, "salt", [&here](const QByteArray &key, auto debt) {
            here.learn(key, debt, std::chrono::steady_clock::now());
        });
        redis::SharedLimit theirs(other, {"address", 2, 20}, "salt", [&there](const QByteArray &key, auto debt) {
            there.learn(key, debt, std::chrono::steady_clock::now());
        });
        here.tell([&mine](const QByteArray &key) { mine.taken(key); });
        there.tell([&theirs](const QByteArray &key) { theirs.taken(key); });

        for (int i = 0; i < 20; ++i)
            QVERIFY(here.take("203.0.113.7", std::chrono::steady_clock::now()).allowed);
        QTRY_VERIFY(!m_other.ask({"KEYS", "limit:address:*"})->items.empty());
        QVERIFY(!m_other.ask({"KEYS", "limit:address:*"})->items.front().text.contains("203"));
        // The other one takes its first, and learns of the twenty: not all of its own burst is left.
        int allowed = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const auto decision = there.take("203.0.113.7", std::chrono::steady_clock::now());
                allowed += decision.allowed;
                return !decision.allowed;
            }(),
            4000);
        QVERIFY2(allowed < 15, qPrintable(QString::number(allowed)));
        QVERIFY(there.take("198.51.100.1", std::chrono::steady_clock::now()).allowed);
    }
};

QTEST_GUILESS_MAIN(RedisLocksTest)
#include "RedisLocksTest.moc"
