// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/api/ConnectionMonitor.h"
#include "ui/api/ErrorWords.h"
#include "ui/api/Session.h"

#include <QSignalSpy>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

ApiRequest get(const QString &path)
{
    ApiRequest request;
    request.path = path;
    return request;
}

ApiRequest post(const QString &path, const QJsonObject &body = {})
{
    ApiRequest request = get(path);
    request.method = "POST";
    request.body = body;
    return request;
}

} // namespace

class ApiClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsTokenLanguageVersionAndBody()
    {
        FakeServer server;
        server.on("PATCH /api/v1/products/1",
                  {200, {{QStringLiteral("name"), QStringLiteral("Teh")}}, {}, {{"ETag", "\"8\""}}});
        ApiClient client(server.url());
        client.setTokens({"access", "refresh"});
        client.setLanguage(QStringLiteral("id"));
        ApiRequest request = get(QStringLiteral("/api/v1/products/1"));
        request.method = "PATCH";
        request.body = QJsonObject{{QStringLiteral("price"), 12500}};
        request.ifMatch = "\"7\"";
        const auto answer = ask(client, request);
        QVERIFY(answer);
        QCOMPARE(answer->etag, QByteArray("\"8\""));
        QCOMPARE(answer->document[u"name"].toString(), QStringLiteral("Teh"));
        const FakeRequest sent = server.requests().value(0);
        QCOMPARE(sent.header("authorization"), QByteArray("Bearer access"));
        QCOMPARE(sent.header("accept-language"), QByteArray("id"));
        QCOMPARE(sent.header("if-match"), QByteArray("\"7\""));
        QCOMPARE(sent.body[u"price"].toInt(), 12500);
    }

    void aQueryArrivesAsItWasMeant()
    {
        FakeServer server;
        server.on("GET /x", FakeReply());
        ApiClient client(server.url());
        ApiRequest request = get(QStringLiteral("/x"));
        const QString odd = QStringLiteral("50% off + tax & more / é #1");
        request.query.addQueryItem(QStringLiteral("q"), odd);
        QVERIFY(ask(client, request));
        QCOMPARE(server.requests()[0].query.queryItemValue(QStringLiteral("q"), QUrl::FullyDecoded), odd);
    }

    void onlyAPostOutsideAuthCarriesAnIdempotencyKey()
    {
        FakeServer server;
        server.on("POST /api/v1/", FakeReply());
        server.on("GET /api/v1/", FakeReply());
        ApiClient client(server.url());
        ask(client, post(QStringLiteral("/api/v1/products")));
        ask(client, post(QStringLiteral("/api/v1/products")));
        ask(client, post(QStringLiteral("/api/v1/auth/login")));
        ask(client, get(QStringLiteral("/api/v1/products")));
        QVERIFY(!server.requests()[0].header("idempotency-key").isEmpty());
        QVERIFY(server.requests()[0].header("idempotency-key") != server.requests()[1].header("idempotency-key"));
        QVERIFY(server.requests()[2].header("idempotency-key").isEmpty());
        QVERIFY(server.requests()[3].header("idempotency-key").isEmpty());
    }

    void aProblemBecomesAnErrorWithItsFields()
    {
        FakeServer server;
        server.on("GET /x",
                  FakeServer::problem(422, QStringLiteral("invalid"), QStringLiteral("Look at the fields."),
                                      {QJsonObject{{QStringLiteral("field"), QStringLiteral("lines[0].quantity")},
                                                   {QStringLiteral("code"), QStringLiteral("too_small")},
                                                   {QStringLiteral("message"), QStringLiteral("Too small.")}}}));
        ApiClient client(server.url());
        const auto answer = ask(client, get(QStringLiteral("/x")));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Invalid);
        QCOMPARE(ErrorWords::sentence(answer.error()), QStringLiteral("Look at the fields."));
        QCOMPARE(answer.error().fields.size(), 1);
        QCOMPARE(answer.error().fields[0].field, QStringLiteral("lines[0].quantity"));
        QCOMPARE(answer.error().fields[0].message, QStringLiteral("Too small."));
    }

    void anAnswerThatIsNoProblemDocumentStillHasItsCode()
    {
        FakeServer server;
        server.on("GET /x", {503, {}, "<html>busy</html>", {{"Retry-After", "7"}}});
        ApiClient client(server.url());
        const auto answer = ask(client, get(QStringLiteral("/x")));
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QCOMPARE(answer.error().retryAfterSeconds, 7);
        QVERIFY(!ErrorWords::sentence(answer.error()).isEmpty());
        QVERIFY(!ErrorWords::isConnection(answer.error()));
    }

    void anExpiredTokenIsRefreshedOnceForAllThatWait()
    {
        FakeShop shop;
        ApiClient client(shop.url());
        client.setTokens({"access-1", "refresh-1"});
        shop.expireToken();
        int answers = 0;
        QObject context;
        for (int i = 0; i < 3; ++i)
            client.call(get(QStringLiteral("/api/v1/products")), &context, [&](const Result<ApiReply> &answer) {
                QVERIFY(answer);
                ++answers;
            });
        QTRY_COMPARE(answers, 3);
        QCOMPARE(shop.requestsTo("POST", QStringLiteral("/api/v1/auth/refresh")).size(), 1);
        QCOMPARE(client.tokens().access, QByteArray("access-2"));
        QCOMPARE(client.tokens().refresh, QByteArray("refresh-2"));
    }

    void aTokenThatIsRefusedAgainIsNotRefreshedAgain()
    {
        FakeShop shop;
        shop.on("GET /api/v1/products",
                FakeServer::problem(401, QStringLiteral("token_expired"), QStringLiteral("No.")));
        ApiClient client(shop.url());
        client.setTokens({"access-1", "refresh-1"});
        const auto answer = ask(client, get(QStringLiteral("/api/v1/products")));
        QCOMPARE(answer.error().code, ErrorCode::Unauthenticated);
        QCOMPARE(shop.requestsTo("POST", QStringLiteral("/api/v1/auth/refresh")).size(), 1);
    }

    void aRefusedRefreshEndsTheSession()
    {
        FakeShop shop;
        shop.refuseRefresh();
        ApiClient client(shop.url());
        client.setTokens({"access-0", "refresh-0"});
        QSignalSpy ended(&client, &ApiClient::sessionEnded);
        QVERIFY(!ask(client, get(QStringLiteral("/api/v1/products"))));
        QCOMPARE(ended.size(), 1);
        QVERIFY(client.tokens().refresh.isEmpty());
    }

    void aLostConnectionDuringARefreshKeepsTheSession()
    {
        FakeShop shop;
        shop.on("POST /api/v1/auth/refresh", {.hangUp = true});
        ApiClient client(shop.url());
        client.setTokens({"access-0", "refresh-0"});
        QSignalSpy ended(&client, &ApiClient::sessionEnded);
        const auto answer = ask(client, get(QStringLiteral("/api/v1/products")));
        QVERIFY(!answer);
        QVERIFY(ErrorWords::isConnection(answer.error()));
        QCOMPARE(ended.size(), 0);
        QCOMPARE(client.tokens().refresh, QByteArray("refresh-0"));
    }

    void nobodyIsCalledWhoIsGone()
    {
        FakeServer server;
        server.on("GET /slow", {.never = true});
        server.on("GET /next", FakeReply());
        ApiClient client(server.url());
        bool called = false;
        auto context = std::make_unique<QObject>();
        client.call(get(QStringLiteral("/slow")), context.get(), [&](const Result<ApiReply> &) { called = true; });
        QTRY_COMPARE(server.requests().size(), 1);
        context.reset();
        QVERIFY(ask(client, get(QStringLiteral("/next"))));
        QVERIFY(!called);
        QVERIFY(client.isOnline()); // giving up is not a lost connection
    }

    void aWidgetThatGoesIsNotCalledOnItsWayOut()
    {
        FakeServer server;
        server.on("GET /slow", {.never = true});
        ApiClient client(server.url());
        bool called = false;
        auto widget = std::make_unique<QWidget>();
        client.call(get(QStringLiteral("/slow")), widget.get(), [&](const Result<ApiReply> &) { called = true; });
        QTRY_COMPARE(server.requests().size(), 1);
        widget.reset();
        QVERIFY(!called);
    }

    void noAnswerInTimeIsATimeout()
    {
        FakeServer server;
        server.on("GET /slow", {.never = true});
        ApiClient client(server.url());
        client.setTimeout(std::chrono::milliseconds(100));
        const auto answer = ask(client, get(QStringLiteral("/slow")));
        QCOMPARE(answer.error().reason, QStringLiteral("no_answer"));
    }

    void theMonitorComesBackByItself()
    {
        FakeShop shop;
        ApiClient client(shop.url());
        ConnectionMonitor monitor(client);
        QSignalSpy restored(&monitor, &ConnectionMonitor::restored);
        shop.goAway();
        const auto answer = ask(client, get(QStringLiteral("/health")));
        QVERIFY(!answer);
        QVERIFY(!monitor.isOnline());
        QCOMPARE(monitor.secondsToRetry(), 1);
        shop.comeBack();
        QTRY_COMPARE(restored.size(), 1);
        QVERIFY(monitor.isOnline());
    }

    void aProfileThatCannotBeReadDoesNotSignIn()
    {
        FakeShop shop;
        shop.on(
            "GET /api/v1/auth/me",
            {200, {{QStringLiteral("id"), QStringLiteral("1")}, {QStringLiteral("role"), QStringLiteral("emperor")}}});
        ApiClient client(shop.url());
        Session session(client);
        std::optional<Result<void>> answer;
        session.signIn(QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword), this,
                       [&](const Result<void> &given) { answer = given; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(!answer->has_value());
        QVERIFY(!session.isSignedIn());
        QVERIFY(client.tokens().access.isEmpty());
    }
};

QTEST_MAIN(ApiClientTest)
#include "ApiClientTest.moc"
