// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Endpoints.h"

#include <QTest>

using namespace pos;
using namespace pos::http;

class EndpointsTest : public QObject {
    Q_OBJECT

    static Endpoint nothing()
    {
        return [](const Call &) -> Result<Response> { return Response::noContent(); };
    }

    static void bindAll(Endpoints &endpoints, contract::Service service, const char *but = nullptr)
    {
        for (const auto &spec : contract::routes()) {
            if (spec.service == service && (!but || qstrcmp(spec.pattern, but) != 0))
                endpoints.bind(spec.method, spec.pattern, nothing());
        }
    }

private Q_SLOTS:
    void aServiceThatBindsAllItsRoutesStarts()
    {
        Endpoints endpoints(contract::Service::Audit);
        bindAll(endpoints, contract::Service::Audit);
        const auto bound = endpoints.finish();
        QVERIFY(bound);
        QVERIFY(!bound->empty());
        QVERIFY(bound->front().spec->service == contract::Service::Audit);
    }

    void aForgottenRouteIsNamed()
    {
        Endpoints endpoints(contract::Service::Audit);
        bindAll(endpoints, contract::Service::Audit, "/api/v1/audit/events/{id}");
        const auto bound = endpoints.finish();
        QVERIFY(!bound);
        QVERIFY(bound.error().detail.contains(QStringLiteral("GET /api/v1/audit/events/{id} has no handler")));
    }

    void anUnknownForeignOrDoubleRouteIsNamed()
    {
        Endpoints endpoints(contract::Service::Audit);
        bindAll(endpoints, contract::Service::Audit);
        endpoints.bind("GET", "/api/v1/audit/nothing", nothing());
        endpoints.bind("GET", "/api/v1/orders", nothing());
        endpoints.bind("GET", "/api/v1/audit/events", nothing());
        const auto bound = endpoints.finish();
        QVERIFY(!bound);
        for (const char *word : {"audit/nothing is not", "orders is not", "audit/events is bound twice"})
            QVERIFY2(bound.error().detail.contains(QLatin1StringView(word)), word);
    }
};

QTEST_APPLESS_MAIN(EndpointsTest)
#include "EndpointsTest.moc"
