// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/ApiWorld.h"

#include <QJsonArray>
#include <QTest>

using namespace pos;
using contract::Access;
using contract::Role;

// Every route of the contract × nobody, a forged token, each role, and the owner of another shop.
class RolesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::ApiWorld> m_world;

    static QByteArray nameOf(const contract::RouteSpec &route)
    {
        return QByteArray(route.method) + ' ' + route.pattern;
    }

    // Of a thing nobody has, with an empty document: allowed or not shows before anything happens.
    static QByteArray nowhere(const contract::RouteSpec &route)
    {
        QByteArray path = route.pattern;
        const QByteArray id = Id::make(SystemClock()).toString().toLatin1();
        path.replace("{id}", id)
            .replace("{variant_id}", id)
            .replace("{session_id}", id)
            .replace("{number}", "0")
            .replace("{slug}", "nobody-s");
        return path;
    }

    void eachRoute(void (RolesTest::*add)(const contract::RouteSpec &))
    {
        QTest::addColumn<size_t>("index");
        for (const contract::RouteSpec &route : contract::routes())
            (this->*add)(route);
    }
    void all(const contract::RouteSpec &route)
    {
        QTest::newRow(nameOf(route).constData()) << static_cast<size_t>(&route - contract::routes().data());
    }
    void ofOneThing(const contract::RouteSpec &route)
    {
        if (QByteArray(route.pattern).contains("{id}"))
            all(route);
    }
    static const contract::RouteSpec &current()
    {
        QFETCH(size_t, index);
        return contract::routes()[index];
    }

private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<test::ApiWorld>(); }
    void cleanupTestCase() { m_world.reset(); }

    void whoIsNotSignedInGetsNoFurther_data() { eachRoute(&RolesTest::all); }
    void whoIsNotSignedInGetsNoFurther()
    {
        const contract::RouteSpec &route = current();
        // The owner's token with another signature, and none.
        QByteArray forged = m_world->owner();
        forged[forged.size() - 8] = forged[forged.size() - 8] == 'A' ? 'B' : 'A';
        for (const QByteArray &token : {QByteArray(), forged}) {
            const test::HttpAnswer answer = m_world->call(route.method, nowhere(route), token, QByteArray());
            if (route.access.kind == Access::Kind::Public)
                QVERIFY2(answer.status != 403 && answer.status != 0 && answer.status < 500, answer.body.constData());
            else
                QCOMPARE(answer.status, 401);
        }
    }

    void aRoleMayDoWhatTheListSaysAndNothingElse_data() { eachRoute(&RolesTest::all); }
    void aRoleMayDoWhatTheListSaysAndNothingElse()
    {
        const contract::RouteSpec &route = current();
        const bool endsSessions = QByteArray(route.pattern).startsWith("/api/v1/auth/");
        for (const Role role : contract::allRoles()) {
            const QByteArray token = endsSessions ? m_world->freshToken(role) : m_world->token(role);
            const test::HttpAnswer answer = m_world->call(route.method, nowhere(route), token, QByteArray());
            if (endsSessions)
                m_world->signInAgain(role);
            const bool granted =
                route.access.kind != Access::Kind::Permitted || contract::isGranted(role, route.access.permission);
            const QByteArray what =
                contract::toWord(role) + ": " + QByteArray::number(answer.status) + ' ' + answer.body.left(500);
            if (granted)
                QVERIFY2(answer.status != 0 && answer.status != 403 && answer.status < 500
                             && (answer.status != 401 || route.access.kind == Access::Kind::Public),
                         what.constData());
            else
                QVERIFY2(answer.status == 403, what.constData());
        }
    }

    void aThingOfAnotherShopIsNotThere_data() { eachRoute(&RolesTest::ofOneThing); }
    void aThingOfAnotherShopIsNotThere()
    {
        const contract::RouteSpec &route = current();
        const test::ApiWorld::Sample sample = m_world->sample(route);
        QVERIFY2(!sample.path.contains("//") && !sample.path.endsWith('/'),
                 sample.path.constData()); // it names a thing of the first shop
        const test::HttpAnswer answer =
            m_world->call(route.method, sample.path, m_world->otherOwner(), sample.bytes(), sample.headers);
        QVERIFY2(answer.status == 404, (QByteArray::number(answer.status) + ' ' + answer.body).constData());
        QVERIFY(!answer.body.contains("anary"));
    }

    void noListShowsWhatAnotherShopHas_data() { eachRoute(&RolesTest::all); }
    void noListShowsWhatAnotherShopHas()
    {
        const contract::RouteSpec &route = current();
        if (qstrcmp(route.method, "GET") != 0 || QByteArray(route.pattern).contains('{'))
            return;
        const test::HttpAnswer answer = m_world->call("GET", route.pattern, m_world->otherOwner(), QByteArray());
        QVERIFY(answer.status != 0 && answer.status < 500);
        QVERIFY2(!answer.body.contains("anary"), answer.body.constData());
        for (const QString &id : m_world->things())
            QVERIFY2(!answer.body.contains(id.toLatin1()), qPrintable(id));
    }

    void aDocumentThatNamesAThingOfAnotherShopIsRefused_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("document");
        const auto add = [](const char *target, const char *document) {
            QTest::newRow(target) << QByteArray(target) << QByteArray(document);
        };
        add("orders", R"({"lines": [{"variant_id": "%variants", "quantity": 1}]})");
        add("orders/price", R"({"lines": [{"variant_id": "%variants", "quantity": 1}]})");
        add("carts", R"({"lines": [{"variant_id": "%variants", "quantity": 1}]})");
        add("stock/adjustments", R"({"lines": [{"variant_id": "%variants", "quantity": 1}], "reason": "x"})");
        add("stock/receipts", R"({"lines": [{"variant_id": "%variants", "quantity": 1}]})");
        add("stock/counts", R"({"lines": [{"variant_id": "%variants", "counted": 1}]})");
        add("products", R"({"name": "x", "sku": "x", "price": 1, "category_id": "%categories"})");
        add("price-lists", R"({"name": "x", "entries": [{"variant_id": "%variants", "price": 1}]})");
        add("auth/approvals",
            R"({"user_id": "%users", "pin": "2580", "action": "order.void", "resource_id": "%orders"})");
    }
    void aDocumentThatNamesAThingOfAnotherShopIsRefused()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, document);
        for (auto it = m_world->things().begin(); it != m_world->things().end(); ++it)
            document.replace('%' + it.key(), it.value().toLatin1());
        const QByteArray before = m_world->call("GET", "/api/v1/stock", m_world->owner(), QByteArray()).body;
        const test::HttpAnswer answer = m_world->call("POST", "/api/v1/" + target, m_world->otherOwner(), document);
        QVERIFY2(answer.status >= 400 && answer.status < 500,
                 (QByteArray::number(answer.status) + ' ' + answer.body).constData());
        QVERIFY(!answer.body.contains("anary"));
        QCOMPARE(m_world->call("GET", "/api/v1/stock", m_world->owner(), QByteArray()).body, before);
    }
};

QTEST_MAIN(RolesTest)
#include "RolesTest.moc"
