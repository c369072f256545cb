// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/Client.h"
#include "tests/support/Toxiproxy.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace pos;
using redis::Client;
using redis::Reply;

// The client on a real Redis, behind a link that has bad days.
class RedisClientTest : public QObject {
    Q_OBJECT

    static Client::Options at(int port)
    {
        return {.address = QStringLiteral("127.0.0.1:%1").arg(port),
                .deadline = std::chrono::milliseconds(250),
                .connectDeadline = std::chrono::milliseconds(500),
                .longestPause = std::chrono::milliseconds(200)};
    }
    static QByteArray echoed(Client &client, const QByteArray &text)
    {
        const auto reply = client.ask({"ECHO", text});
        return reply ? reply->text : QByteArray();
    }
    // Nothing waits longer than a deadline and the client's own look at the clock.
    static bool failsSoon(Client &client)
    {
        QElapsedTimer clock;
        clock.start();
        const auto reply = client.ask({"PING"});
        return !reply && reply.error().code == ErrorCode::Unavailable && clock.elapsed() < 750;
    }
    static QString refusal(Client::Options options)
    {
        Client client(std::move(options));
        const auto contact = client.firstContact();
        if (contact || contact.error().code != ErrorCode::Invalid)
            return QStringLiteral("it was not refused: ") + (contact ? QString() : contact.error().detail);
        return contact.error().detail;
    }

    test::StackServer m_server{QStringLiteral("redis")};
    test::StackServer m_toxiproxy{QStringLiteral("toxiproxy")};
    test::BadLink m_link{m_toxiproxy, QStringLiteral("redis"), m_server.port()};

private Q_SLOTS:
    void cleanup() { m_link.heal(); }

