// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/kafka/KafkaRig.h"

#include "server/infra/outbox/HandledEvents.h"
#include "server/infra/outbox/OutboxDispatcher.h"
#include "server/infra/outbox/ParkedEvents.h"

#include <thread>

using namespace pos;
using test::KafkaRig;

namespace {

constexpr int kPatience = 60000;

}

// From the outbox through a real broker to consumers: each event once, in the order of its key, whatever happens
// meanwhile.
class KafkaDeliveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig.beginTest();
        m_options = m_rig.options(m_brokers);
    }

    void eventsComeOnceAndInOrderThroughTwoRelaysWhileMembersComeAndGo()
    {
        constexpr int kKeys = 4, kEach = 300;
        auto first = m_rig.member(m_options, m_rig.recorder("many"));
        std::vector<std::thread> writers;
        for (int key = 0; key < kKeys; ++key)
            writers.emplace_back([&, key] { m_rig.appendRow("many/" + QByteArray::number(key), 0, kEach); });
        QTRY_VERIFY_WITH_TIMEOUT(m_rig.seen("many") > 0, kPatience);
        auto second = m_rig.member(m_options, m_rig.recorder("many"));
        QTRY_VERIFY_WITH_TIMEOUT(m_rig.seen("many") > kKeys * kEach / 4, kPatience);
        first.reset(); // its partitions go to the other
        auto third = m_rig.member(m_options, m_rig.recorder("many"));
        for (std::thread &writer : writers)
            writer.join();
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("many"), kKeys * kEach, kPatience);
        for (int key = 0; key < kKeys; ++key)
            m_rig.checkRow("many", "many/" + QByteArray::number(key), kEach);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.count("events.outbox"), 0, kPatience);
    }

    void aKilledBrokerLosesAndDoublesNothing()
    {
        constexpr int kEach = 400, kMeanwhile = 100;
        auto member = m_rig.member(m_options, m_rig.recorder("killed"));
        std::thread writer([&] { m_rig.appendRow("killed/1", 0, kEach); });
        QTRY_VERIFY_WITH_TIMEOUT(m_rig.seen("killed") > kEach / 8, kPatience);
        m_broker.kill();
        writer.join();
        m_rig.appendRow("killed/1", kEach, kMeanwhile); // writing goes on without it
        QTRY_VERIFY_WITH_TIMEOUT(!member->watch.isUp(), kPatience);
        const Result<void> said = member->watch.check();
        QVERIFY(!said);
        QVERIFY2(said.error().detail.startsWith(
                     QStringLiteral("kafka: client has run out of available brokers (tried %1)").arg(m_brokers)),
                 qPrintable(said.error().detail));
        QTRY_VERIFY_WITH_TIMEOUT(member->relay.pending() > 0, kPatience); // and it shows
        m_broker.restart();
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("killed"), kEach + kMeanwhile, kPatience);
        m_rig.checkRow("killed", "killed/1", kEach + kMeanwhile);
        QVERIFY(member->watch.check());
        QTRY_COMPARE_WITH_TIMEOUT(member->relay.pending(), 0, kPatience);
    }

    void aPoisonEventIsParkedAndComesWhenItIsAskedForAgain()
    {
        std::atomic<bool> mended = false;
        outbox::Consumer picky = m_rig.recorder("picky");
        picky.handle = [&, write = picky.handle](pg::Transaction &tx, const outbox::Event &e) -> Result<void> {
            if (e.type == "000001" && !mended)
                return fail(Error::internal(QStringLiteral("no such thing")));
            return write(tx, e);
        };
        auto member = m_rig.member(m_options, std::move(picky));
        m_rig.append({m_rig.event("picky", "000000"), m_rig.event("picky", "000001"), m_rig.event("picky", "000002")});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.types("picky", "picky"),
                                  (QStringList{QStringLiteral("000000"), QStringLiteral("000002")}), kPatience);
        const auto list = *m_rig.db().asSystem([](pg::Transaction &tx) { return outbox::parked::list(tx, 10); });
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].consumer, "picky");
        QCOMPARE(list[0].tries, outbox::kMaxTries);
        QVERIFY(list[0].error.contains(QStringLiteral("no such thing")));
        mended = true;
        QVERIFY(m_rig.db().asSystem(
            [&](pg::Transaction &tx) { return outbox::parked::tryAgain(tx, list[0].event.id, m_rig.clock().now()); }));
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("picky"), 3, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.count("events.parked"), 0, kPatience);
    }

    void anOutageOfTheConsumerIsWaitedFor()
    {
        std::atomic<int> left = 3;
        outbox::Consumer waiting = m_rig.recorder("waiting");
        waiting.handle = [&, write = waiting.handle](pg::Transaction &tx, const outbox::Event &e) -> Result<void> {
            if (left-- > 0)
                return fail(Error::unavailable(QStringLiteral("down"), QStringLiteral("the other side is down")));
            return write(tx, e);
        };
        auto member = m_rig.member(m_options, std::move(waiting));
        m_rig.append({m_rig.event("waiting", "000000"), m_rig.event("waiting", "000001")});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.types("waiting", "waiting").size(), 2, kPatience);
        m_rig.checkRow("waiting", "waiting", 2);
        QCOMPARE(m_rig.count("events.parked"), 0);
    }

    void anEventThatKafkaHasTwiceIsHandledOnce()
    {
        auto member = m_rig.member(m_options, m_rig.recorder("twice"));
        outbox::Event event = m_rig.event("twice", "000000");
        event.id = Id::make(m_rig.clock());
        m_rig.append({event});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("twice"), 1, kPatience);
        // As after a relay that died before it could move its place: alone, and twice in one batch.
        m_rig.append({event});
        m_rig.append({event, event, m_rig.event("twice", "000001")});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.seen("twice"), 2, kPatience);
        m_rig.checkRow("twice", "twice", 2);
        QCOMPARE(m_rig.count("events.parked"), 0); // where the key of `seen` would have sent a second one
    }

    void aBigEventPassesAndOneThatIsTooBigIsLaidAsideByTheRelay()
    {
        auto member = m_rig.member(m_options, m_rig.recorder("big"));
        const auto sized = [&](const QByteArray &type, int bytes) {
            outbox::Event made = m_rig.event("big", type);
            QByteArray text(bytes, 'a');
            for (qsizetype i = 0; i < text.size(); i += 2)
                text[i] = static_cast<char>('a' + (i * 2654435761U >> 7) % 26);
            made.data = {{QStringLiteral("text"), QString::fromLatin1(text)}};
            return made;
        };
        m_rig.append({sized("000000", 3'000'000), sized("too.big", 5'000'000), sized("000001", 10)});
        QTRY_COMPARE_WITH_TIMEOUT(m_rig.types("big", "big").size(), 2, kPatience);
        m_rig.checkRow("big", "big", 2);
        const auto list = *m_rig.db().asSystem([](pg::Transaction &tx) { return outbox::parked::list(tx, 10); });
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].consumer, "kafka-relay");
        QCOMPARE(list[0].event.type, "too.big");
        m_rig.database().admin("TRUNCATE events.parked");
    }

    void aLongBacklogDrainsInBatches()
    {
        constexpr int kEvents = 100000;
        for (int part = 0; part < 100; ++part) {
            QList<outbox::Event> events;
            for (int n = 0; n < kEvents / 100; ++n) {
                const int all = part * kEvents / 100 + n;
                events.append(m_rig.event("long/" + QByteArray::number(all % 50), KafkaRig::number(all / 50)));
            }
            m_rig.append(events);
        }
        auto relayOnly =
            m_rig.member(m_options, {"nobody", {m_rig.topic()}, [](auto &, const auto &) { return Result<void>(); }});
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_rig.count("events.cursors c JOIN events.outbox o USING (shard) WHERE o.xid >= c.from_xid "
                        "AND (o.xid >= c.until_xid OR o.seq > c.seq)")
                == 0,
            5 * kPatience);
        qInfo("100,000 events with Kafka after %lld ms", timer.elapsed());
        auto member = m_rig.member(m_options, m_rig.recorder("long"));
        QTRY_VERIFY_WITH_TIMEOUT(m_rig.seen("long") == kEvents, 5 * kPatience);
        qInfo("and with their consumer after %lld ms", timer.elapsed());
        m_rig.checkRow("long", "long/7", kEvents / 50);
    }

    void marksAreTakenAwayWhenTheyAreOld()
    {
        m_rig.database().admin(
            "INSERT INTO events.handled SELECT 'cleaner', gen_random_uuid(), now() - interval '11 days'"
            " FROM generate_series(1, 7000);"
            "INSERT INTO events.handled SELECT 'cleaner', gen_random_uuid(), now() - interval '9 days'");
        auto member = m_rig.member(m_options, m_rig.recorder("cleaner"));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_rig.count("events.handled WHERE consumer = 'cleaner' AND handled_at < now() - interval '1 day'"), 1,
            kPatience);
    }

    void deliveryMovesFromTheProcessToKafkaAndBackWithoutLossOrRepetition()
    {
        const outbox::OutboxDispatcher::Options alone{.listenUrl = m_rig.database().url("pos_system")};
        const auto inProcess = [&] {
            auto made = std::make_unique<outbox::OutboxDispatcher>(m_rig.db(), m_rig.clock(), m_rig.log(), alone);
            made->subscribe(m_rig.recorder("moving"));
            return made;
        };
        m_rig.database().admin("TRUNCATE events.cursors, events.outbox");
        m_rig.appendRow("moving", 0, 5);
        {
            auto dispatcher = inProcess();
            QVERIFY(dispatcher->registerConsumers());
            QTRY_COMPARE_WITH_TIMEOUT((*dispatcher->deliverAll(), m_rig.types("moving", "moving").size()), 5,
                                      kPatience);
        }
        m_rig.appendRow("moving", 5, 5);
        QCOMPARE(m_rig.count("events.outbox"), 10); // none cleaned away: the first five would come again
        {
            auto member = m_rig.member(m_options, m_rig.recorder("moving"));
            QTRY_COMPARE_WITH_TIMEOUT(m_rig.types("moving", "moving").size(), 10, kPatience);
            QCOMPARE(m_rig.count("events.cursors WHERE consumer = 'moving'"), 0);
        }
        m_rig.appendRow("moving", 10, 5);
        {
            auto dispatcher = inProcess();
            QVERIFY(dispatcher->start());
            QTRY_COMPARE_WITH_TIMEOUT(m_rig.types("moving", "moving").size(), 15, kPatience);
            QTRY_COMPARE_WITH_TIMEOUT(m_rig.count("events.outbox"), 0, kPatience); // the relay holds nothing back
        }
        m_rig.checkRow("moving", "moving", 15);
        QCOMPARE(m_rig.count("events.parked"), 0);
    }

private:
    KafkaRig m_rig;
    test::StackServer m_broker{QStringLiteral("kafka")};
    const QString m_brokers = m_broker.env(QStringLiteral("KAFKA_BROKERS"));
    std::shared_ptr<kafka::Options> m_options;
};

QTEST_GUILESS_MAIN(KafkaDeliveryTest)
#include "KafkaDeliveryTest.moc"
