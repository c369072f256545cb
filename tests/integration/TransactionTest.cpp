// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Connection.h"
#include "tests/support/TestDatabase.h"

#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

using namespace pos;
using pg::Params;
using pg::Statement;
using pg::Transaction;

namespace {

constexpr Statement kInsert{"test_insert", "INSERT INTO shop.things (tenant_id, id, name, price, at, tags, raw, doc) "
                                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr Statement kRead{"test_read", "SELECT * FROM shop.things ORDER BY id"};
constexpr Statement kCount{"test_count", "SELECT count(*) AS n FROM shop.things"};
constexpr Statement kRename{"test_rename", "UPDATE shop.things SET name = $2 WHERE id = $1"};
constexpr Statement kSlow{"test_slow", "SELECT pg_sleep(30)", Duration(100)};
constexpr Statement kTimeout{"test_timeout", "SELECT current_setting('statement_timeout') AS t"};
constexpr Statement kFind{"test_find",
                          "SELECT name FROM shop.things WHERE id = '01890000-0000-7000-8000-000000000001'"};
constexpr Statement kPlan{"test_plan", "EXPLAIN EXECUTE test_find"};
constexpr Statement kWrong{"test_wrong", "SELECT $1::uuid"};

} // namespace

class TransactionTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestDatabase> m_store;
    SystemClock m_clock;
    const Id m_shop = Id::make(m_clock);
    const Id m_otherShop = Id::make(m_clock);

    pg::Database &db() { return m_store->database(); }

    Result<void> add(Transaction &tx, const Id &shop, const Id &id, const QString &name, qint64 price = 1)
    {
        POS_CHECK(tx.run(kInsert, Params(shop, id, name, price, nullptr, nullptr, nullptr, nullptr)));
        return {};
    }

    qint64 countOf(const Id &shop)
    {
        return db()
            .forTenant(shop,
                       [](Transaction &tx) -> Result<qint64> {
                           POS_TRY(const auto rows, tx.run(kCount));
                           return rows.first().i64("n");
                       })
            .value();
    }

    bool findsByIndex()
    {
        return db()
            .forTenant(m_shop,
                       [](Transaction &tx) -> Result<bool> {
                           POS_CHECK(tx.run(kFind));
                           POS_TRY(const auto plan, tx.run(kPlan));
                           return plan.first().text("\"QUERY PLAN\"").contains(QStringLiteral("Index"));
                       })
            .value();
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::TestDatabase>();
        m_store->admin(
            "SET ROLE pos_owner; CREATE TABLE shop.things (tenant_id uuid, id uuid, name text CONSTRAINT "
            "things_name_key UNIQUE, "
            "price bigint CONSTRAINT things_price_positive CHECK (price > 0), at timestamptz, tags text[], raw bytea, "
            "doc jsonb, PRIMARY KEY (tenant_id, id)); SELECT pos_admin.protect('shop.things'); RESET ROLE");
    }

    // Kept plans read a table whole for as long as it was small when they were made; a shop's first busy hour
    // slowed to a tenth by it.
    void aPlanMadeForASmallTableDoesNotOutliveIt()
    {
        m_store->admin("ALTER TABLE shop.things SET (autovacuum_enabled = false)");
        QVERIFY(db().forTenant(
            m_shop, [&](Transaction &tx) { return add(tx, m_shop, Id::make(m_clock), QStringLiteral("first")); }));
        m_store->admin("ANALYZE shop.things");
        QVERIFY(!findsByIndex());
        m_store->admin("INSERT INTO shop.things (tenant_id, id, name, price) SELECT '" + m_shop.toString().toLatin1()
                       + "', gen_random_uuid(), 'thing ' || n, 1 FROM generate_series(1, 2000) n");
        QVERIFY(!findsByIndex());
        for (int i = 0; i < pg::Connection::kFirstUsesOfAPlan; ++i)
            QVERIFY(db().forTenant(m_shop, [](Transaction &tx) { return tx.run(kFind); }));
        QVERIFY(findsByIndex());
    }