    void manyThreadsEachGetTheirOwnAnswers()
    {
        Client client(at(m_server.port()));
        QVERIFY(client.firstContact());
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&client, &wrong, t] {
                for (int i = 0; i < 300; ++i) {
                    const QByteArray mine = QByteArray::number(t) + '/' + QByteArray::number(i);
                    const auto both = client.askAll({{"ECHO", mine}, {"ECHO", mine + '!'}});
                    wrong += !both || both->at(0).text != mine || both->at(1).text != mine + '!';
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void manyThreadsLookAtOnce()
    {
        Client::Options options = at(m_server.port());
        options.database = 3;
        Client client(std::move(options));
        QVERIFY(client.firstContact());
        QVERIFY(client.ask({"SET", "mine", "of the third"}));
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&client, &wrong, t] {
                for (int i = 0; i < 300; ++i) {
                    const QByteArray said = QByteArray::number(t) + '/' + QByteArray::number(i);
                    const auto both =
                        client.look({"EVAL", "return {ARGV[1], redis.call('GET', KEYS[1])}", "1", "mine", said});
                    wrong += !both || both->items.at(0).text != said || both->items.at(1).text != "of the third";
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(client.ask({"DEL", "mine"}));
        QVERIFY(!client.look({"NO-SUCH-COMMAND"}));
        QVERIFY(client.look({"GET", "mine"})->isNothing());
    }

    void aLookThatMeetsAClosedConnectionGoesAnotherWay()
    {
        Client client(at(m_server.port()));
        QVERIFY(client.firstContact());
        QCOMPARE(client.look({"ECHO", "one"})->text, "one");
        const QByteArray all = client.ask({"CLIENT", "LIST"})->text;
        QByteArray newest; // ids grow
        for (const QByteArray &line : all.trimmed().split('\n'))
            newest = line.split(' ').first().mid(3);
        QVERIFY(client.ask({"CLIENT", "KILL", "ID", newest}));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(client.look({"ECHO", "two"})->text, "two");
        QVERIFY(client.check());
    }

    void aLookWaitsOneDeadline()
    {
        Client client(at(m_link.port()));
        QVERIFY(client.firstContact());
        QVERIFY(client.look({"PING"}));
        m_link.hang();
        QElapsedTimer clock;
        clock.start();
        const auto late = client.look({"PING"});
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Unavailable);
        QVERIFY2(clock.elapsed() < 750, qPrintable(QString::number(clock.elapsed())));
        QTRY_VERIFY(!client.check()); // seen on the other connection, too
        clock.restart();
        for (int i = 0; i < 100; ++i)
            QVERIFY(!client.look({"PING"}));
        QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
        m_link.heal();
        QTRY_VERIFY(client.look({"PING"}));
    }

    void bytesArriveAsTheyWere()
    {
        Client client(at(m_server.port()));
        QVERIFY(client.firstContact());
        const QByteArray bytes = QByteArray("\0\r\n$5\xff", 7) + QByteArray(200'000, 'x');
        QCOMPARE(echoed(client, bytes), bytes);
        QCOMPARE(echoed(client, ""), "");
        QVERIFY(client.ask({"GET", "nothing"})->isNothing());
        QCOMPARE(client.ask({"EVAL", "return {1, 'a', false}", "0"})->items.size(), size_t{3});
        QVERIFY(!client.ask({"NO-SUCH-COMMAND"})); // a refusal is not taken for an answer
        QCOMPARE(echoed(client, "still there"), "still there");
    }

    void refusedIsSaidAtOnceAndMendsItself()
    {
        Client client(at(m_link.port()));
        QVERIFY(client.firstContact());
        m_link.refuse();
        QTRY_VERIFY(!client.check());
        QVERIFY(failsSoon(client));
        QVERIFY(client.check().error().detail.contains(QStringLiteral("127.0.0.1:%1").arg(m_link.port())));
        QVERIFY(!client.connectedFor());
        m_link.heal();
        QTRY_COMPARE(echoed(client, "back"), "back");
    }

    void whoStartsBeforeRedisFindsIt()
    {
        m_link.refuse();
        Client client(at(m_link.port()));
        const auto contact = client.firstContact();
        QVERIFY(!contact);
        QCOMPARE(contact.error().code, ErrorCode::Unavailable);
        m_link.heal();
        QTRY_VERIFY(client.check());
    }

    void hangingTakesADeadlineOnceAndNotAgain()
    {
        Client client(at(m_link.port()));
        QVERIFY(client.firstContact());
        m_link.hang();
        QVERIFY(failsSoon(client));
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 100; ++i)
            QVERIFY(!client.ask({"PING"}));
        QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
        m_link.heal();
        QTRY_COMPARE(echoed(client, "back"), "back");
    }

    void slowByTwoSecondsIsAway()
    {
        Client client(at(m_link.port()));
        QVERIFY(client.firstContact());
        m_link.slow(2000);
        QVERIFY(failsSoon(client));
        QVERIFY(failsSoon(client));
        m_link.heal();
        QTRY_COMPARE(echoed(client, "back"), "back");
    }

    void anAnswerThatIsCutIsNone()
    {
        Client client(at(m_link.port()));
        QVERIFY(client.firstContact());
        m_link.cutAfter(20'000);
        QVERIFY(!client.ask({"ECHO", QByteArray(100'000, 'x')}));
        m_link.heal();
        QTRY_COMPARE(echoed(client, "back"), "back");
    }

    void killedAndBack()
    {
        test::StackServer server(QStringLiteral("redis"));
        Client client(at(server.port()));
        QVERIFY(client.firstContact());
        server.kill();
        QTRY_VERIFY(!client.check());
        QVERIFY(failsSoon(client));
        server.restart();
        QTRY_COMPARE(echoed(client, "back"), "back");
    }

    void whoStopsLeavesNobodyWaiting()
    {
        Client client(at(m_link.port()));
        QVERIFY(client.firstContact());
        m_link.hang();
        std::atomic<int> answered = 0;
        for (int i = 0; i < 5; ++i)
            client.send({{"PING"}}, [&answered](const auto &replies) { answered += replies ? 100 : 1; });
        client.stop();
        QCOMPARE(answered.load(), 5);
        QVERIFY(!client.ask({"PING"}));
    }

    void aWrongPasswordIsRefusedWithASentence()
    {
        const test::StackServer server(QStringLiteral("redis"),
                                       {QStringLiteral("--password"), QStringLiteral("correct")});
        QVERIFY(refusal(at(server.port())).contains(QStringLiteral("set REDIS_PASSWORD")));
        auto wrong = at(server.port());
        wrong.password = Secret("rubbish-password");
        const QString said = refusal(std::move(wrong));
        QVERIFY2(said.contains(QStringLiteral("set REDIS_PASSWORD")), qPrintable(said));
        QVERIFY(!said.contains(QStringLiteral("rubbish-password")));
        auto right = at(server.port());
        right.password = Secret("correct");
        Client client(std::move(right));
        QVERIFY(client.firstContact());
        auto unasked = at(m_server.port()); // a password for a server that has none
        unasked.password = Secret("any");
        QVERIFY(refusal(std::move(unasked)).contains(QStringLiteral("REDIS_PASSWORD")));
    }

    void eachDatabaseIsItsOwn()
    {
        auto third = at(m_server.port());
        third.database = 3;
        Client inThird(std::move(third));
        Client inFirst(at(m_server.port()));
        QVERIFY(inThird.firstContact());
        QVERIFY(inFirst.firstContact());
        QVERIFY(inThird.ask({"SET", "only", "there"}));
        QVERIFY(inFirst.ask({"GET", "only"})->isNothing());
        auto beyond = at(m_server.port());
        beyond.database = 99;
        QVERIFY(refusal(std::move(beyond)).contains(QStringLiteral("REDIS_DB 99 is not there")));
    }

    void overTlsItsCertificateIsChecked()
    {
        const test::StackServer server(
            QStringLiteral("redis"), {QStringLiteral("--tls"), QStringLiteral("--password"), QStringLiteral("secret")});
        auto trusting = at(server.port());
        trusting.tls = true;
        trusting.password = Secret("secret");
        trusting.authorityFile = server.env(QStringLiteral("REDIS_CA_FILE"));
        trusting.connectDeadline = std::chrono::seconds(3);
        Client client(std::move(trusting));
        QVERIFY(client.firstContact());
        const QByteArray large(300'000, 'y');
        QCOMPARE(echoed(client, large), large);

        auto doubting = at(server.port());
        doubting.tls = true;
        doubting.connectDeadline = std::chrono::seconds(3);
        QVERIFY(refusal(std::move(doubting)).contains(QStringLiteral("set REDIS_CA_FILE")));
        Client clear(at(server.port())); // in clear to a port that speaks TLS
        QVERIFY(!clear.firstContact());
    }

    void clustersAndSentinelsAreRefusedWithASentence()
    {
        const test::StackServer cluster(QStringLiteral("redis"), {QStringLiteral("--cluster")});
        QVERIFY(
            refusal(at(cluster.port())).contains(QStringLiteral("this is a Redis Cluster, which is not supported")));
        const test::StackServer sentinel(QStringLiteral("redis"), {QStringLiteral("--sentinel")});
        QVERIFY(
            refusal(at(sentinel.port())).contains(QStringLiteral("this is a Redis Sentinel, which is not supported")));
    }

    void whatIsNoRedisIsNotBelieved()
    {
        Client client(at(m_toxiproxy.port())); // speaks HTTP
        const auto contact = client.firstContact();
        QVERIFY(!contact);
        QVERIFY(failsSoon(client));
    }
};

QTEST_GUILESS_MAIN(RedisClientTest)
#include "RedisClientTest.moc"
