// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/ServiceHost.h"

#include "tests/support/HttpTestClient.h"

#include <QTcpServer>
#include <QTest>

using namespace pos;
using namespace pos::runtime;
using test::httpRequest;

class ServiceHostTest : public QObject {
    Q_OBJECT

    static ServiceModule module()
    {
        return {contract::Service::Audit, [](http::Endpoints &endpoints) {
                    endpoints.bind("GET", "/api/v1/audit/events", [](const http::Call &call) -> Result<http::Response> {
                        return http::Response::json(200, {{QStringLiteral("peer"), call.peerAddress().toString()}});
                    });
                    endpoints.bind("GET", "/api/v1/audit/events/{id}",
                                   [](const http::Call &call) -> Result<http::Response> {
                                       POS_TRY(const Id id, call.pathId("id"));
                                       return http::Response::json(200, {{QStringLiteral("id"), id.toString()}});
                                   });
                    endpoints.bind("POST", "/api/v1/exports",
                                   [](const http::Call &) -> Result<http::Response> { return http::Response(); });
                }};
    }

    // As the gateway sends it for GET /api/v1/audit/events.
    QByteArray proofOf(const QByteArray &client) const
    {
        return "X-Request-Id: r-1\r\nX-Pos-Identity: "
               + m_identity->prove({.service = "audit",
                                    .method = "GET",
                                    .target = "/api/v1/audit/events",
                                    .authorization = "Bearer good",
                                    .requestId = "r-1",
                                    .traceparent = {},
                                    .client = client},
                                   m_clock.now())
               + "\r\n";
    }

    void makeHost(const QHostAddress &address)
    {
        auto host = ServiceHost::make(
            contract::Service::Audit,
            {m_clock, *m_logs, *m_io, *m_pool, std::make_shared<http::MemoryBudget>(1 << 20), *m_runner, m_identity});
        QVERIFY(host);
        m_host = std::move(*host);
        QVERIFY(m_host->adopt(module()));
        m_host->addCheck({.part = "kafka",
                          .check = [this]() -> Result<void> {
                              if (m_brokerUp)
                                  return {};
                              return fail(Error::unavailable({}, QStringLiteral("no broker")));
                          },
                          .isNeeded = false});
        m_host->addCheck(
            {"database", [this]() -> Result<void> {
                 if (m_databaseUp)
                     return {};
                 return fail(Error::unavailable({}, QStringLiteral("PostgreSQL does not answer; look at its log")));
             }});
        const auto port = m_host->listen(address, 0);
        QVERIFY(port);
        m_port = *port;
    }

private Q_SLOTS:
    void init()
    {
        auto logs = logging::Logs::open({{}, logging::Level::Error, false});
        QVERIFY(logs);
        m_logs = std::move(*logs);
        m_io = std::make_unique<IoThread>();
        m_pool = std::make_unique<http::WorkerPool>(2, 100);
        m_runner = std::make_unique<http::EndpointRunner>(
            [](const http::Request &request) -> Result<http::Principal> {
                if (request.header("Authorization") != "Bearer good")
                    return fail(Error::unauthenticated(QStringLiteral("token_invalid"), QStringLiteral("no")));
                return http::Principal{{}, {}, {}, contract::Role::Owner, {}};
            },
            nullptr);
        m_identity = keyring::InternalIdentity::fromText(Secret(QByteArray(32, 'k'))).value();
        makeHost(QHostAddress::LocalHost);
    }

    void cleanup()
    {
        if (m_host)
            m_host->stopAccepting();
        m_pool->stop();
        m_host.reset();
        m_io.reset();
        m_databaseUp = true;
        m_brokerUp = true;
    }

