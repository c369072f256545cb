// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/gateway/Gateway.h"

#include "tests/support/HttpTestClient.h"

#include <QTcpServer>
#include <QTest>

#include <future>

using namespace pos;
using contract::Service;
using runtime::ServiceHost;
using test::httpRequest;

namespace {

const QByteArray kSignedIn = "Authorization: Bearer good\r\n";

// Every route of the service answers with what it was asked.
runtime::ServiceModule echoModule(Service service)
{
    return {service, [service](http::Endpoints &endpoints) {
                for (const contract::RouteSpec &spec : contract::routes()) {
                    if (spec.service != service)
                        continue;
                    endpoints.bind(spec.method, spec.pattern, [](const http::Call &call) -> Result<http::Response> {
                        const http::Request &request = call.request();
                        return http::Response::json(
                                   201, {{QStringLiteral("method"), QString::fromLatin1(request.method)},
                                         {QStringLiteral("path"), QString::fromLatin1(request.path)},
                                         {QStringLiteral("query"), QString::fromLatin1(request.query)},
                                         {QStringLiteral("body"), QString::fromLatin1(request.body)},
                                         {QStringLiteral("peer"), request.peer.toString()},
                                         {QStringLiteral("trace"), QString::fromLatin1(request.traceparent)},
                                         {QStringLiteral("type"), QString::fromLatin1(request.header("Content-Type"))},
                                         {QStringLiteral("hop"), QString::fromLatin1(request.header("X-Hop"))},
                                         {QStringLiteral("test"), QString::fromLatin1(request.header("X-Test"))}})
                            .etag(7);
                    });
                }
            }};
}

// A service that takes each request and hangs up without an answer, until it is mended.
class Breaker {
public:
    Breaker() : m_thread([this] { serve(); }) { m_listening.get_future().wait(); }
    ~Breaker()
    {
        m_stopping = true;
        m_thread.join();
    }
    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(m_port); }
    int asked() const { return m_asked; }
    void mend() { m_mended = true; }

private:
    void serve()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        m_listening.set_value();
        while (!m_stopping) {
            if (!server.waitForNewConnection(20))
                continue;
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            QByteArray head;
            while (!head.contains("\r\n\r\n") && socket->waitForReadyRead(5000))
                head += socket->readAll();
            ++m_asked;
            if (m_mended) {
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
                socket->waitForBytesWritten(5000);
            }
            socket->disconnectFromHost();
        }
    }

    std::promise<void> m_listening;
    quint16 m_port = 0;
    std::atomic<int> m_asked = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_mended = false;
    std::thread m_thread;
};

} // namespace

class GatewayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_logs = std::move(*logging::Logs::open({{}, static_cast<logging::Level>(4), false}));
        m_io = std::make_unique<runtime::IoThread>();
        m_pool = std::make_unique<http::WorkerPool>(4, 100);
        m_runner = std::make_unique<http::EndpointRunner>(
            [](const http::Request &request) -> Result<http::Principal> {
                if (request.header("Authorization") != "Bearer good")
                    return fail(Error::unauthenticated(QStringLiteral("token_invalid"), QStringLiteral("no")));
                return http::Principal{{}, {}, {}, contract::Role::Owner, {}};
            },
            nullptr);
        m_service = makeHost(Service::Notification);
        QVERIFY(m_service->adopt(echoModule(Service::Notification)));
        m_servicePort = *m_service->listen(QHostAddress::LocalHost, 0);
        m_settings = config::Settings();
        m_settings.portBase = 1; // nobody listens on the ports above it
    }

    void cleanup()
    {
        m_pool->stop();
        m_gatewayHost.reset();
        m_gateway.reset();
        m_service.reset();
        m_io.reset();
    }

    void aServiceElsewhereIsAskedOverHttp()
    {
        startGateway(false);
        const auto answer = httpRequest(
            m_port, "POST", "/api/v1/notifications/test?a=1&b=%20c",
            kSignedIn
                + "Content-Type: application/json\r\nX-Test: yes\r\nX-Request-Id: r-9\r\nX-Forwarded-For: 6.6.6.6\r\n"
                  "Connection: X-Hop\r\nX-Hop: of this connection\r\nX-Pos-Identity: v1.1.forged\r\n"
                  "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n",
            R"({"x":1})");
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.header("ETag"), "\"7\"");
        QCOMPARE(answer.header("X-Request-Id"), "r-9");
        const QJsonObject seen = answer.json();
        QCOMPARE(seen[u"method"].toString(), QStringLiteral("POST"));
        QCOMPARE(seen[u"path"].toString(), QStringLiteral("/api/v1/notifications/test"));
        QCOMPARE(seen[u"query"].toString(), QStringLiteral("a=1&b=%20c"));
        QCOMPARE(seen[u"body"].toString(), QStringLiteral("{\"x\":1}"));
        QCOMPARE(seen[u"type"].toString(), QStringLiteral("application/json"));
        QCOMPARE(seen[u"test"].toString(), QStringLiteral("yes"));
        QCOMPARE(seen[u"peer"].toString(), QStringLiteral("127.0.0.1")); // not what the client claims
        QCOMPARE(seen[u"hop"].toString(), QString());
        QVERIFY(seen[u"trace"].toString().contains(QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736")));
    }

    void aServiceInTheSameProcessIsAskedDirectly()
    {
        startGateway(true);
        const auto answer =
            httpRequest(m_port, "POST", "/api/v1/notifications/test", kSignedIn + "X-Request-Id: r-9\r\n", "x");
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.header("X-Request-Id"), "r-9");
        QCOMPARE(answer.json()[u"body"].toString(), QStringLiteral("x"));
        // Seen by the service's own metrics, as when it had come over its port.
        const QByteArray metrics = httpRequest(m_servicePort, "GET", "/metrics").body;
        QVERIFY(metrics.contains(
            R"(http_requests_total{endpoint="/api/v1/notifications/test",method="POST",status="201"} 1)"));
    }

    void refusalsOfTheServiceComeThrough()
    {
        for (const bool inProcess : {false, true}) {
            startGateway(inProcess);
            const auto answer = httpRequest(m_port, "GET", "/api/v1/notifications", "Accept-Language: id\r\n");
            QCOMPARE(answer.status, 401);
            QCOMPARE(answer.header("Content-Type"), "application/problem+json");
            QCOMPARE(answer.json()[u"title"].toString(), QStringLiteral("Belum masuk"));
            QCOMPARE(answer.head.count("Date:"), 1);
            QCOMPARE(answer.head.count("X-Request-Id:"), 1);
            m_gatewayHost.reset();
        }
    }

    void aServiceThatIsDownIsNamed()
    {
        startGateway(true);
        const auto answer = httpRequest(m_port, "GET", "/api/v1/orders", kSignedIn);
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.json()[u"detail"].toString().contains(QStringLiteral("order-service")));
        QVERIFY(!answer.header("Retry-After").isEmpty());
        const auto indonesian = httpRequest(m_port, "GET", "/api/v1/orders", kSignedIn + "Accept-Language: id\r\n");
        QCOMPARE(indonesian.json()[u"service"].toString(), QStringLiteral("order-service"));
        const auto ready = httpRequest(m_port, "GET", "/ready");
        QCOMPARE(ready.status, 503);
        QVERIFY(ready.json()[u"detail"].toString().contains(QStringLiteral("auth-service")));
    }

    void aServiceThatBreaksOffIs502AndASlowOneIs504()
    {
        QTcpServer odd;
        QVERIFY(odd.listen(QHostAddress::LocalHost));
        http::Request request;
        request.method = "GET";
        request.path = "/api/v1/orders";
        const gateway::ServiceProxy proxy(Service::Order, {urlOf(odd)},
                                          {.clock = m_clock, .answer = std::chrono::milliseconds(300)});
        auto asking = std::async(std::launch::async, [&] { return proxy.forward(request); });
        QVERIFY(odd.waitForNewConnection(5000));
        QTcpSocket *socket = odd.nextPendingConnection();
        QVERIFY(socket->waitForReadyRead(5000));
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        QVERIFY(socket->waitForBytesWritten(5000));
        socket->disconnectFromHost();
        const http::Response response = asking.get();
        QCOMPARE(response.status, 502);
        QVERIFY(response.body.contains("order-service"));

        // The kernel takes the connection, nobody ever answers.
        QCOMPARE(proxy.forward(request).status, 504);
    }

    void instancesAreAskedInTurnAndOneThatIsAwayIsPassedOver()
    {
        auto second = makeHost(Service::Notification);
        QVERIFY(second->adopt(echoModule(Service::Notification)));
        const auto port = second->listen(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const QByteArray away = urlOf(nobody);
        nobody.close();
        startGateway({away, "http://127.0.0.1:" + QByteArray::number(m_servicePort),
                      "http://127.0.0.1:" + QByteArray::number(*port)});
        for (int i = 0; i < 12; ++i) {
            // Not sent to who is away, so safe for any method.
            QCOMPARE(httpRequest(m_port, "POST", "/api/v1/notifications/test", kSignedIn, "x").status, 201);
        }
        for (const quint16 one : {m_servicePort, *port}) {
            const QByteArray metrics = httpRequest(one, "GET", "/metrics").body;
            QVERIFY(!metrics.contains(R"(endpoint="/api/v1/notifications/test",method="POST",status="201"} 0)"));
        }
    }

    void onlyWhatIsSafeIsAskedTwice()
    {
        Breaker breaker;
        http::Request request;
        request.method = "POST";
        request.path = "/api/v1/orders";
        request.pattern = "/api/v1/orders";
        request.body = "{}";
        const gateway::ServiceProxy proxy(Service::Order, {breaker.url(), breaker.url()}, {.clock = m_clock});
        QCOMPARE(proxy.forward(request).status, 502);
        QCOMPARE(breaker.asked(), 1);
        request.headers.emplaceBack("Idempotency-Key", "k-1");
        QCOMPARE(proxy.forward(request).status, 502);
        QCOMPARE(breaker.asked(), 3);
        request.pattern = "/api/v1/auth/register"; // takes none
        QCOMPARE(proxy.forward(request).status, 502);
        QCOMPARE(breaker.asked(), 4);
        request.headers.clear();
        request.body.clear();
        request.method = "GET";
        QCOMPARE(proxy.forward(request).status, 502);
        QCOMPARE(breaker.asked(), 6);
    }

    void aServiceThatFailsIsLeftAloneAndTriedAgain()
    {
        Breaker breaker;
        http::Request request;
        request.method = "GET";
        request.path = "/api/v1/orders";
        const gateway::ServiceProxy proxy(Service::Order, {breaker.url()}, {.clock = m_clock});
        for (int i = 0; i < gateway::Circuit::kFailures; ++i)
            QCOMPARE(proxy.forward(request).status, 502);
        QVERIFY(proxy.isOpen());
        const http::Response left = proxy.forward(request);
        QCOMPARE(left.status, 503);
        QCOMPARE(left.header("Retry-After"), "1");
        QVERIFY(left.body.contains("order-service"));
        QCOMPARE(breaker.asked(), gateway::Circuit::kFailures);
        breaker.mend();
        QTRY_COMPARE_WITH_TIMEOUT(proxy.forward(request).status, 200, 5000);
        QVERIFY(!proxy.isOpen());
        QVERIFY(breaker.asked() > gateway::Circuit::kFailures);
    }

    void aServiceThatHangsDoesNotHoldEveryWorker()
    {
        QTcpServer silent; // the kernel takes the connections
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        http::Request request;
        request.method = "GET";
        request.path = "/api/v1/orders";
        const gateway::ServiceProxy proxy(
            Service::Order, {urlOf(silent)},
            {.clock = m_clock, .answer = std::chrono::milliseconds(1500), .mostAtOnce = 2});
        std::vector<std::future<http::Response>> asking;
        for (int i = 0; i < 6; ++i)
            asking.push_back(std::async(std::launch::async, [&] { return proxy.forward(request); }));
        QMap<int, int> statuses;
        for (auto &one : asking)
            ++statuses[one.get().status];
        QCOMPARE(statuses.value(504), 2);
        QCOMPARE(statuses.value(503), 4);
    }

    void oneAddressCannotAskWithoutEnd()
    {
        m_settings.ratePerAddress = 1;
        startGateway(true);
        QList<int> statuses;
        for (int i = 0; i < 4; ++i)
            statuses.append(httpRequest(m_port, "GET", "/api/v1/notifications", kSignedIn).status);
        QVERIFY(statuses.contains(429));
        QCOMPARE(statuses.first(), 201);
        QCOMPARE(httpRequest(m_port, "GET", "/health").status, 200);
        QVERIFY(!httpRequest(m_port, "GET", "/api/v1/notifications", kSignedIn).header("RateLimit").isEmpty());
    }

    void theApiIsDescribed()
    {
        startGateway(true);
        const auto document = httpRequest(m_port, "GET", "/openapi.json");
        QCOMPARE(document.status, 200);
        QCOMPARE(document.json()[u"openapi"].toString(), QStringLiteral("3.1.0"));
        const auto page = httpRequest(m_port, "GET", "/docs");
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("/docs/docs.js"));
        QVERIFY(!page.body.contains("https://") && !page.body.contains("http://"));
        QCOMPARE(httpRequest(m_port, "GET", "/docs/docs.js").status, 200);
        QCOMPARE(httpRequest(m_port, "GET", "/docs/docs.css").status, 200);
        QCOMPARE(httpRequest(m_port, "GET", "/").header("Location"), "/docs");
        QCOMPARE(httpRequest(m_port, "GET", "/api/v1/nothing").status, 404);
        QCOMPARE(httpRequest(m_port, "PUT", "/api/v1/orders").header("Allow"), "GET, POST, HEAD");
    }

