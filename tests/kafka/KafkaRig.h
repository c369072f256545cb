// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/KafkaBus.h"
#include "server/infra/kafka/KafkaRelay.h"
#include "server/infra/outbox/Outbox.h"
#include "tests/support/StackServer.h"
#include "tests/support/TestDatabase.h"

#include <QTest>

namespace pos::test {

inline constexpr pg::Statement kSeen{"rig_seen",
                                     "INSERT INTO public.seen (consumer, event_id, subject, type, trace, tenant_id)"
                                     " VALUES ($1, $2, $3, $4, $5, $6)"};

// What one process has of Kafka: a relay and a bus with one consumer, over the rig's database.
struct KafkaMember {
    KafkaMember(pg::Database &database, const Clock &clock, logging::Logger &log, const QByteArray &listenUrl,
                std::shared_ptr<const kafka::Options> options, outbox::Consumer consumer)
        : watch(options, log), relay(database, clock, log, watch, options, {.listenUrl = listenUrl, .batch = 200}),
          bus(database, clock, log, watch, options)
    {
        bus.subscribe(std::move(consumer));
    }
    ~KafkaMember()
    {
        bus.stop();
        relay.stop();
        watch.stop();
    }
    void start()
    {
        QVERIFY(relay.start());
        QVERIFY(bus.start());
        watch.start();
    }
    kafka::BrokerWatch watch;
    kafka::KafkaRelay relay;
    kafka::KafkaBus bus;
};

// A database with a table of what consumers have seen, and what tests of Kafka share.
class KafkaRig {
public:
    KafkaRig()
    {
        m_database.admin("CREATE TABLE public.seen (n bigint GENERATED ALWAYS AS IDENTITY, consumer text, event_id "
                         "uuid, subject text,"
                         " type text, trace text, tenant_id uuid, PRIMARY KEY (consumer, event_id));"
                         "GRANT SELECT, INSERT ON public.seen TO pos_system");
        m_logs = std::move(*logging::Logs::open({.directory = {}, .level = logging::Level::Info, .console = true}));
        m_log = std::move(*m_logs->service("test"));
    }

    // What one test leaves in its topic concerns no other.
    void beginTest() { m_topic = "pos.test" + QByteArray::number(++m_tests) + ".v1"; }

    std::shared_ptr<kafka::Options> options(const QString &brokers) const
    {
        auto made = std::make_shared<kafka::Options>();
        made->brokers = {brokers.toLatin1()};
        made->topics = {m_topic};
        made->partitions = 4;
        return made;
    }

    outbox::Consumer recorder(const QByteArray &name) const
    {
        return {name, {m_topic}, [name](pg::Transaction &tx, const outbox::Event &e) -> Result<void> {
                    tx.queue(kSeen, pg::Params(name.constData(), e.id, e.subject.constData(), e.type.constData(),
                                               e.traceparent.constData(), e.tenant));
                    return {};
                }};
    }

    std::unique_ptr<KafkaMember> member(std::shared_ptr<const kafka::Options> options, outbox::Consumer consumer)
    {
        auto made = std::make_unique<KafkaMember>(db(), m_clock, *m_log, m_database.url("pos_system"),
                                                  std::move(options), std::move(consumer));
        made->start();
        return made;
    }

    outbox::Event event(const QByteArray &subject, const QByteArray &type) const
    {
        outbox::Event made;
        made.topic = m_topic;
        made.type = type;
        made.source = "test";
        made.tenant = m_tenant;
        made.subject = subject;
        return made;
    }

    // In one transaction.
    void append(const QList<outbox::Event> &events)
    {
        const Result<void> done = db().forTenant(m_tenant, [&](pg::Transaction &tx) -> Result<void> {
            for (const outbox::Event &made : events)
                outbox::append(tx, m_clock, made);
            return {};
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }

    // `count` events of one key, numbered from `first`, each in a transaction of its own.
    void appendRow(const QByteArray &subject, int first, int count)
    {
        for (int n = first; n < first + count; ++n)
            append({event(subject, number(n))});
    }

    static QByteArray number(int n) { return QByteArray::number(n).rightJustified(6, '0'); }

    qint64 count(const QByteArray &what)
    {
        return m_database.admin("SELECT count(*) AS n FROM " + what).first().i64("n");
    }
    qint64 seen(const QByteArray &consumer) { return count("public.seen WHERE consumer = '" + consumer + "'"); }
    QStringList types(const QByteArray &consumer, const QByteArray &subject)
    {
        QStringList values;
        for (const pg::Row row : m_database.admin("SELECT type FROM public.seen WHERE consumer = '" + consumer
                                                  + "' AND subject = '" + subject + "' ORDER BY n"))
            values.append(row.text("type"));
        return values;
    }
    // The numbers of a key, all of them and in order.
    void checkRow(const QByteArray &consumer, const QByteArray &subject, int count)
    {
        QStringList expected;
        for (int n = 0; n < count; ++n)
            expected.append(QString::fromLatin1(number(n)));
        QCOMPARE(types(consumer, subject), expected);
    }

    pg::Database &db() { return m_database.database(); }
    TestDatabase &database() { return m_database; }
    const Clock &clock() const { return m_clock; }
    logging::Logger &log() { return *m_log; }
    const QByteArray &topic() const { return m_topic; }
    const Id &tenant() const { return m_tenant; }

private:
    QByteArray m_topic;
    int m_tests = 0;
    TestDatabase m_database;
    SystemClock m_clock;
    const Id m_tenant = Id::make(m_clock);
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<logging::Logger> m_log;
};

} // namespace pos::test
