// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/RateLimiter.h"

#include <QTest>

using namespace pos::http;
using namespace std::chrono_literals;

class RateLimiterTest : public QObject {
    Q_OBJECT

    static constexpr RateLimiter::TimePoint kStart{1h};

private Q_SLOTS:
    void aBurstIsAllowedThenTheRate()
    {
        RateLimiter limiter({"user", 10, 20});
        for (int i = 0; i < 20; ++i)
            QCOMPARE(limiter.take("a", kStart).remaining, 19 - i);
        const auto refused = limiter.take("a", kStart);
        QVERIFY(!refused.allowed);
        QCOMPARE(refused.waitSeconds, 1);
        QVERIFY(!limiter.take("a", kStart + 99ms).allowed);
        QVERIFY(limiter.take("a", kStart + 100ms).allowed);
        QVERIFY(!limiter.take("a", kStart + 100ms).allowed);
    }

    void aFullBucketDoesNotGrow()
    {
        RateLimiter limiter({"user", 10, 20});
        limiter.take("a", kStart);
        QCOMPARE(limiter.take("a", kStart + 1h).remaining, 19);
    }

    void everyKeyHasItsOwn()
    {
        RateLimiter limiter({"user", 1, 1});
        QVERIFY(limiter.take("a", kStart).allowed);
        QVERIFY(limiter.take("b", kStart).allowed);
        QVERIFY(!limiter.take("a", kStart).allowed);
    }

    void memoryIsBounded()
    {
        RateLimiter limiter({"user", 1, 1}, 100);
        for (int i = 0; i < 10'000; ++i)
            limiter.take(QByteArray::number(i), kStart);
        QCOMPARE(limiter.size(), size_t{100});
        QVERIFY(!limiter.take("9999", kStart).allowed); // the latest are remembered
        QVERIFY(limiter.take("0", kStart).allowed);
    }

    void zeroIsNoLimit()
    {
        RateLimiter limiter({"user", 0, 0});
        for (int i = 0; i < 1000; ++i)
            QVERIFY(limiter.take("a", kStart).allowed);
    }

    void headersAreStructuredFields()
    {
        RateLimiter limiter({"user", 10, 20});
        QCOMPARE(limiter.policyHeader(), "\"user\";q=20;w=2");
        QCOMPARE(limiter.header(limiter.take("a", kStart)), "\"user\";r=19;t=1");
    }

    void oneIpv6NetworkIsOneClient()
    {
        QCOMPARE(clientOf(QHostAddress(QStringLiteral("2001:db8::1"))),
                 clientOf(QHostAddress(QStringLiteral("2001:db8::ffff:2"))));
        QVERIFY(clientOf(QHostAddress(QStringLiteral("2001:db8:0:1::1")))
                != clientOf(QHostAddress(QStringLiteral("2001:db8::1"))));
        QCOMPARE(clientOf(QHostAddress(QStringLiteral("::ffff:10.0.0.1"))), QHostAddress(QStringLiteral("10.0.0.1")));
    }
};

QTEST_APPLESS_MAIN(RateLimiterTest)
#include "RateLimiterTest.moc"
