// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditInbox.h"
#include "server/audit/AuditRoutes.h"
#include "server/audit/Sequencer.h"
#include "server/infra/outbox/Outbox.h"
#include "server/infra/outbox/OutboxReader.h"
#include "tests/support/TestDatabase.h"

#include <QJsonDocument>
#include <QTest>

#include <thread>

using namespace pos;
using namespace pos::audit;

class AuditTrailTest : public QObject {
    Q_OBJECT

    test::TestDatabase m_test;
    ManualClock m_clock{Instant()};
    const Id m_shop = Id::make(SystemClock());
    const Id m_otherShop = Id::make(SystemClock());
    const Id m_owner = Id::make(SystemClock());
    Sequencer m_sequencer{m_test.database(), m_clock};
    AuditRoutes m_routes{m_test.database(), m_clock};

    pg::Database &db() { return m_test.database(); }
    qint64 number(const QByteArray &sql) { return m_test.admin("SELECT (" + sql + ") AS n").first().i64("n"); }

    outbox::Event auditEvent(const QByteArray &action = "order.created", const Id &entityId = {}, const Id &tenant = {})
    {
        outbox::Event event;
        event.id = Id::make(m_clock);
        event.topic = "pos.audit.v1";
        event.type = action;
        event.source = "order-service";
        event.tenant = tenant.isNull() ? m_shop : tenant;
        event.time = m_clock.now();
        event.data = {{QStringLiteral("entity"), QString::fromLatin1(action.split('.')[0])},
                      {QStringLiteral("actor"), QJsonObject{{QStringLiteral("kind"), QStringLiteral("user")},
                                                            {QStringLiteral("id"), m_owner.toString()}}},
                      {QStringLiteral("details"), QJsonObject{{QStringLiteral("lines"), 3}}}};
        if (!entityId.isNull())
            event.data.insert(QStringLiteral("entity_id"), entityId.toString());
        return event;
    }

    Result<void> take(const outbox::Event &event)
    {
        return db().asSystem([&](pg::Transaction &tx) { return receive(tx, event); });
    }

    void takeAndAppend(const outbox::Event &event)
    {
        QVERIFY(take(event));
        const Result<qint64> appended = m_sequencer.appendAll();
        QVERIFY2(appended, appended ? "" : qPrintable(appended.error().detail));
    }

    Result<QJsonObject> get(const char *pattern, const QByteArray &query, const Id &shop, const QByteArray &id = {})
    {
        http::Endpoints endpoints(contract::Service::Audit);
        m_routes.bind(endpoints);
        POS_TRY(const std::vector<http::BoundRoute> bound, endpoints.finish());
        http::Request request;
        request.method = "GET";
        request.query = query;
        request.requestId = "test";
        request.params.insert("id", id);
        http::Principal principal;
        principal.user = m_owner;
        principal.tenant = shop;
        principal.role = contract::Role::Owner;
        POS_TRY(const http::Call call, http::Call::make(request, principal));
        for (const http::BoundRoute &route : bound) {
            if (QByteArrayView(route.spec->pattern) == pattern) {
                POS_TRY(const http::Response response, route.endpoint(call));
                return QJsonDocument::fromJson(response.body).object();
            }
        }
        return fail(Error::internal(QStringLiteral("no such route")));
    }
    Result<QJsonObject> list(const QByteArray &query, const Id &shop)
    {
        return get("/api/v1/audit/events", query, shop);
    }

private Q_SLOTS:
    void init()
    {
        m_test.admin("TRUNCATE audit.events, audit.inbox, audit.received, events.outbox;"
                     " UPDATE audit.head SET seq = 0, recorded_at = '2000-01-01'");
        m_clock.set(SystemClock().now());
    }

    void anEventThatComesTwiceIsInTheTrailOnce()
    {
        const outbox::Event event = auditEvent();
        takeAndAppend(event);
        takeAndAppend(event);
        QVERIFY(take(event));
        QVERIFY(take(event));
        QCOMPARE(*m_sequencer.appendAll(), 0);
        QCOMPARE(number("SELECT count(*) FROM audit.events"), 1);
    }

    void whatIsNoAuditEventIsRefusedBeforeItReachesTheTrail()
    {
        outbox::Event event = auditEvent();
        event.data.remove(QStringLiteral("actor"));
        QCOMPARE(take(event).error().code, ErrorCode::Invalid);
        event = auditEvent();
        event.data.insert(QStringLiteral("name"), QStringLiteral("a value that should not be here"));
        QCOMPARE(take(event).error().code, ErrorCode::Invalid);
        QCOMPARE(number("SELECT count(*) FROM audit.inbox"), 0);
    }

