// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/ParkedEvents.h"
#include "tests/kafka/KafkaRig.h"
#include "tests/support/Toxiproxy.h"

#include <QTcpServer>

using namespace pos;
using test::KafkaRig;

namespace {

constexpr int kPatience = 60000;

QByteArray kcat(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral("kcat"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30000) || process.exitCode() != 0)
        qFatal("kcat: %s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

// What is between us and the broker: sign-in, TLS, topics, the form of a message, and links that are slow or hang.
class KafkaBrokerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_rig.beginTest(); }

    void aPlainConsumerSeesCloudEventsInTopicsOfTheStatedForm()
    {
        auto member = m_rig.member(options(), m_rig.recorder("headers"));
        outbox::Event event = m_rig.event("orders/7", "order.created");
        event.id = Id::make(m_rig.clock());
        event.time = *instantFromRfc3339(QStringLiteral("2026-03-01T10:20:30.123Z"));
        event.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        event.data = {{QStringLiteral("total"), 12500}};
        m_rig.append({event});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("headers"), 1, kPatience);
        const pg::Rows seen = m_rig.database().admin("SELECT * FROM public.seen WHERE consumer = 'headers'");
        QCOMPARE(seen.first().id("event_id"), event.id);
        QCOMPARE(seen.first().id("tenant_id"), m_rig.tenant());
        QCOMPARE(seen.first().ascii("trace"), event.traceparent);

        const QJsonObject message = QJsonDocument::fromJson(look({QStringLiteral("-C"), QStringLiteral("-e"),
                                                                  QStringLiteral("-J"), QStringLiteral("-t"), topic()}))
                                        .object();
        QCOMPARE(message[u"key"].toString(), m_rig.tenant().toString() + QStringLiteral("/orders/7"));
        QCOMPARE(message[u"payload"].toString(), QStringLiteral("{\"total\":12500}"));
        QMap<QString, QString> headers;
        const QJsonArray list = message[u"headers"].toArray();
        for (qsizetype i = 0; i + 1 < list.size(); i += 2)
            headers[list[i].toString()] = list[i + 1].toString();
        QCOMPARE(headers,
                 (QMap<QString, QString>{{QStringLiteral("ce_specversion"), QStringLiteral("1.0")},
                                         {QStringLiteral("ce_id"), event.id.toString()},
                                         {QStringLiteral("ce_type"), QStringLiteral("order.created")},
                                         {QStringLiteral("ce_source"), QStringLiteral("test")},
                                         {QStringLiteral("ce_time"), QStringLiteral("2026-03-01T10:20:30.123Z")},
                                         {QStringLiteral("ce_subject"), QStringLiteral("orders/7")},
                                         {QStringLiteral("content-type"), QStringLiteral("application/json")},
                                         {QStringLiteral("tenant_id"), m_rig.tenant().toString()},
                                         {QStringLiteral("traceparent"), QString::fromLatin1(event.traceparent)}}));

