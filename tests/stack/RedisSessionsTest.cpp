// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthModule.h"
#include "server/infra/redis/RedisCache.h"
#include "server/user/UserModule.h"
#include "tests/support/IdentityApi.h"
#include "tests/support/Toxiproxy.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace pos;
using namespace std::chrono_literals;
using test::IdentityApi;

// Two processes on one PostgreSQL and one Redis: whatever happens to Redis, nobody is let in who should not be, and
// everybody else is.
class RedisSessionsTest : public QObject {
    Q_OBJECT

    // A process: its own connection to Redis, through a link of its own that has bad days.
    struct Process {
        Process(test::TestStore &store, const test::StackServer &toxiproxy, const QString &name, int port)
            : link(toxiproxy, name, port), client({.address = QStringLiteral("127.0.0.1:%1").arg(link.port()),
                                                   .connectDeadline = 500ms,
                                                   .longestPause = 200ms}),
              cache(client, runtime::SessionStates::kTrust),
              api(store, {auth::makeModule, user::makeModule}, false, &cache)
        {
        }
        bool believes() { return cache.get({"any"}).has_value(); }
        int me(const QByteArray &token) { return api.get("auth/me", token).status; }

        test::BadLink link;
        redis::Client client;
        redis::RedisCache cache;
        IdentityApi api;
    };

    const QString m_email = QStringLiteral("siti@toko.example");
    test::StackServer m_redis{QStringLiteral("redis"), {QStringLiteral("--keep")}};
    test::StackServer m_toxiproxy{QStringLiteral("toxiproxy")};
    test::TestStore m_store;
    Process m_here{m_store, m_toxiproxy, QStringLiteral("here"), m_redis.port()};
    Process m_there{m_store, m_toxiproxy, QStringLiteral("there"), m_redis.port()};
    IdentityApi::Tokens m_owner;

    IdentityApi::Tokens signIn()
    {
        const auto tokens = IdentityApi::tokensOf(m_here.api.login(m_email));
        if (tokens.access.isEmpty())
            qFatal("nobody signs in");
        return tokens;
    }
    bool logout(const QByteArray &token) { return m_here.api.post("auth/logout", {}, token).status / 100 == 2; }
    // As an operator would, past the program: nobody is told.
    void endInTheDatabase() { m_store.admin("UPDATE identity.sessions SET ended_at = now(), end_reason = 'ended'"); }
    // Not one of many calls is let in.
    static bool isAlwaysRefused(Process &process, const QByteArray &token, Duration during)
    {
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < during.count()) {
            if (process.me(token) != 401)
                return false;
        }
        return true;
    }

