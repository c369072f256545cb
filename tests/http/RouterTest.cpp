// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Router.h"

#include <QTest>

using namespace pos::http;

class RouterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_router = std::make_unique<Router>();
        add("GET", "/orders");
        add("POST", "/orders");
        add("POST", "/orders/price");
        add("GET", "/orders/{id}");
        add("DELETE", "/orders/{id}/lines/{line}");
        add("GET", "/orders/{order_id}/receipt");
    }

    void aLiteralWinsOverAParameter() { QCOMPARE(m_router->match("POST", "/orders/price").pattern, "/orders/price"); }

    void aParameterIsDecodedAndNamedByItsRoute()
    {
        const auto line = m_router->match("DELETE", "/orders/a%2Fb/lines/7");
        QCOMPARE(line.params.value("id"), "a/b");
        QCOMPARE(line.params.value("line"), "7");
        QCOMPARE(m_router->match("GET", "/orders/9/receipt").params.value("order_id"), "9");
    }

    void headFallsBackToGet() { QVERIFY(m_router->match("HEAD", "/orders").route); }

    void anotherMethodIsRefusedWithTheOnesThatAre()
    {
        const auto match = m_router->match("PUT", "/orders");
        QVERIFY(!match.route);
        QCOMPARE(match.status, 405);
        QCOMPARE(match.allow, "GET, POST, HEAD");
    }

    void whatNobodyServesIsNotFound_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("unknown") << QByteArray("/nothing") << 404;
        QTest::newRow("trailing slash") << QByteArray("/orders/") << 404;
        QTest::newRow("deeper") << QByteArray("/orders/1/2") << 404;
        QTest::newRow("prefix") << QByteArray("/order") << 404;
        QTest::newRow("dots") << QByteArray("/orders/%2e%2e") << 400;
        QTest::newRow("NUL") << QByteArray("/orders/%00") << 400;
    }

    void whatNobodyServesIsNotFound()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        const auto match = m_router->match("GET", path);
        QVERIFY(!match.route);
        QCOMPARE(match.status, status);
    }

private:
    void add(const char *method, const char *pattern)
    {
        m_router->add(method, pattern, {Route::Runs::OnWorker, 0, [](const RequestPtr &, ReplyHandle) {}});
    }

    std::unique_ptr<Router> m_router;
};

QTEST_APPLESS_MAIN(RouterTest)
#include "RouterTest.moc"
