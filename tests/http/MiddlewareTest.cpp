// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/middleware/AddressLimit.h"
#include "server/http/middleware/RequestIds.h"
#include "server/http/middleware/TraceContext.h"

#include "core/base/Id.h"

#include <QTest>

using namespace pos;
using namespace pos::http;

class MiddlewareTest : public QObject {
    Q_OBJECT

    static Request request(QList<QPair<QByteArray, QByteArray>> headers)
    {
        Request made;
        made.headers = std::move(headers);
        return made;
    }

private Q_SLOTS:
    void aPlainRequestIdIsKeptAndComesBack()
    {
        RequestIds step(m_clock);
        Request made = request({{"x-request-id", "till-1.42_a"}});
        step.before(made);
        QCOMPARE(made.requestId, "till-1.42_a");
        Response response;
        step.after(made, response);
        QCOMPARE(response.header("X-Request-Id"), "till-1.42_a");
    }

    void anyOtherRequestIdIsReplaced()
    {
        RequestIds step(m_clock);
        for (const QByteArray &bad : {QByteArray(), QByteArray("a b"), QByteArray("<script>"), QByteArray(129, 'a')}) {
            Request made = request({{"X-Request-Id", bad}});
            step.before(made);
            QVERIFY(Id::parse(QString::fromLatin1(made.requestId)));
        }
    }

    void aTraceIsCarriedOnUnderASpanOfOurOwn()
    {
        TraceContext step;
        const QByteArray given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Request made = request({{"traceparent", given}});
        step.before(made);
        QCOMPARE(made.traceparent.size(), 55);
        QCOMPARE(made.traceparent.left(36), given.left(36));
        QVERIFY(made.traceparent.mid(36, 16) != given.mid(36, 16));
        QVERIFY(made.traceparent.endsWith("-01"));
        QCOMPARE(made.parentSpan, given.mid(36, 16));
    }

    void aMalformedTraceStartsANewOne()
    {
        TraceContext step;
        for (const char *bad : {"", "00-4bf9-00f0-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x"}) {
            Request made = request({{"traceparent", bad}});
            step.before(made);
            QCOMPARE(made.traceparent.size(), 55);
            QVERIFY(made.parentSpan.isEmpty());
            QVERIFY(made.traceparent.endsWith("-00"));
            QVERIFY(!made.traceparent.contains("4bf92f3577b34da6a3ce929d0e0e4736"));
        }
    }

    void anAddressBeyondTheRateIsToldToWait()
    {
        RateLimiter limiter({"address", 1, 1});
        AddressLimit step(limiter);
        Request made = request({});
        made.peer = QHostAddress(QStringLiteral("10.0.0.1"));
        made.pattern = "/api/v1/orders";
        QVERIFY(!step.before(made));
        auto refused = step.before(made);
        QVERIFY(refused);
        QCOMPARE(refused->status, 429);
        step.after(made, *refused);
        QCOMPARE(refused->header("RateLimit-Policy"), "\"address\";q=1;w=1");
        QCOMPARE(refused->header("RateLimit"), "\"address\";r=0;t=1");
        Request health = request({});
        health.peer = made.peer;
        health.pattern = "/health";
        QVERIFY(!step.before(health));
    }

private:
    SystemClock m_clock;
};

QTEST_APPLESS_MAIN(MiddlewareTest)
#include "MiddlewareTest.moc"