private Q_SLOTS:
    void initTestCase() { m_owner = m_here.api.registerShop(QStringLiteral("toko-melati"), m_email); }

    void init()
    {
        m_here.link.heal();
        m_there.link.heal();
        QTRY_VERIFY(m_here.believes());
        QTRY_VERIFY(m_there.believes());
        QVERIFY(m_here.client.ask({"FLUSHALL"}));
    }

    void whatOneProcessKnowsTheOtherBelieves()
    {
        IdentityApi::Tokens tokens;
        bool isBelieved = false;
        for (int i = 0; i < 10 && !isBelieved; ++i) { // a slow machine may take the second that it is believed
            tokens = signIn();
            QCOMPARE(m_here.me(tokens.access), 200);
            QVERIFY(!m_here.client.ask({"KEYS", "session:*"})->items.empty());
            endInTheDatabase();
            isBelieved = m_there.me(tokens.access) == 200; // so it did not ask the database,
        }
        QVERIFY(isBelieved);
        QTRY_COMPARE_WITH_TIMEOUT(m_there.me(tokens.access), 401, 1500); // and does so a second later
        QVERIFY(isAlwaysRefused(m_here, tokens.access, 200ms));
    }

    void anEndedSessionIsRefusedAtOnceByAll()
    {
        for (int i = 0; i < 20; ++i) {
            const auto tokens = signIn();
            QCOMPARE(m_here.me(tokens.access), 200);
            QCOMPARE(m_there.me(tokens.access), 200);
            QVERIFY(logout(tokens.access));
            QCOMPARE(m_there.me(tokens.access), 401);
            QCOMPARE(m_here.me(tokens.access), 401);
        }
    }

    void endingAllSessionsEndsThemAll()
    {
        const auto one = signIn();
        const auto other = signIn();
        QCOMPARE(m_there.me(one.access), 200);
        QCOMPARE(m_there.me(other.access), 200);
        QCOMPARE(m_here.api.call("DELETE", "/api/v1/auth/sessions", {}, one.access).status / 100, 2);
        QCOMPARE(m_there.me(one.access), 401);
        QCOMPARE(m_there.me(other.access), 401);
    }

    void aChangedPasswordEndsTheOthersAtOnce()
    {
        const auto mine = signIn();
        const auto stolen = signIn();
        QCOMPARE(m_there.me(stolen.access), 200);
        const QString next = QStringLiteral("kata sandi yang baru");
        const auto change = [this](const QByteArray &token, const QString &from, const QString &to) {
            return m_here.api
                .post("auth/password/change",
                      {{QStringLiteral("current_password"), from}, {QStringLiteral("new_password"), to}}, token)
                .status;
        };
        QCOMPARE(change(mine.access, IdentityApi::password(), next) / 100, 2);
        QCOMPARE(m_there.me(stolen.access), 401);
        QCOMPARE(m_there.me(mine.access), 200);
        QCOMPARE(change(mine.access, next, IdentityApi::password()) / 100, 2);
    }

    void withoutRedisEveryCallAsksTheDatabase()
    {
        const auto tokens = signIn();
        QCOMPARE(m_there.me(tokens.access), 200);
        m_here.link.refuse();
        m_there.link.refuse();
        QTRY_VERIFY(!m_there.client.check());
        QCOMPARE(m_there.me(tokens.access), 200);
        const auto fresh = signIn(); // signing in works, too
        QCOMPARE(m_there.me(fresh.access), 200);
        endInTheDatabase();
        QCOMPARE(m_there.me(tokens.access), 401);
        QCOMPARE(m_there.me(fresh.access), 401);
    }

    void whatEndedWhileRedisWasAwayStaysEnded()
    {
        const auto tokens = signIn();
        QCOMPARE(m_there.me(tokens.access), 200);
        m_here.link.refuse();
        m_there.link.refuse();
        QTRY_VERIFY(!m_here.client.check());
        QTRY_VERIFY(!m_there.client.check());
        QVERIFY(logout(tokens.access));
        m_here.link.heal(); // with what it held before
        m_there.link.heal();
        QVERIFY(isAlwaysRefused(m_there, tokens.access, 3s));
        QVERIFY(isAlwaysRefused(m_here, tokens.access, 200ms));
    }

    void whoCannotTellRedisIsObeyedWithinASecond()
    {
        const auto tokens = signIn();
        QCOMPARE(m_there.me(tokens.access), 200);
        m_here.link.refuse(); // the other process still sees Redis
        QTRY_VERIFY(!m_here.client.check());
        QVERIFY(logout(tokens.access));
        QTRY_COMPARE_WITH_TIMEOUT(m_there.me(tokens.access), 401, 1500);
        QVERIFY(isAlwaysRefused(m_there, tokens.access, 500ms));
    }

    void killedAndBackWithItsData()
    {
        const auto tokens = signIn();
        QCOMPARE(m_there.me(tokens.access), 200);
        m_redis.kill();
        QTRY_VERIFY(!m_there.client.check());
        QCOMPARE(m_there.me(tokens.access), 200);
        const auto gone = signIn();
        QVERIFY(logout(gone.access));
        m_redis.restart();
        QVERIFY(isAlwaysRefused(m_there, gone.access, 2s));
        QCOMPARE(m_there.me(tokens.access), 200);
    }

    void flushedChangesNothing()
    {
        const auto tokens = signIn();
        const auto gone = signIn();
        QCOMPARE(m_there.me(tokens.access), 200);
        QVERIFY(logout(gone.access));
        QVERIFY(m_here.client.ask({"FLUSHALL"}));
        QVERIFY(isAlwaysRefused(m_there, gone.access, 500ms));
        QCOMPARE(m_there.me(tokens.access), 200);
    }

    void hangingAndSlowCostOneDeadline()
    {
        const auto tokens = signIn();
        QCOMPARE(m_there.me(tokens.access), 200);
        QElapsedTimer clock;
        clock.start();
        m_there.link.hang();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(m_there.me(tokens.access), 200);
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
        m_there.link.heal();
        QTRY_VERIFY(m_there.believes());
        clock.restart();
        m_there.link.slow(2000);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(m_there.me(tokens.access), 200);
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void nothingOfAPersonLiesInRedis()
    {
        const auto tokens = signIn();
        QCOMPARE(m_here.me(tokens.access), 200);
        QVERIFY(logout(tokens.access));
        const auto keys = m_here.client.ask({"KEYS", "*"});
        QVERIFY(keys->items.size() >= 2);
        QByteArray all;
        for (const redis::Reply &key : keys->items)
            all += key.text + '\n' + m_here.client.ask({"GET", key.text})->text + '\n';
        const QRegularExpression idsAndWords(QStringLiteral("^(session:(turn:)?[0-9a-f-]{36}\\n([0-9a-f]{16}|[0-9a-f-]{"
                                                            "36} [0-9a-f-]{36} owner ([0-9a-f]{16})?)\\n)+$"));
        QVERIFY2(idsAndWords.match(QString::fromUtf8(all)).hasMatch(), all.constData());
        QVERIFY(!all.contains(tokens.access));
    }
};

QTEST_GUILESS_MAIN(RedisSessionsTest)
#include "RedisSessionsTest.moc"