private:
    std::unique_ptr<ServiceHost> makeHost(Service service)
    {
        return std::move(
            *ServiceHost::make(service, {m_clock, *m_logs, *m_io, *m_pool,
                                         std::make_shared<http::MemoryBudget>(1 << 24), *m_runner, m_identity}));
    }

    static QByteArray urlOf(const QTcpServer &server)
    {
        return "http://127.0.0.1:" + QByteArray::number(server.serverPort());
    }

    void startGateway(const QList<QByteArray> &instances)
    {
        for (const QByteArray &one : instances)
            m_settings.serviceUrls[static_cast<size_t>(Service::Notification)].append(QString::fromLatin1(one));
        startGateway(false);
    }

    void startGateway(bool inProcess)
    {
        m_gatewayHost = makeHost(Service::Gateway);
        std::map<Service, ServiceHost *> here;
        if (inProcess)
            here.emplace(Service::Notification, m_service.get());
        else if (m_settings.serviceUrls[static_cast<size_t>(Service::Notification)].isEmpty())
            m_settings.serviceUrls[static_cast<size_t>(Service::Notification)] = {
                QStringLiteral("http://127.0.0.1:%1").arg(m_servicePort)};
        auto gateway = gateway::Gateway::build(*m_gatewayHost, here, m_settings);
        QVERIFY2(gateway, gateway ? "" : qPrintable(gateway.error().detail));
        m_gateway = *gateway;
        m_settings.serviceUrls = {};
        const auto port = m_gatewayHost->listen(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        m_port = *port;
    }

    SystemClock m_clock;
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<runtime::IoThread> m_io;
    std::unique_ptr<http::WorkerPool> m_pool;
    std::unique_ptr<http::EndpointRunner> m_runner;
    const std::shared_ptr<const keyring::InternalIdentity> m_identity =
        keyring::InternalIdentity::fromText(Secret(QByteArray(32, 'k'))).value();
    std::unique_ptr<ServiceHost> m_service;
    std::shared_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<ServiceHost> m_gatewayHost;
    config::Settings m_settings;
    quint16 m_servicePort = 0;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(GatewayTest)
#include "GatewayTest.moc"
