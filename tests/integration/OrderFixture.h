// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/OrderRoutes.h"
#include "tests/support/RouteDriver.h"
#include "tests/support/TestShop.h"

namespace pos::test {

// A shop that sells: what every test of orders begins with.
struct OrderFixture {
    ManualClock clock{instantFromRfc3339(u"2026-01-22T03:04:05.000Z").value()};
    TestDatabase database;
    TestShop shop{database, clock};
    order::OrderRoutes routes{database.database(), clock};
    RouteDriver api{bound(routes)};

    static std::vector<http::BoundRoute> bound(order::OrderRoutes &routes)
    {
        http::Endpoints endpoints(contract::Service::Order);
        routes.bind(endpoints);
        auto all = endpoints.finish();
        if (!all)
            qFatal("%s", qPrintable(all.error().detail));
        return *all;
    }

    static QJsonObject line(const Id &variant, const QJsonValue &quantity = 1, qint64 discount = 0)
    {
        QJsonObject json{{QStringLiteral("variant_id"), variant.toString()}, {QStringLiteral("quantity"), quantity}};
        if (discount > 0)
            json.insert(QStringLiteral("discount"), discount);
        return json;
    }
    static QJsonObject cash(qint64 amount)
    {
        return {{QStringLiteral("method"), QStringLiteral("cash")}, {QStringLiteral("amount"), amount}};
    }
    static QJsonObject transfer(qint64 amount)
    {
        return {{QStringLiteral("method"), QStringLiteral("transfer")}, {QStringLiteral("amount"), amount}};
    }
    static QJsonObject sale(const QJsonArray &lines, const QJsonArray &payments = {})
    {
        return {{QStringLiteral("lines"), lines}, {QStringLiteral("payments"), payments}};
    }
    static QByteArray path(const Answer &order, const char *below = "")
    {
        return "/api/v1/orders/" + order.body.value(QStringLiteral("id")).toString().toLatin1() + below;
    }
    static qint64 number(const Answer &answer, const char *field)
    {
        return answer.body.value(QLatin1StringView(field)).toInteger();
    }
    static QString text(const Answer &answer, const char *field)
    {
        return answer.body.value(QLatin1StringView(field)).toString();
    }

    Answer sell(const QJsonArray &lines, const QJsonArray &payments = {}, const QByteArray &key = {}) const
    {
        return api.post(shop.cashier(), "/api/v1/orders", sale(lines, payments), key);
    }
};

} // namespace pos::test