    void twoSequencersNumberWithoutGapsOrDoubles()
    {
        constexpr int kEvents = 3000;
        QVERIFY(db().asSystem([&](pg::Transaction &tx) -> Result<void> {
            for (int i = 0; i < kEvents; ++i)
                POS_CHECK(receive(tx, auditEvent()));
            return {};
        }));
        std::atomic<bool> failed = false;
        std::atomic<qint64> appended = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                Sequencer mine(db(), m_clock);
                while (appended < kEvents && !failed) {
                    const Result<qint64> count = mine.appendAll();
                    failed = failed || !count;
                    appended += count.value_or(0);
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(!failed);
        QCOMPARE(number("SELECT count(*) FROM audit.events"), kEvents);
        QCOMPARE(number("SELECT count(DISTINCT seq) FROM audit.events"), kEvents);
        QCOMPARE(number("SELECT max(seq) FROM audit.events"), kEvents);
        QCOMPARE(number("SELECT seq FROM audit.head"), kEvents);
    }

    void theTimeOfTheTrailNeverGoesBack()
    {
        const Instant now = m_clock.now();
        takeAndAppend(auditEvent());
        m_clock.set(now - std::chrono::hours(24 * 40));
        takeAndAppend(auditEvent());
        QCOMPARE(number("SELECT count(DISTINCT recorded_at) FROM audit.events"), 1);
        QCOMPARE(number("SELECT count(DISTINCT occurred_at) FROM audit.events"), 2);
    }

    void eachMonthHasItsPartitionThreeMonthsAhead()
    {
        m_clock.set(*instantFromRfc3339(u"2031-11-30T23:59:59.999Z"));
        takeAndAppend(auditEvent());
        QCOMPARE(number("SELECT count(*) FROM audit.events_2031_11"), 1);
        QVERIFY(number("SELECT count(*) FROM pg_class WHERE relname = 'events_2032_02'") == 1);
        QVERIFY(number("SELECT count(*) FROM pg_class WHERE relname = 'events_2032_03'") == 0);
        m_clock.advance(std::chrono::milliseconds(1)); // the server was off over the turn of several months
        m_clock.advance(std::chrono::hours(24 * 31 * 5));
        takeAndAppend(auditEvent());
        QCOMPARE(number("SELECT count(*) FROM audit.events_2032_05"), 1);
        QVERIFY(m_sequencer.makePartitions());
        QCOMPARE(
            number("SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                   " WHERE i.inhparent = 'audit.events'::regclass AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'"),
            0);
    }

    void noRoleOfOursChangesWhatIsWritten_data()
    {
        QTest::addColumn<pg::DbRole>("role");
        QTest::newRow("application") << pg::DbRole::App;
        QTest::newRow("system") << pg::DbRole::System;
        QTest::newRow("sequencer") << pg::DbRole::Sequencer;
    }

    void noRoleOfOursChangesWhatIsWritten()
    {
        QFETCH(pg::DbRole, role);
        takeAndAppend(auditEvent());
        const QByteArray partition =
            m_test.admin("SELECT tableoid::regclass::text AS p FROM audit.events").first().ascii("p");
        for (const QByteArray &table : {QByteArray("audit.events"), partition}) {
            for (const QByteArray &sql :
                 {"UPDATE " + table + " SET action = 'x'", "DELETE FROM " + table, "TRUNCATE " + table,
                  "DROP TABLE " + table, "ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY"}) {
                const pg::Statement statement{sql.constData(), sql.constData()};
                const auto done = db().transact({role, m_shop}, [&](pg::Transaction &tx) { return tx.run(statement); });
                QVERIFY2(!done, sql.constData());
                QVERIFY2(done.error().detail.contains(QStringLiteral("42501")), qPrintable(done.error().detail));
            }
        }
        QCOMPARE(number("SELECT count(*) FROM audit.events WHERE action = 'order.created'"), 1);
    }

    void aRequestCanNeitherForgeARowNorSeeAnotherShops()
    {
        takeAndAppend(auditEvent());
        const pg::Statement forge{"test_forge",
                                  "INSERT INTO audit.events SELECT recorded_at, 99, event_id, occurred_at, tenant_id,"
                                  " source, action, entity, entity_id, actor_kind, actor_id, actor_role, session_id,"
                                  " request_id, subject_pid, purpose, fields, details FROM audit.events"};
        QVERIFY(!db().forTenant(m_shop, [&](pg::Transaction &tx) { return tx.run(forge); }));
        const pg::Statement look{"test_look", "SELECT * FROM audit.events"};
        QCOMPARE(db().forTenant(m_shop, [&](pg::Transaction &tx) { return tx.run(look); })->size(), 1);
        QCOMPARE(db().forTenant(m_otherShop, [&](pg::Transaction &tx) { return tx.run(look); })->size(), 0);
    }

    void aPageBringsTheNewestFirstAndTheNextGoesOn()
    {
        for (int i = 0; i < 5; ++i) {
            m_clock.advance(std::chrono::milliseconds(i % 2)); // some share their time
            takeAndAppend(auditEvent());
        }
        takeAndAppend(auditEvent("order.created", {}, m_otherShop));
        QList<int> numbers;
        QByteArray cursor;
        do {
            const auto page = list("limit=2" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor), m_shop);
            QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
            for (const QJsonValue item : (*page)[QStringLiteral("items")].toArray())
                numbers.append(item[QStringLiteral("seq")].toInt());
            cursor = (*page)[QStringLiteral("next_cursor")].toString().toLatin1();
        } while (!cursor.isEmpty());
        QCOMPARE(numbers, (QList<int>{5, 4, 3, 2, 1}));
    }

    void filtersNarrowByWhoWhatAndWhen()
    {
        const Id order = Id::make(m_clock);
        takeAndAppend(auditEvent("order.created", order));
        m_clock.advance(std::chrono::hours(1));
        const QByteArray later = toRfc3339(m_clock.now()).toLatin1();
        takeAndAppend(auditEvent("order.voided", order));
        takeAndAppend(auditEvent("product.created"));
        const auto count = [&](const QByteArray &query) {
            const auto page = list(query, m_shop);
            return page ? (*page)[QStringLiteral("items")].toArray().size() : -1;
        };
        QCOMPARE(count({}), 3);
        QCOMPARE(count("action=order.voided"), 1);
        QCOMPARE(count("entity=order"), 2);
        QCOMPARE(count("entity_id=" + order.toString().toLatin1()), 2);
        QCOMPARE(count("entity_id=" + order.toString().toLatin1() + "&action=order.created"), 1);
        QCOMPARE(count("actor_id=" + m_owner.toString().toLatin1()), 3);
        QCOMPARE(count("actor_id=" + order.toString().toLatin1()), 0);
        QCOMPARE(count("from=" + later), 2);
        QCOMPARE(count("to=" + later), 1);
        QCOMPARE(list("colour=red", m_shop).error().code, ErrorCode::Invalid);
        QCOMPARE(list("cursor=bm9uc2Vuc2U", m_shop).has_value(), false);
    }

    void oneEventIsReadByItsShopAloneAndTheLookIsRecorded()
    {
        const outbox::Event event = auditEvent();
        takeAndAppend(event);
        const QByteArray id = event.id.toString().toLatin1();
        const auto read = get("/api/v1/audit/events/{id}", {}, m_shop, id);
        QVERIFY(read);
        QCOMPARE((*read)[QStringLiteral("action")].toString(), QStringLiteral("order.created"));
        QCOMPARE((*read)[QStringLiteral("actor")][QStringLiteral("id")].toString(), m_owner.toString());
        QCOMPARE((*read)[QStringLiteral("details")][QStringLiteral("lines")].toInt(), 3);
        QCOMPARE(get("/api/v1/audit/events/{id}", {}, m_otherShop, id).error().code, ErrorCode::NotFound);
        QCOMPARE(
            number("SELECT count(*) FROM events.outbox WHERE type = 'audit.read' AND data->>'purpose' = 'oversight'"),
            1);
    }

    void whatAServiceWritesIsWhatTheTrailTakes()
    {
        outbox::AuditEntry entry;
        entry.action = "user.changed";
        entry.entity = "user";
        entry.entityId = m_owner;
        entry.subject = m_otherShop;
        entry.purpose = "administration";
        entry.fields = {QStringLiteral("name"), QStringLiteral("phone")};
        entry.details = {{QStringLiteral("count"), 2}};
        const outbox::Actor actor{"user", m_owner, m_shop, "owner", "request-1"};
        QVERIFY(db().forTenant(m_shop, [&](pg::Transaction &tx) -> Result<void> {
            outbox::appendAudit(tx, m_clock, "user-service", m_shop, actor, entry);
            return {};
        }));
        const pg::Rows rows = m_test.admin("SELECT * FROM events.outbox");
        QCOMPARE(rows.size(), 1);
        takeAndAppend(outbox::reader::eventOf(rows.first()));
        const pg::Rows trail = m_test.admin("SELECT * FROM audit.events");
        QCOMPARE(trail.size(), 1);
        QCOMPARE(trail.first().id("subject_pid"), entry.subject);
        QCOMPARE(trail.first().texts("fields"), entry.fields);
        QCOMPARE(trail.first().text("request_id"), QStringLiteral("request-1"));
        QCOMPARE(trail.first().text("purpose"), QStringLiteral("administration"));
    }
};

QTEST_GUILESS_MAIN(AuditTrailTest)
#include "AuditTrailTest.moc"