        const QJsonObject known =
            QJsonDocument::fromJson(look({QStringLiteral("-L"), QStringLiteral("-J"), QStringLiteral("-t"), topic()}))
                .object();
        QCOMPARE(known[u"topics"][0][u"partitions"].toArray().size(), 4);
        QCOMPARE(topicSetting("retention.ms"), QByteArray::number(qint64{7} * 24 * 3600 * 1000));
        QCOMPARE(topicSetting("max.message.bytes"), QByteArray::number(kafka::kLargestMessage));
    }

    void aWrongPasswordIsSaidAndTheRightOneGoesOn()
    {
        const auto wrong = options();
        wrong->saslPassword = Secret("guessed");
        {
            auto member = m_rig.member(wrong, m_rig.recorder("password"));
            const auto sentence = [&] {
                const Result<void> said = member->watch.check();
                return said ? QString() : said.error().detail;
            };
            QTRY_VERIFY_WITH_TIMEOUT(sentence().contains(QStringLiteral("Authentication failed")), kPatience);
            QVERIFY(sentence().contains(QString::fromLatin1(wrong->brokers[0])));
            QVERIFY(!sentence().contains(QStringLiteral("guessed")));
            m_rig.append({m_rig.event("password", "000000")});
            QTRY_COMPARE_WITH_TIMEOUT(member->relay.pending(), 1, kPatience);
            QCOMPARE(m_rig.seen("password"), 0);
        }
        auto member = m_rig.member(options(), m_rig.recorder("password"));
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("password"), 1, kPatience);
    }

    void anUnknownAuthorityIsRefused()
    {
        const auto unknown = options();
        unknown->caFile.clear();
        auto member = m_rig.member(unknown, m_rig.recorder("authority"));
        QTRY_VERIFY_WITH_TIMEOUT(
            !member->watch.check() && member->watch.check().error().detail.contains(QStringLiteral("SSL")), kPatience);
        QVERIFY(!member->watch.isUp());
    }

    void aMessageThatCannotBeReadIsLaidAsideAndTheRestGoesOn()
    {
        auto member = m_rig.member(options(), m_rig.recorder("hostile"));
        QTRY_VERIFY_WITH_TIMEOUT(member->watch.isUp(), kPatience);
        const QStringList write{QStringLiteral("-P"), QStringLiteral("-t"), topic(), QStringLiteral("-p"),
                                QStringLiteral("0")};
        look(write, "not an event\n");
        look(write
                 + QStringList{QStringLiteral("-H"), QStringLiteral("ce_id=x"), QStringLiteral("-H"),
                               QStringLiteral("ce_type=order.created")},
             "{}\n");
        QStringList whole = write;
        for (const char *header : {"ce_id=01a20acb-dd2b-71ab-8065-3e08b820f975", "ce_type=order.created",
                                   "ce_source=test", "ce_subject=order", "ce_time=2026-01-01T00:00:00.000Z"})
            whole << QStringLiteral("-H") << QString::fromLatin1(header);
        look(whole, "{\"name\":\"\\u0000\"}\n"); // the database's JSON has no such character
        look(whole, "{\"name\":\"\\ud800\"}\n");
        for (int n = 0; n < 20; ++n) // of all partitions
            m_rig.append({m_rig.event("hostile/" + QByteArray::number(n), "000000")});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("hostile"), 20, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.count("events.parked WHERE consumer = 'hostile'"), 4, kPatience);
        const auto list = *m_rig.db().asSystem([](pg::Transaction &tx) { return outbox::parked::list(tx, 10); });
        for (const outbox::ParkedEvent &parked : list) {
            QCOMPARE(parked.event.type, "message.unreadable");
            QVERIFY(parked.event.subject.startsWith(m_rig.topic() + "/0/"));
        }
    }

    void aLinkThatIsSlowHangsOrIsCutDelaysEventsAndNothingElse()
    {
        test::StackServer toxiproxy{QStringLiteral("toxiproxy")};
        const int port = freePort();
        test::BadLink link(toxiproxy, QStringLiteral("kafka"), port);
        test::StackServer broker{QStringLiteral("kafka"),
                                 {QStringLiteral("--port"), QString::number(port), QStringLiteral("--advertised-port"),
                                  QString::number(link.port())}};
        auto there = m_rig.options(broker.env(QStringLiteral("KAFKA_BROKERS")));
        auto member = m_rig.member(there, m_rig.recorder("link"));
        int sent = 0;
        const auto send = [&](int count) {
            m_rig.appendRow("link", sent, count);
            sent += count;
        };
        send(50);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("link"), sent, kPatience);

        link.slow(2000);
        send(50);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("link"), sent, 2 * kPatience);
        link.heal();

        link.hang();
        send(50);
        QTRY_VERIFY_WITH_TIMEOUT(!member->watch.isUp(), kPatience);
        QVERIFY(member->watch.check().error().detail.startsWith(
            QStringLiteral("kafka: client has run out of available brokers (tried 127.0.0.1:%1)").arg(link.port())));
        link.heal();
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("link"), sent, 2 * kPatience);

        link.cutAfter(3000);
        send(200);
        link.heal();
        link.refuse();
        send(50);
        link.heal();
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("link"), sent, 2 * kPatience);
        m_rig.checkRow("link", "link", sent);
        QCOMPARE(m_rig.count("events.parked WHERE consumer <> 'hostile'"), 0);
    }

private:
    std::shared_ptr<kafka::Options> options() const
    {
        auto made = m_rig.options(m_broker.env(QStringLiteral("KAFKA_BROKERS")));
        made->securityProtocol = m_broker.env(QStringLiteral("KAFKA_SECURITY_PROTOCOL")).toLatin1();
        made->saslMechanism = m_broker.env(QStringLiteral("KAFKA_SASL_MECHANISM")).toLatin1();
        made->saslUsername = m_broker.env(QStringLiteral("KAFKA_SASL_USERNAME")).toUtf8();
        made->saslPassword = Secret(m_broker.env(QStringLiteral("KAFKA_SASL_PASSWORD")).toUtf8());
        made->caFile = m_broker.env(QStringLiteral("KAFKA_CA_FILE")).toLatin1();
        return made;
    }
    // Past sign-in, as somebody beside us.
    QString inside() const { return QStringLiteral("127.0.0.1:%1").arg(m_broker.ready()[u"internal_port"].toInt()); }
    QByteArray look(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return kcat(QStringList{QStringLiteral("-q"), QStringLiteral("-b"), inside()} + arguments, input);
    }
    QString topic() const { return QString::fromLatin1(m_rig.topic()); }

    QByteArray topicSetting(const char *name)
    {
        kafka::Listener listener;
        const auto handle = kafka::openHandle(RD_KAFKA_PRODUCER, *m_rig.options(inside()), {}, listener);
        rd_kafka_queue_t *queue = rd_kafka_queue_new(handle->get());
        rd_kafka_ConfigResource_t *asked =
            rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, m_rig.topic().constData());
        rd_kafka_DescribeConfigs(handle->get(), &asked, 1, nullptr, queue);
        rd_kafka_event_t *answer = rd_kafka_queue_poll(queue, kPatience);
        size_t count = 0;
        const rd_kafka_ConfigResource_t **found =
            rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(answer), &count);
        const rd_kafka_ConfigEntry_t **entries = rd_kafka_ConfigResource_configs(found[0], &count);
        QByteArray value;
        for (size_t i = 0; i < count; ++i) {
            if (QByteArray(rd_kafka_ConfigEntry_name(entries[i])) == name)
                value = rd_kafka_ConfigEntry_value(entries[i]);
        }
        rd_kafka_event_destroy(answer);
        rd_kafka_ConfigResource_destroy(asked);
        rd_kafka_queue_destroy(queue);
        return value;
    }

    KafkaRig m_rig;
    test::StackServer m_broker{QStringLiteral("kafka"),
                               {QStringLiteral("--sasl"), QStringLiteral("pos:se cret"), QStringLiteral("--tls")}};
};

QTEST_GUILESS_MAIN(KafkaBrokerTest)
#include "KafkaBrokerTest.moc"