    void itSaysThatItIsHealthy()
    {
        const auto answer = httpRequest(m_port, "GET", "/health");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, R"({"status":"healthy"})");
    }

    void notReadyNamesTheFailingPart()
    {
        QCOMPARE(httpRequest(m_port, "GET", "/ready").status, 200);
        m_databaseUp = false;
        const auto answer = httpRequest(m_port, "GET", "/ready");
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.json()[u"part"].toString(), QStringLiteral("database"));
        QVERIFY(answer.json()[u"detail"].toString().contains(QStringLiteral("PostgreSQL")));
        QCOMPARE(answer.header("Retry-After"), "5");
    }

    void aPartThatIsNotNeededIsNamedAndLeavesTheServiceReady()
    {
        m_brokerUp = false;
        const auto answer = httpRequest(m_port, "GET", "/ready");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()[u"status"].toString(), QStringLiteral("ready"));
        QCOMPARE(answer.json()[u"part"].toString(), QStringLiteral("kafka"));
        QCOMPARE(answer.json()[u"detail"].toString(), QStringLiteral("no broker"));
        m_databaseUp = false; // that one is
        const auto both = httpRequest(m_port, "GET", "/ready");
        QCOMPARE(both.status, 503);
        QCOMPARE(both.json()[u"part"].toString(), QStringLiteral("database"));
    }

    void aRouteRunsForWhoMayCallIt()
    {
        QCOMPARE(httpRequest(m_port, "GET", "/api/v1/audit/events").status, 401);
        const auto answer =
            httpRequest(m_port, "GET", "/api/v1/audit/events", "Authorization: Bearer good\r\nX-Request-Id: r-7\r\n");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("X-Request-Id"), "r-7");
        const auto unknown = httpRequest(m_port, "GET", "/api/v1/audit/events/42", "Authorization: Bearer good\r\n");
        QCOMPARE(unknown.status, 404);
        QCOMPARE(unknown.json()[u"code"].toString(), QStringLiteral("not_found"));
        QCOMPARE(unknown.json()[u"instance"].toString(), QStringLiteral("/api/v1/audit/events/42"));
    }

    void anAddressIsBelievedOfTheGatewayAlone()
    {
        const QByteArray asked = "Authorization: Bearer good\r\nX-Forwarded-For: 10.1.2.3\r\n";
        const auto claimed = httpRequest(m_port, "GET", "/api/v1/audit/events", asked);
        QCOMPARE(claimed.json()[u"peer"].toString(), QStringLiteral("127.0.0.1"));
        const auto proven = httpRequest(m_port, "GET", "/api/v1/audit/events", asked + proofOf("10.1.2.3"));
        QCOMPARE(proven.json()[u"peer"].toString(), QStringLiteral("10.1.2.3"));
        // A proof of another address, or of another request, ends it.
        QCOMPARE(httpRequest(m_port, "GET", "/api/v1/audit/events", asked + proofOf("10.1.2.4")).status, 403);
        const auto other = httpRequest(m_port, "GET", "/api/v1/audit/events?limit=1", asked + proofOf("10.1.2.3"));
        QCOMPARE(other.status, 403);
        QCOMPARE(other.json()[u"code"].toString(), QStringLiteral("gateway_unproven"));
    }

    void onAnotherAddressNobodyButTheGatewayIsAnswered()
    {
        m_host->stopAccepting();
        makeHost(QHostAddress::AnyIPv4);
        const QByteArray asked = "Authorization: Bearer good\r\nX-Forwarded-For: 10.1.2.3\r\n";
        QCOMPARE(httpRequest(m_port, "GET", "/api/v1/audit/events", asked).status, 403);
        QCOMPARE(httpRequest(m_port, "GET", "/api/v1/audit/events", asked + proofOf("10.1.2.3")).status, 200);
        for (const char *path : {"/health", "/ready", "/metrics"})
            QCOMPARE(httpRequest(m_port, "GET", path).status, 200);
    }

    void requestsAreCountedByPattern()
    {
        httpRequest(m_port, "GET", "/api/v1/audit/events/42", "Authorization: Bearer good\r\n");
        httpRequest(m_port, "GET", "/no/such/path");
        const QByteArray metrics = httpRequest(m_port, "GET", "/metrics").body;
        QVERIFY(metrics.contains(
            R"(http_requests_total{endpoint="/api/v1/audit/events/{id}",method="GET",status="404"} 1)"));
        QVERIFY(metrics.contains(R"(endpoint="none",method="GET",status="404"} 1)"));
        QVERIFY(!metrics.contains("/no/such/path"));
    }

    void aBusyPortIsExplained()
    {
        auto second =
            ServiceHost::make(contract::Service::Order, {m_clock, *m_logs, *m_io, *m_pool,
                                                         std::make_shared<http::MemoryBudget>(1 << 20), *m_runner});
        QVERIFY(second);
        const auto refused = (*second)->listen(QHostAddress::LocalHost, m_port);
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.contains(QString::number(m_port)));
        QVERIFY(refused.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
        QVERIFY(refused.error().detail.contains(QStringLiteral("order-service")));
    }

private:
    SystemClock m_clock;
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<http::WorkerPool> m_pool;
    std::unique_ptr<http::EndpointRunner> m_runner;
    std::shared_ptr<const keyring::InternalIdentity> m_identity;
    std::unique_ptr<ServiceHost> m_host;
    std::atomic<bool> m_databaseUp = true;
    std::atomic<bool> m_brokerUp = true;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(ServiceHostTest)
#include "ServiceHostTest.moc"
