// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/MailServer.h"
#include "tests/support/Toxiproxy.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>

using namespace pos;

// The servers of the other tests: that they are real, come back where they were, and outlive nobody.
class StackServerTest : public QObject {
    Q_OBJECT

    // What a server says to one line; nothing when it cannot be reached or falls silent.
    static QByteArray asked(int port, const QByteArray &line, int patience = 5000)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(port));
        if (!socket.waitForConnected(patience))
            return {};
        socket.write(line + "\r\n");
        while (!socket.canReadLine() && socket.waitForReadyRead(patience)) { }
        return socket.readLine().trimmed();
    }

private Q_SLOTS:
    void redisComesBackWhereItWas()
    {
        test::StackServer redis(QStringLiteral("redis"), {QStringLiteral("--keep")});
        QCOMPARE(redis.env(QStringLiteral("REDIS_ADDR")), QStringLiteral("127.0.0.1:%1").arg(redis.port()));
        QCOMPARE(asked(redis.port(), "SET a b"), "+OK");
        redis.restart();
        QCOMPARE(asked(redis.port(), "EXISTS a"), ":1");
        redis.kill();
        QTRY_COMPARE(asked(redis.port(), "PING"), ""); // the server died with what started it
        redis.restart();
        QCOMPARE(asked(redis.port(), "PING"), "+PONG");
    }

    void redisAsksForItsPassword()
    {
        const test::StackServer redis(QStringLiteral("redis"),
                                      {QStringLiteral("--password"), QStringLiteral("random")});
        QVERIFY(redis.env(QStringLiteral("REDIS_PASSWORD")).size() >= 24);
        QVERIFY(asked(redis.port(), "PING").startsWith("-NOAUTH"));
        QCOMPARE(asked(redis.port(), "AUTH " + redis.env(QStringLiteral("REDIS_PASSWORD")).toLatin1()), "+OK");
    }

    void aServerEndsWithItsTest()
    {
        auto redis = std::make_unique<test::StackServer>(QStringLiteral("redis"));
        const int port = redis->port();
        redis.reset();
        QCOMPARE(asked(port, "PING"), "");
    }

    void theMailServerKeepsItsPort()
    {
        test::MailServer mail;
        const int port = mail.port();
        QVERIFY(asked(port, "NOOP").startsWith("220 "));
        mail.restart();
        QCOMPARE(mail.port(), port);
        QVERIFY(asked(port, "NOOP").startsWith("220 "));
    }

    void aLinkHasBadDays()
    {
        const test::StackServer redis(QStringLiteral("redis"));
        const test::StackServer toxiproxy(QStringLiteral("toxiproxy"));
        test::BadLink link(toxiproxy, QStringLiteral("redis"), redis.port());
        QCOMPARE(asked(link.port(), "PING"), "+PONG");

        link.refuse();
        QCOMPARE(asked(link.port(), "PING"), "");
        link.heal();
        QCOMPARE(asked(link.port(), "PING"), "+PONG");

        link.hang();
        QCOMPARE(asked(link.port(), "PING", 300), "");
        link.heal();

        link.cutAfter(3);
        QCOMPARE(asked(link.port(), "PING"), "+PO");
        link.heal();

        QElapsedTimer clock;
        clock.start();
        link.slow(400);
        QCOMPARE(asked(link.port(), "PING"), "+PONG");
        QVERIFY(clock.elapsed() >= 400);
    }
};

QTEST_GUILESS_MAIN(StackServerTest)
#include "StackServerTest.moc"
