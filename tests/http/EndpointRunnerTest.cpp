// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/EndpointRunner.h"

#include <QJsonDocument>
#include <QTest>

using namespace pos;
using namespace pos::http;
using contract::Access;
using contract::Permission;
using contract::Role;

class EndpointRunnerTest : public QObject {
    Q_OBJECT

    static Result<Principal> authenticate(const Request &request)
    {
        const QByteArray word = request.header("Authorization");
        const auto role = contract::roleFromWord(word);
        if (!role)
            return fail(
                Error::unauthenticated(QStringLiteral("token_invalid"), QStringLiteral("the token is not valid")));
        return Principal{Id(QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)), {}, {}, *role, {}};
    }

    static BoundRoute route(const contract::RouteSpec &spec, Endpoint endpoint = {})
    {
        if (!endpoint)
            endpoint = [](const Call &) -> Result<Response> { return Response::json(200, {}).etag(3); };
        return {&spec, std::move(endpoint)};
    }

    static Request request(QList<QPair<QByteArray, QByteArray>> headers)
    {
        Request made;
        made.method = "GET";
        made.path = "/x";
        made.headers = std::move(headers);
        return made;
    }

    static constexpr contract::RouteSpec kPublic{contract::Service::Order, "GET", "/x", {Access::Kind::Public}};
    static constexpr contract::RouteSpec kSignedIn{contract::Service::Order, "GET", "/x", {Access::Kind::SignedIn}};
    static constexpr contract::RouteSpec kPermitted{
        contract::Service::Order, "GET", "/x", {Access::Kind::Permitted, Permission::UsersManage}};

private Q_SLOTS:
    void whoMayCallIsDecidedByTheRoute()
    {
        const EndpointRunner runner(authenticate, nullptr);
        QCOMPARE(runner.run(route(kPublic), request({})).status, 200);
        QCOMPARE(runner.run(route(kSignedIn), request({})).status, 401);
        QCOMPARE(runner.run(route(kSignedIn), request({{"Authorization", "cashier"}})).status, 200);
        QCOMPARE(runner.run(route(kPermitted), request({})).status, 401);
        QCOMPARE(runner.run(route(kPermitted), request({{"Authorization", "cashier"}})).status, 403);
        QCOMPARE(runner.run(route(kPermitted), request({{"Authorization", "owner"}})).status, 200);
    }

    void theHandlerSeesWhoAsks()
    {
        Role seen = Role::Cashier;
        const auto endpoint = [&seen](const Call &call) -> Result<Response> {
            seen = call.principal().role;
            return Response::noContent();
        };
        QCOMPARE(EndpointRunner(authenticate, nullptr)
                     .run(route(kSignedIn, endpoint), request({{"Authorization", "manager"}}))
                     .status,
                 204);
        QVERIFY(seen == Role::Manager);
    }

    void aRefusedCallNeverReachesTheHandler()
    {
        bool called = false;
        const auto endpoint = [&called](const Call &) -> Result<Response> {
            called = true;
            return Response::noContent();
        };
        const EndpointRunner runner(authenticate, nullptr);
        runner.run(route(kPermitted, endpoint), request({{"Authorization", "cashier"}}));
        runner.run(route(kPublic, endpoint), request({{"Idempotency-Key", "a b"}}));
        QVERIFY(!called);
    }

    void aUserBeyondTheRateIsToldToWait()
    {
        RateLimiter limiter({"user", 1, 2});
        const EndpointRunner runner(authenticate, &limiter);
        const Request made = request({{"Authorization", "owner"}});
        QCOMPARE(runner.run(route(kSignedIn), made).header("RateLimit"), "\"user\";r=1;t=1");
        runner.run(route(kSignedIn), made);
        const Response refused = runner.run(route(kSignedIn), made);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("Retry-After"), "1");
        QCOMPARE(refused.header("RateLimit-Policy"), "\"user\";q=2;w=2");
        QCOMPARE(runner.run(route(kPublic), made).status, 200);
    }

    void aCurrentCopyIsNotSentAgain()
    {
        const EndpointRunner runner(authenticate, nullptr);
        const Response same = runner.run(route(kPublic), request({{"If-None-Match", "\"3\""}}));
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty());
        QCOMPARE(runner.run(route(kPublic), request({{"If-None-Match", "\"2\""}})).status, 200);
    }

    void answersAreNotKeptByCaches()
    {
        const EndpointRunner runner(authenticate, nullptr);
        QCOMPARE(runner.run(route(kPublic), request({})).header("Cache-Control"), "private, no-cache");
        QCOMPARE(runner.run(route(kSignedIn), request({})).header("Cache-Control"), "no-store");
    }
};

QTEST_APPLESS_MAIN(EndpointRunnerTest)
#include "EndpointRunnerTest.moc"
