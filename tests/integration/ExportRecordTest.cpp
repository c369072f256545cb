// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditRoutes.h"
#include "tests/support/RouteDriver.h"
#include "tests/support/TestDatabase.h"

#include <QJsonArray>
#include <QTest>

using namespace pos;
using contract::Role;

// Who writes a whole list to a file is in the audit trail before the first row is read.
class ExportRecordTest : public QObject {
    Q_OBJECT

    test::TestDatabase m_test;
    ManualClock m_clock{SystemClock().now()};
    const Id m_shop = Id::make(SystemClock());
    audit::AuditRoutes m_routes{m_test.database(), m_clock};
    std::unique_ptr<test::RouteDriver> m_api;

    http::Principal who(Role role) const
    {
        http::Principal principal;
        principal.user = Id::make(SystemClock());
        principal.tenant = m_shop;
        principal.role = role;
        return principal;
    }

    test::Answer say(Role role, const QString &list, const QJsonArray &filters = {}, const QByteArray &key = {})
    {
        return m_api->post(who(role), "/api/v1/exports",
                           {{QStringLiteral("list"), list},
                            {QStringLiteral("format"), QStringLiteral("csv")},
                            {QStringLiteral("filters"), filters}},
                           key);
    }

    pg::Rows recorded()
    {
        return m_test.admin("SELECT type, data->'details'->>'list' AS list, data->'details'->>'filters' AS filters "
                            "FROM events.outbox WHERE topic = 'pos.audit.v1' ORDER BY seq");
    }

private Q_SLOTS:
    void initTestCase()
    {
        http::Endpoints endpoints(contract::Service::Audit);
        m_routes.bind(endpoints);
        m_api = std::make_unique<test::RouteDriver>(endpoints.finish().value());
    }

    void init() { m_test.admin("TRUNCATE events.outbox"); }

    void isAllowedToWhomTheListIs_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<bool>("cashier");
        QTest::addColumn<bool>("privacyOfficer");
        QTest::newRow("orders") << "/api/v1/orders" << true << false;
        QTest::newRow("staff") << "/api/v1/users" << false << false;
        QTest::newRow("lines of an import")
            << "/api/v1/imports/01900000-0000-7000-8000-0000000000a1/rows" << false << false;
        QTest::newRow("audit") << "/api/v1/audit/events" << false << true;
    }

    void isAllowedToWhomTheListIs()
    {
        QFETCH(QString, list);
        QFETCH(bool, cashier);
        QFETCH(bool, privacyOfficer);
        QCOMPARE(say(Role::Owner, list).status, 204);
        QCOMPARE(say(Role::Cashier, list).status == 204, cashier);
        QCOMPARE(say(Role::PrivacyOfficer, list).status == 204, privacyOfficer);
        QCOMPARE(recorded().size(), 1 + int(cashier) + int(privacyOfficer)); // a refused one leaves no export
    }

    void keepsTheListAndTheNamesOfItsFilters()
    {
        QCOMPARE(say(Role::Owner, QStringLiteral("/api/v1/imports/01900000-0000-7000-8000-0000000000a1/rows"),
                     {QStringLiteral("outcome")})
                     .status,
                 204);
        const pg::Rows rows = recorded();
        QCOMPARE(rows.first().text("type"), QStringLiteral("list.exported"));
        QCOMPARE(rows.first().text("list"), QStringLiteral("/api/v1/imports/{id}/rows"));
        QCOMPARE(rows.first().text("filters"), QStringLiteral("[\"outcome\"]"));
    }

    void theSameCallTwiceIsOneExport()
    {
        const http::Principal owner = who(Role::Owner);
        const QJsonObject body{{QStringLiteral("list"), QStringLiteral("/api/v1/orders")},
                               {QStringLiteral("format"), QStringLiteral("xlsx")}};
        QCOMPARE(m_api->post(owner, "/api/v1/exports", body, "key-1").status, 204);
        QCOMPARE(m_api->post(owner, "/api/v1/exports", body, "key-1").status, 204);
        QCOMPARE(recorded().size(), 1);
    }

    void whatIsNoListIsRefused_data()
    {
        QTest::addColumn<QString>("list");
        for (const char *list : {"/api/v1/nothing", "/api/v1/orders/", "/api/v1/products/x", "orders", "/health"})
            QTest::newRow(list) << QString::fromLatin1(list);
    }

    void whatIsNoListIsRefused()
    {
        QFETCH(QString, list);
        const test::Answer answer = say(Role::Owner, list);
        QVERIFY(answer.isError());
        QCOMPARE(answer.error.code, ErrorCode::Invalid);
        QCOMPARE(recorded().size(), 0);
    }

    void aFilterIsANameAndNeverAValue()
    {
        const test::Answer answer =
            say(Role::Owner, QStringLiteral("/api/v1/orders"), {QStringLiteral("q=Budi Santoso")});
        QCOMPARE(answer.error.code, ErrorCode::Invalid);
        QCOMPARE(answer.field(), QStringLiteral("filters bad_characters"));
    }
};

QTEST_GUILESS_MAIN(ExportRecordTest)
#include "ExportRecordTest.moc"
