// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/OutboxDispatcher.h"
#include "server/infra/logging/Logger.h"
#include "server/infra/outbox/Outbox.h"
#include "server/infra/outbox/ParkedEvents.h"
#include "server/infra/postgres/Connection.h"
#include "tests/support/TestDatabase.h"

#include <QTest>

#include <latch>
#include <mutex>

using namespace pos;
using namespace pos::outbox;

namespace {

constexpr pg::Statement kNote{"test_note", "INSERT INTO public.seen (event_id, subject, type) VALUES ($1, $2, $3)"};
constexpr pg::Statement kKillMyself{"test_kill_myself", "SELECT pg_terminate_backend(pg_backend_pid())"};

Event eventOf(const Id &tenant, const QByteArray &subject, const QByteArray &type = "thing.changed")
{
    Event made;
    made.topic = "pos.test.v1";
    made.type = type;
    made.source = "test";
    made.tenant = tenant;
    made.subject = subject;
    return made;
}

Consumer recorder()
{
    return {"recorder", {"pos.test.v1"}, [](pg::Transaction &tx, const Event &e) -> Result<void> {
                tx.queue(kNote, pg::Params(e.id, e.subject.constData(), e.type.constData()));
                return {};
            }};
}

} // namespace

class OutboxDispatcherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_test.admin(
            "CREATE TABLE public.seen (n bigint GENERATED ALWAYS AS IDENTITY, event_id uuid PRIMARY KEY, subject text,"
            " type text CHECK (type <> 'thing.unwritable')); GRANT SELECT, INSERT ON public.seen TO pos_system");
        m_logs = std::move(*logging::Logs::open({.directory = {}, .console = false}));
        m_log = std::move(*m_logs->service("test"));
    }

    void init()
    {
        m_test.admin("TRUNCATE public.seen, events.outbox, events.cursors, events.parked, events.awake");
        m_clock.set(Instant(std::chrono::hours(24 * 365 * 56)));
    }

    void aLateCommitIsNeverSkipped()
    {
        auto dispatcher = make(recorder());
        appendNow("late", [&] {
            appendNow("early");
            QVERIFY(dispatcher->deliverAll());
            QCOMPARE(seen(), QStringList{}); // whether the open one comes before it is not known yet
        });
        drain(*dispatcher, 2);
        QCOMPARE(sorted(seen()), (QStringList{QStringLiteral("early"), QStringLiteral("late")}));
    }

    void theOrderOfAKeyIsTheOrderOfItsLockEvenWhenTheOlderTransactionWaited()
    {
        auto dispatcher = make(recorder());
        QVERIFY(db().forTenant(m_tenant, [&](pg::Transaction &older) -> Result<void> {
            append(older, m_clock, eventOf(m_tenant, "else")); // takes its transaction id
            POS_CHECK(older.flush());
            return db().forTenant(m_tenant, [&](pg::Transaction &between) -> Result<void> {
                append(between, m_clock, eventOf(m_tenant, "between"));
                POS_CHECK(between.flush());
                appendNow("key", {}, "first");
                append(older, m_clock, eventOf(m_tenant, "key", "second"));
                POS_CHECK(older.commit());
                // "second" may be read now, "first" not: it waits for the one that must come before it.
                POS_CHECK(dispatcher->deliverAll());
                [&] { QVERIFY(!types("key").contains(QStringLiteral("second"))); }();
                return {};
            });
        }));
        drain(*dispatcher, 4);
        QCOMPARE(types("key"), (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
    }

    void aConsumerThatFailsAfterItsWorkLeavesNothingAndIsCalledAgain()
    {
        bool killed = false;
        Consumer mortal = recorder();
        mortal.handle = [&](pg::Transaction &tx, const Event &e) -> Result<void> {
            tx.queue(kNote, pg::Params(e.id, e.subject.constData(), e.type.constData()));
            if (killed)
                return {};
            killed = true;
            POS_CHECK(tx.run(kKillMyself)); // between the work and its commit
            return {};
        };
        auto dispatcher = make(mortal);
        appendNow("once");
        drain(*dispatcher, 1);
        QVERIFY(killed);
        QCOMPARE(seen(), QStringList{QStringLiteral("once")});
        QCOMPARE(count("events.parked"), 0);
    }

    void aPoisonEventIsParkedAndTheRestGoesOn()
    {
        bool mended = false;
        Consumer picky = recorder();
        picky.handle = [&, write = picky.handle](pg::Transaction &tx, const Event &e) -> Result<void> {
            if (e.type == "thing.poison" && !mended)
                return fail(Error::internal(QStringLiteral("no such thing")));
            return write(tx, e);
        };
        auto dispatcher = make(picky);
        const QByteArray sameShard = subjectInShardOf("a");
        appendNow("a", {}, "thing.before");
        appendNow("a", {}, "thing.poison");
        appendNow("a", {}, "thing.after");
        appendNow(sameShard);
        QVERIFY(shardOf(m_tenant, "a") == shardOf(m_tenant, sameShard));
        drain(*dispatcher, 3);
        QCOMPARE(types("a"), (QStringList{QStringLiteral("thing.before"), QStringLiteral("thing.after")}));
        QCOMPARE(seen().size(), 3);

        const auto list = *db().asSystem([](pg::Transaction &tx) { return parked::list(tx, 10); });
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].event.type, "thing.poison");
        QCOMPARE(list[0].tries, kMaxTries);
        QVERIFY(list[0].error.contains(QStringLiteral("no such thing")));
        checkUpkeep(*dispatcher);
        QCOMPARE(dispatcher->parked(), 1);

        // Asked for in vain, it stays; mended, it comes.
        QCOMPARE(tryAgain(list[0].event.id), 1);
        checkUpkeep(*dispatcher);
        QCOMPARE(dispatcher->parked(), 1);
        mended = true;
        QCOMPARE(tryAgain({}), 1);
        checkUpkeep(*dispatcher);
        QCOMPARE(dispatcher->parked(), 0);
        QCOMPARE(types("a").size(), 3);
    }

    void anEventWhoseWorkTheDatabaseRefusesIsFoundWithinItsBatch()
    {
        auto dispatcher = make(recorder());
        for (int i = 0; i < 20; ++i)
            appendNow("k", {}, i == 7 ? "thing.unwritable" : "thing.fine");
        drain(*dispatcher, 19);
        QCOMPARE(count("events.parked"), 1);
        QCOMPARE(types("k"), QStringList(19, QStringLiteral("thing.fine")));
    }

    void anOutageParksNothing()
    {
        int left = 20;
        Consumer waiting = recorder();
        waiting.handle = [&, write = waiting.handle](pg::Transaction &tx, const Event &e) -> Result<void> {
            if (left-- > 0)
                return fail(Error::unavailable(QStringLiteral("down"), QStringLiteral("the other side is down")));
            return write(tx, e);
        };
        auto dispatcher = make(waiting);
        appendNow("a");
        drain(*dispatcher, 1);
        QCOMPARE(count("events.parked"), 0);
    }

    void twoDispatchersDeliverEachEventOnceAndInOrder()
    {
        constexpr int kThreads = 4, kEach = 250;
        std::vector<std::unique_ptr<OutboxDispatcher>> dispatchers;
        for (int i = 0; i < 2; ++i) {
            dispatchers.push_back(std::make_unique<OutboxDispatcher>(
                db(), m_systemClock, *m_log,
                OutboxDispatcher::Options{.listenUrl = m_test.url("pos_system"), .batch = 7}));
            dispatchers.back()->subscribe(recorder());
            QVERIFY(dispatchers.back()->start());
        }
        std::vector<std::thread> writers;
        for (int t = 0; t < kThreads; ++t) {
            writers.emplace_back([&, t] {
                for (int i = 0; i < kEach; ++i)
                    appendNow("key" + QByteArray::number(t), {}, QByteArray::number(i).rightJustified(4, '0'));
            });
        }
        for (std::thread &writer : writers)
            writer.join();
        QTRY_COMPARE_WITH_TIMEOUT(count("public.seen"), kThreads * kEach, 30000);
        dispatchers.clear();
        for (int t = 0; t < kThreads; ++t) {
            const QStringList order = types("key" + QByteArray::number(t));
            QCOMPARE(order.size(), kEach);
            QCOMPARE(order, sorted(order));
        }
    }

    void aLongBacklogIsDrainedInOrderAndCleanedAway_data()
    {
        QTest::addColumn<int>("transactions");
        QTest::newRow("in one transaction") << 1;
        QTest::newRow("in many") << 200;
    }
    void aLongBacklogIsDrainedInOrderAndCleanedAway()
    {
        QFETCH(int, transactions);
        constexpr int kEvents = 20000;
        int n = 0;
        for (int part = 0; part < transactions; ++part) {
            QVERIFY(db().forTenant(m_tenant, [&](pg::Transaction &tx) -> Result<void> {
                for (int i = 0; i < kEvents / transactions; ++i, ++n)
                    append(tx, m_clock,
                           eventOf(m_tenant, "many/" + QByteArray::number(n % 3),
                                   QByteArray::number(n).rightJustified(6, '0')));
                return {};
            }));
        }
        // A second consumer that nothing is meant for must not keep the outbox full.
        Consumer idle{"idle", {"pos.other.v1"}, [](pg::Transaction &, const Event &) -> Result<void> { return {}; }};
        OutboxDispatcher dispatcher(db(), m_systemClock, *m_log, {.listenUrl = m_test.url("pos_system")});
        dispatcher.subscribe(recorder());
        dispatcher.subscribe(idle);
        QVERIFY(dispatcher.start());
        QTRY_COMPARE_WITH_TIMEOUT(count("public.seen"), kEvents, 60000);
        QTRY_COMPARE_WITH_TIMEOUT(count("events.outbox"), 0, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(dispatcher.pending(), 0, 30000);
        const QStringList order = types("many/1");
        QCOMPARE(order, sorted(order));
    }

    void appendingCallsASleeperAndLeavesOneThatIsAwakeAlone()
    {
        auto listener = std::move(*pg::Connection::open(m_test.url("pos_system"), {}));
        QVERIFY(listener->execute("LISTEN pos_outbox"));
        appendNow("a");
        QVERIFY(*listener->waitForInput(std::chrono::seconds(5)));
        QCOMPARE(listener->takeNotifications(), QList<QByteArray>{"pos_outbox"});
        m_test.admin("INSERT INTO events.awake (until) VALUES (now() + interval '1 hour')");
        appendNow("a");
        m_test.admin("NOTIFY pos_outbox, 'mark'"); // arrives after whatever the append had sent
        QVERIFY(*listener->waitForInput(std::chrono::seconds(5)));
        QCOMPARE(listener->takeNotifications().size(), 1);
    }

    void afterARestoreWhatLayInTheOutboxIsDeliveredInOrder()
    {
        auto dispatcher = make(recorder());
        appendNow("k", {}, "1");
        drain(*dispatcher, 1);
        appendNow("k", {}, "2");
        appendNow("k", {}, "3");
        // Numbers of another cluster, far ahead of this one's.
        m_test.admin(
            "UPDATE events.outbox SET xid = '900000000000'; UPDATE events.cursors SET from_xid = '900000000000',"
            " until_xid = '900000000000'; DELETE FROM public.seen");
        m_test.admin("SET ROLE pos_system; SELECT events.rebase(); RESET ROLE");
        appendNow("k", {}, "4");
        drain(*dispatcher, 4);
        QCOMPARE(types("k"),
                 (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4")}));
    }

    void aRequestMayAppendForItsShopAndNothingElse()
    {
        const auto refused = [&](const char *sql) {
            const pg::Statement statement{sql, sql};
            return !db().forTenant(m_tenant, [&](pg::Transaction &tx) -> Result<void> {
                POS_CHECK(tx.run(statement));
                return {};
            });
        };
        QVERIFY(refused("SELECT * FROM events.outbox"));
        QVERIFY(refused("UPDATE events.outbox SET topic = 'x'"));
        QVERIFY(refused("DELETE FROM events.outbox"));
        QVERIFY(refused("TRUNCATE events.outbox"));
        QVERIFY(!db().forTenant(m_tenant, [&](pg::Transaction &tx) -> Result<void> {
            append(tx, m_clock, eventOf(Id::make(m_clock), "another shop's"));
            return {};
        }));
        QCOMPARE(count("events.outbox"), 0);
    }

    // Two services in two processes: the one that starts first passes and cleans, the other comes when it has.
    void whatAConsumerElsewhereHasNotSeenIsKeptForIt()
    {
        Consumer early = recorder();
        early.name = "early";
        early.topics = {"pos.other.v1"};
        OutboxDispatcher first(db(), m_clock, *m_log, OutboxDispatcher::Options{.known = {"early", "recorder"}});
        first.subscribe(early);
        QVERIFY(first.registerConsumers());
        appendNow("kept");
        m_clock.advance(std::chrono::minutes(1));
        QVERIFY(first.deliverAll());
        QVERIFY(first.upkeep());
        QVERIFY(first.upkeep());
        QCOMPARE(seen(), QStringList{});
        auto late = make(recorder());
        drain(*late, 1);
        QCOMPARE(seen(), QStringList{QStringLiteral("kept")});
    }

private:
    pg::Database &db() { return m_test.database(); }

    std::unique_ptr<OutboxDispatcher> make(Consumer consumer)
    {
        auto dispatcher = std::make_unique<OutboxDispatcher>(db(), m_clock, *m_log, OutboxDispatcher::Options());
        dispatcher->subscribe(std::move(consumer));
        [&] { QVERIFY(dispatcher->registerConsumers()); }();
        return dispatcher;
    }

    // Other tests share the cluster, and with it the oldest running transaction: look until it is there.
    void drain(OutboxDispatcher &dispatcher, int expected)
    {
        QTRY_VERIFY_WITH_TIMEOUT((m_clock.advance(std::chrono::minutes(1)), dispatcher.deliverAll(),
                                  count("public.seen") >= expected && count("events.outbox") >= 0 && idle()),
                                 20000);
        QCOMPARE(count("public.seen"), expected);
    }

    void checkUpkeep(OutboxDispatcher &dispatcher)
    {
        const Result<void> done = dispatcher.upkeep();
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }

    bool idle()
    {
        return m_test
            .admin("SELECT 1 FROM events.outbox o JOIN events.cursors c USING (shard) WHERE c.consumer = 'recorder'"
                   " AND o.xid >= c.from_xid AND (o.xid >= c.until_xid OR o.seq > c.seq)")
            .isEmpty();
    }

    void appendNow(const QByteArray &subject, const std::function<void()> &meanwhile = {},
                   const QByteArray &type = "thing.changed")
    {
        const Result<void> done = db().forTenant(m_tenant, [&](pg::Transaction &tx) -> Result<void> {
            append(tx, m_clock, eventOf(m_tenant, subject, type));
            if (meanwhile) {
                POS_CHECK(tx.flush());
                meanwhile();
            }
            return {};
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }

    qint64 tryAgain(const std::optional<Id> &id)
    {
        return *db().asSystem([&](pg::Transaction &tx) { return parked::tryAgain(tx, id, m_clock.now()); });
    }

    QByteArray subjectInShardOf(const QByteArray &subject)
    {
        QByteArray other;
        for (int i = 0; other.isEmpty() || shardOf(m_tenant, other) != shardOf(m_tenant, subject); ++i)
            other = "other/" + QByteArray::number(i);
        return other;
    }

    qint64 count(const char *table)
    {
        return m_test.admin("SELECT count(*) AS n FROM " + QByteArray(table)).first().i64("n");
    }
    QStringList column(const QByteArray &sql)
    {
        QStringList values;
        for (const pg::Row row : m_test.admin(sql))
            values.append(row.text("v"));
        return values;
    }
    QStringList seen() { return column("SELECT subject AS v FROM public.seen ORDER BY n"); }
    QStringList types(const QByteArray &subject)
    {
        return column("SELECT type AS v FROM public.seen WHERE subject = '" + subject + "' ORDER BY n");
    }
    static QStringList sorted(QStringList list)
    {
        list.sort();
        return list;
    }

    test::TestDatabase m_test;
    ManualClock m_clock{Instant()};
    SystemClock m_systemClock;
    const Id m_tenant = Id::make(m_systemClock);
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<logging::Logger> m_log;
};

QTEST_GUILESS_MAIN(OutboxDispatcherTest)
#include "OutboxDispatcherTest.moc"
