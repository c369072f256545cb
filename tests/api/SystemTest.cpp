// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/ApiWorld.h"

#include <QJsonArray>
#include <QTest>

using namespace pos;
using contract::Role;

// The server over its own API: for the shop that runs it, by role.
class SystemTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::ApiWorld> m_world;

    test::HttpAnswer get(const QByteArray &path, const QByteArray &token)
    {
        return m_world->call("GET", "/api/v1/system/" + path, token, QByteArray());
    }
    QJsonObject backups() { return get("backups", m_world->owner()).json(); }
    qint64 audited(const QByteArray &action)
    {
        return m_world->admin("SELECT count(*) AS n FROM audit.events WHERE action = '" + action + "'")
            .first()
            .i64("n");
    }

private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<test::ApiWorld>(); }
    void cleanupTestCase() { m_world.reset(); }

    void saysHowEachServiceIs()
    {
        const QJsonObject state = get("services", m_world->token(Role::Manager)).json();
        const QJsonArray items = state[u"items"].toArray();
        QCOMPARE(items.size(), contract::kServiceCount);
        for (const QJsonValue &item : items) {
            QVERIFY2(item[u"ready"].toBool(), qPrintable(item[u"service"].toString()));
            QVERIFY(item[u"here"].toBool());
            QVERIFY(!item[u"version"].toString().isEmpty());
            QVERIFY(instantFromRfc3339(item[u"since"].toString()));
            QVERIFY(!item[u"address"].toString().endsWith(QStringLiteral(":0")));
        }
        QStringList parts;
        for (const QJsonValue &part : state[u"parts"].toArray())
            parts.append(part[u"part"].toString() + u'=' + part[u"kind"].toString());
        QCOMPARE(parts, (QStringList{QStringLiteral("postgresql=outside"), QStringLiteral("events=embedded"),
                                     QStringLiteral("cache=embedded"), QStringLiteral("keys=embedded"),
                                     QStringLiteral("mail=embedded")}));
        QVERIFY(state[u"mails"][u"kept"].toInt() > 0);
    }

    void anotherShopFindsNothingOfTheServer_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("services") << QByteArray("GET") << QByteArray("services") << QByteArray();
        QTest::newRow("logs") << QByteArray("GET") << QByteArray("logs") << QByteArray();
        QTest::newRow("events") << QByteArray("GET") << QByteArray("events/parked") << QByteArray();
        QTest::newRow("backups") << QByteArray("GET") << QByteArray("backups") << QByteArray();
        QTest::newRow("a backup") << QByteArray("POST") << QByteArray("backups") << QByteArray("{}");
        QTest::newRow("keys") << QByteArray("PUT") << QByteArray("backups/keys") << QByteArray(R"({"kept": true})");
    }
    void anotherShopFindsNothingOfTheServer()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        const auto answer = m_world->call(method, "/api/v1/system/" + path, m_world->otherOwner(), body);
        QCOMPARE(answer.status, 404);
    }

    void aShopThatDoesNotRunTheServerIsNotToldThatItMay()
    {
        const auto permissionsOf = [this](const QByteArray &token) {
            return m_world->call("GET", "/api/v1/auth/me", token, QByteArray()).json()[u"permissions"].toArray();
        };
        QVERIFY(permissionsOf(m_world->owner()).contains(QStringLiteral("system.manage")));
        QVERIFY(!permissionsOf(m_world->otherOwner()).contains(QStringLiteral("system.manage")));
        QVERIFY(!permissionsOf(m_world->otherOwner()).contains(QStringLiteral("system.read")));
    }

    void logsAreRefusedWhatTheyDoNotKnow()
    {
        QCOMPARE(get("logs?limit=5", m_world->owner()).status, 200);
        for (const char *bad : {"service=../../etc/passwd", "level=loud", "cursor=rubbish", "limit=0", "file=x"}) {
            const int status = get(QByteArray("logs?") + bad, m_world->owner()).status;
            QVERIFY2(status == 400 || status == 422, bad);
        }
        QCOMPARE(get("logs", m_world->token(Role::Cashier)).status, 403);
    }

    void aParkedEventIsTriedAgain()
    {
        const QByteArray id = m_world->thing("system/events/parked").toLatin1();
        QCOMPARE(get("events/parked", m_world->token(Role::Manager)).json()[u"items"][0][u"id"].toString().toLatin1(),
                 id);
        const QByteArray retry = "/api/v1/system/events/parked/" + id + "/retry";
        QCOMPARE(m_world->call("POST", retry, m_world->token(Role::Manager), QByteArray()).status, 403);
        QCOMPARE(m_world->call("POST", retry, m_world->owner(), QByteArray()).status, 202);
        // The audit-service tries it: an event it cannot read is laid aside once more, with another try counted.
        QTRY_VERIFY_WITH_TIMEOUT(m_world->admin("SELECT FROM events.parked WHERE retry_at IS NOT NULL").isEmpty(),
                                 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(audited("event.retried"), 1, 20'000);
    }

    void aBackupIsMadeWhileTheShopGoesOn()
    {
        QVERIFY(backups()[u"items"].toArray().isEmpty());
        QVERIFY(backups()[u"daily_at"].isNull()); // the database of this test runs elsewhere
        QCOMPARE(m_world->call("POST", "/api/v1/system/backups", m_world->token(Role::Manager), QJsonObject()).status,
                 403);
        const auto started = m_world->call("POST", "/api/v1/system/backups", m_world->owner(), QJsonObject());
        QCOMPARE(started.status, 202);
        QTRY_VERIFY_WITH_TIMEOUT(backups()[u"running"].isNull(), 60'000);
        const QJsonObject state = backups();
        QVERIFY2(state[u"failure"].isNull(), qPrintable(state[u"failure"][u"message"].toString()));
        QCOMPARE(state[u"items"].toArray().size(), 1);
        const QJsonValue made = state[u"items"][0];
        QCOMPARE(made[u"kind"].toString(), QStringLiteral("manual"));
        QVERIFY(made[u"bytes"].toInteger() > 10'000);
        QVERIFY(made[u"fault"].isNull());
        QTRY_COMPARE_WITH_TIMEOUT(audited("backup.made"), 1, 20'000);
        QCOMPARE(audited("backup.started"), 1);
    }

    void theOwnerConfirmsThatTheKeysLieElsewhere()
    {
        QVERIFY(backups()[u"keys"][u"kept_at"].isNull());
        const auto put = [this](const char *body) {
            return m_world->call("PUT", "/api/v1/system/backups/keys", m_world->owner(), QByteArray(body)).status;
        };
        QCOMPARE(put(R"({"kept": false})"), 422);
        QCOMPARE(put(R"({})"), 422);
        QCOMPARE(put(R"({"kept": true})"), 200);
        QVERIFY(instantFromRfc3339(backups()[u"keys"][u"kept_at"].toString()));
        QTRY_COMPARE_WITH_TIMEOUT(audited("keys.kept_elsewhere"), 1, 20'000);
    }

    void aShopThatNoMailReachesIsConfirmedByWhoRunsTheServer()
    {
        const QJsonObject third{{QStringLiteral("shop_name"), QStringLiteral("Third Shop")},
                                {QStringLiteral("slug"), QStringLiteral("third")},
                                {QStringLiteral("currency"), QStringLiteral("IDR")},
                                {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")},
                                {QStringLiteral("tax_regime"), QStringLiteral("none")},
                                {QStringLiteral("owner_name"), QStringLiteral("Third Owner")},
                                {QStringLiteral("email"), QStringLiteral("owner@third.example.org")},
                                {QStringLiteral("password"), test::ApiWorld::password()}};
        const auto login = [this] {
            return m_world->call("POST", "/api/v1/auth/login", {},
                                 QJsonObject{{QStringLiteral("email"), QStringLiteral("owner@third.example.org")},
                                             {QStringLiteral("password"), test::ApiWorld::password()}});
        };
        QCOMPARE(m_world->call("POST", "/api/v1/auth/register", {}, third).status, 202);
        QCOMPARE(login().json()[u"code"].toString(), QStringLiteral("email_not_verified"));
        const QJsonArray waiting = get("shops", m_world->owner()).json()[u"items"].toArray();
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting[0][u"slug"].toString(), QStringLiteral("third"));
        QVERIFY(!get("shops", m_world->owner()).body.contains("third.example.org")); // nothing of the person
        const QByteArray confirm = "/api/v1/system/shops/" + waiting[0][u"id"].toString().toLatin1() + "/confirm";
        QCOMPARE(m_world->call("POST", confirm, m_world->token(Role::Manager), QByteArray()).status, 403);
        QCOMPARE(m_world->call("POST", confirm, m_world->otherOwner(), QByteArray()).status, 404);
        QCOMPARE(m_world->call("POST", confirm, m_world->owner(), QByteArray()).status, 204);
        QCOMPARE(m_world->call("POST", confirm, m_world->owner(), QByteArray()).status, 404);
        QCOMPARE(login().status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(audited("shop.confirmed"), 1, 20'000);
        QVERIFY(get("shops", m_world->owner()).json()[u"items"].toArray().isEmpty());
    }

    void aReceiptCanBeSeenBeforeItsTextsAreSaved()
    {
        const auto preview = [this](const QByteArray &body) {
            return m_world->call("POST", "/api/v1/orders/receipt-preview", m_world->token(Role::Cashier), body);
        };
        const auto tried = preview(R"({"receipt_header": "Jalan Melati 5", "receipt_columns": 48, "language": "en"})");
        QCOMPARE(tried.status, 200);
        QVERIFY(tried.body.contains("Jalan Melati 5"));
        QVERIFY(tried.body.contains(QByteArray(48, '-')));
        QVERIFY(tried.body.contains("Canary Shop"));
        QCOMPARE(preview(R"({"receipt_columns": 40})").status, 422);
        QVERIFY(!preview("{}").body.contains("Jalan Melati 5"));
    }
};

QTEST_MAIN(SystemTest)
#include "SystemTest.moc"