    void everyTypeComesBackAsItWent()
    {
        const Id id = Id::make(m_clock);
        const Instant at = instantFromRfc3339(u"2026-02-28T23:59:59.007Z").value();
        const QByteArray raw("\0\xff\\x'", 5);
        const QStringList tags{QStringLiteral("a,b"), QStringLiteral("\"quoted\\\""), QString::fromUtf8("é😀"),
                               QStringLiteral("NULL"), QString()};
        const QString name = QString::fromUtf8("Kopi 'susu'; DROP TABLE --😀");
        const QJsonObject doc{{QStringLiteral("k"), QJsonArray{1, QStringLiteral("x")}}};
        const auto done = db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            POS_CHECK(tx.run(kInsert, Params(m_shop, id, name, Money::ofMinor(Money::kMax), at, tags, raw, doc)));
            POS_TRY(const auto rows, tx.run(kRead));
            const pg::Row row = rows.first();
            [&] {
                QCOMPARE(row.id("id"), id);
                QCOMPARE(row.text("name"), name);
                QCOMPARE(row.money("price"), Money::ofMinor(Money::kMax));
                QCOMPARE(row.instant("at"), at);
                QCOMPARE(row.texts("tags"), tags);
                QCOMPARE(row.bytes("raw"), raw);
                QCOMPARE(row.json("doc"), doc);
            }();
            return {};
        });
        QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
    }

    void aShopSeesOnlyItsOwnRows()
    {
        const auto write = [&](Transaction &tx) { return add(tx, m_shop, Id::make(m_clock), QStringLiteral("mine")); };
        QVERIFY(db().forTenant(m_shop, write));
        QCOMPARE(countOf(m_shop), 1);
        QCOMPARE(countOf(m_otherShop), 0);
        // Writing a row of another shop is refused, too.
        QVERIFY(!db().forTenant(m_otherShop, write));
        const auto all = db().asSystem([](Transaction &tx) { return tx.run(kCount); });
        QCOMPARE(all->first().i64("n"), 1);
    }

    void aForgottenTenantIsAnError()
    {
        const auto rows = db().transact(pg::Scope{}, [](Transaction &tx) { return tx.run(kCount); });
        QVERIFY(!rows);
        QCOMPARE(rows.error().code, ErrorCode::Internal);
        // Also on a connection where a transaction before had set one.
        QCOMPARE(countOf(m_shop), 0);
        QVERIFY(!db().transact(pg::Scope{}, [](Transaction &tx) { return tx.run(kCount); }));
    }

    void theApplicationHasNoRightsToGet()
    {
        constexpr Statement kEscape{"test_escape", "SET LOCAL ROLE pos_system"};
        const auto escaped = db().forTenant(m_shop, [&](Transaction &tx) { return tx.run(kEscape); });
        QVERIFY(!escaped);
        constexpr Statement kRights{
            "test_rights",
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole AS any FROM pg_roles WHERE rolname = current_user"};
        const auto rights = db().forTenant(m_shop, [&](Transaction &tx) { return tx.run(kRights); });
        QVERIFY(!rights->first().boolean("any"));
    }

    void anErrorRollsBackWhatWasDone()
    {
        const auto failed = db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            POS_CHECK(add(tx, m_shop, Id::make(m_clock), QStringLiteral("a")));
            return fail(Error::conflict(QStringLiteral("changed_my_mind"), {}));
        });
        QCOMPARE(failed.error().reason, QStringLiteral("changed_my_mind"));
        QCOMPARE(countOf(m_shop), 0);
    }

    void aFailureInAPipelineLeavesNothingAndTheConnectionWorksOn()
    {
        const auto failed = db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            tx.queue(kInsert, Params(m_shop, Id::make(m_clock), "a", 1, nullptr, nullptr, nullptr, nullptr));
            tx.queue(kInsert, Params(m_shop, Id::make(m_clock), "a", 1, nullptr, nullptr, nullptr, nullptr));
            tx.queue(kInsert, Params(m_shop, Id::make(m_clock), "b", 1, nullptr, nullptr, nullptr, nullptr));
            POS_CHECK(tx.commit());
            return {};
        });
        QCOMPARE(failed.error().code, ErrorCode::Conflict);
        QCOMPARE(failed.error().reason, QStringLiteral("things_name_key"));
        QVERIFY(!failed.error().detail.contains(u"=(a)"));
        for (int i = 0; i < 10; ++i)
            QCOMPARE(countOf(m_shop), 0);
        QCOMPARE(db().activeConnections(), 0);
    }

    void workThatHidesAFailureIsNotTakenForCommitted()
    {
        const auto done = db().forTenant(m_shop, [&](Transaction &tx) -> Result<int> {
            static_cast<void>(add(tx, m_shop, Id::make(m_clock), QStringLiteral("a")));
            static_cast<void>(add(tx, m_shop, Id::make(m_clock), QStringLiteral("b"), -1));
            return 7;
        });
        QVERIFY(!done);
        QCOMPARE(done.error().reason, QStringLiteral("things_price_positive"));
        QCOMPARE(countOf(m_shop), 0);
    }

    void aQueueGivesTheRowsOfEachStatementInOrder()
    {
        const auto done = db().forTenant(m_shop, [&](Transaction &tx) -> Result<std::vector<pg::Rows>> {
            tx.queue(kInsert, Params(m_shop, Id::make(m_clock), "a", 1, nullptr, nullptr, nullptr, nullptr));
            const size_t counted = tx.queue(kCount);
            tx.queue(kRead);
            POS_TRY(auto rows, tx.commit());
            [&] { QCOMPARE(counted, size_t(1)); }();
            return rows;
        });
        QCOMPARE(done->size(), size_t(3));
        QCOMPARE((*done)[0].affected(), 1);
        QCOMPARE((*done)[1].first().i64("n"), 1);
        QCOMPARE((*done)[2].first().text("name"), QStringLiteral("a"));
    }

    void theDeadlineOfAStatementHolds()
    {
        QElapsedTimer timer;
        timer.start();
        const auto slow = db().forTenant(m_shop, [](Transaction &tx) { return tx.run(kSlow); });
        QCOMPARE(slow.error().code, ErrorCode::Timeout);
        QVERIFY(timer.elapsed() < 5000);
        const auto after = db().forTenant(m_shop, [](Transaction &tx) { return tx.run(kTimeout); });
        QCOMPARE(after->first().text("t"), QStringLiteral("5s"));
    }

    void valuesThatDoNotFitAreInvalidAndNotQuoted()
    {
        const auto wrong = db().forTenant(m_shop, [](Transaction &tx) { return tx.run(kWrong, Params("secret")); });
        QCOMPARE(wrong.error().code, ErrorCode::Invalid);
        QVERIFY(!wrong.error().detail.contains(u"secret"));
        const auto nul = db().forTenant(m_shop, [&](Transaction &tx) {
            return add(tx, m_shop, Id::make(m_clock), QString(u'a') + QChar(u'\0') + u'b');
        });
        QCOMPARE(nul.error().code, ErrorCode::Invalid);
    }

    void aDeadlockIsTriedAgain()
    {
        const Id a = Id::make(m_clock);
        const Id b = Id::make(m_clock);
        QVERIFY(db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            POS_CHECK(add(tx, m_shop, a, QStringLiteral("a")));
            return add(tx, m_shop, b, QStringLiteral("b"));
        }));
        std::atomic<int> holding = 0;
        std::atomic<int> runs = 0;
        const auto lockBoth = [&](const Id &first, const Id &second, const QString &name) {
            bool together = true;
            return db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
                ++runs;
                POS_CHECK(tx.run(kRename, Params(first, name + u'1')));
                if (std::exchange(together, false)) { // both hold one row before either asks for its second
                    ++holding;
                    while (holding < 2)
                        std::this_thread::yield();
                }
                POS_CHECK(tx.run(kRename, Params(second, name + u'2')));
                return {};
            });
        };
        Result<void> left;
        std::thread other([&] { left = lockBoth(a, b, QStringLiteral("left")); });
        const auto right = lockBoth(b, a, QStringLiteral("right"));
        other.join();
        QVERIFY(left);
        QVERIFY(right);
        QCOMPARE(runs.load(), 3);
    }

    void aConnectionThatDiedWhileIdleIsReplaced()
    {
        QCOMPARE(countOf(m_shop), 0);
        m_store->admin("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'pos_app' AND "
                       "datname = current_database()");
        QCOMPARE(countOf(m_shop), 0);
    }

    void aConnectionThatDiesBetweenTwoStatementsRunsTheWorkAgain()
    {
        int runs = 0;
        const auto done = db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            POS_CHECK(add(tx, m_shop, Id::make(m_clock), QStringLiteral("a")));
            if (++runs == 1)
                m_store->admin("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'pos_app' "
                               "AND datname = current_database()");
            return add(tx, m_shop, Id::make(m_clock), QStringLiteral("b"));
        });
        QVERIFY(done);
        QCOMPARE(runs, 2);
        QCOMPARE(countOf(m_shop), 2);
    }

    void aLongPipelineDoesNotBlockItself()
    {
        const auto done = db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            for (int i = 0; i < 3000; ++i)
                tx.queue(kInsert, Params(m_shop, Id::make(m_clock), QString::number(i) + QString(1000, u'x'), 1,
                                         nullptr, nullptr, nullptr, nullptr));
            for (int i = 0; i < 20; ++i)
                tx.queue(kRead);
            POS_CHECK(tx.commit());
            return {};
        });
        QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
        QCOMPARE(countOf(m_shop), 3000);
    }

    void manySlowStatementsMayTakeLongerThanOneDeadline()
    {
        constexpr Statement kNap{"test_nap", "SELECT pg_sleep(0.2)", Duration(800)};
        const auto done = db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            for (int i = 0; i < 20; ++i)
                tx.queue(kNap);
            POS_CHECK(tx.commit());
            return {};
        });
        QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
    }

    void aFrozenPostgreSqlIsGivenUpOnce()
    {
        constexpr Statement kPid{"test_pid", "SELECT pg_backend_pid() AS pid"};
        constexpr Statement kQuick{"test_quick", "SELECT 1", Duration(200)};
        QElapsedTimer timer;
        pid_t frozen = 0;
        const auto done = db().forTenant(m_shop, [&](Transaction &tx) -> Result<void> {
            POS_TRY(const auto rows, tx.run(kPid));
            frozen = rows.first().i32("pid");
            ::kill(frozen, SIGSTOP);
            timer.start();
            POS_CHECK(tx.run(kQuick));
            return {};
        });
        const qint64 waited = timer.elapsed();
        ::kill(frozen, SIGCONT);
        QCOMPARE(done.error().code, ErrorCode::Unavailable);
        QVERIFY(done.error().retryAfterSeconds > 0);
        QVERIFY2(waited < 3000, qPrintable(QString::number(waited)));
        QCOMPARE(countOf(m_shop), 0);
    }

    void moreThreadsThanConnectionsTakeTurns()
    {
        std::atomic<int> failures = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 24; ++i) {
            threads.emplace_back([&, i] {
                for (int n = 0; n < 10; ++n) {
                    const auto done = db().forTenant(m_shop, [&](Transaction &tx) {
                        return add(tx, m_shop, Id::make(m_clock), QStringLiteral("%1-%2").arg(i).arg(n));
                    });
                    failures += done ? 0 : 1;
                }
            });
        }
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(countOf(m_shop), 240);
    }

    void aServerThatIsNotThereSaysSo()
    {
        pg::Database nowhere({.url = "host=/nonexistent dbname=pos"});
        const auto ping = nowhere.ping();
        QCOMPARE(ping.error().code, ErrorCode::Unavailable);
        QVERIFY(ping.error().retryAfterSeconds > 0);
        QVERIFY(db().ping());
    }
};

QTEST_GUILESS_MAIN(TransactionTest)
#include "TransactionTest.moc"
