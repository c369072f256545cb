// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/DataKeyCache.h"

#include <QTest>

using namespace pos;
using namespace pos::keyring;

class DataKeyCacheTest : public QObject {
    Q_OBJECT

    ManualClock m_clock{Instant(std::chrono::seconds(1'769'000'000))};
    const Id m_shop = Id::make(m_clock);

    static DataKeyPtr key(char fill) { return std::make_shared<const DataKey>(DataKey{Secret(QByteArray(32, fill))}); }

private Q_SLOTS:
    void keepsAKeyForFiveMinutes()
    {
        DataKeyCache cache(m_clock);
        const Id person = Id::make(m_clock);
        cache.insert(m_shop, person, key('a'));
        m_clock.advance(DataKeyCache::kLifetime - Duration(1));
        QCOMPARE(cache.find(m_shop, person)->bytes.reveal(), QByteArray(32, 'a'));
        m_clock.advance(Duration(1));
        QVERIFY(!cache.find(m_shop, person));
        QCOMPARE(cache.size(), size_t(0));
    }

    void usingAKeyDoesNotProlongIt()
    {
        DataKeyCache cache(m_clock);
        const Id person = Id::make(m_clock);
        cache.insert(m_shop, person, key('a'));
        for (int i = 0; i < 4; ++i) {
            m_clock.advance(std::chrono::minutes(1));
            QVERIFY(cache.find(m_shop, person));
        }
        m_clock.advance(std::chrono::minutes(1));
        QVERIFY(!cache.find(m_shop, person));
    }

    void isBoundedAndDropsTheLeastUsed()
    {
        DataKeyCache cache(m_clock, 3);
        QList<Id> people;
        for (int i = 0; i < 3; ++i) {
            people.append(Id::make(m_clock));
            cache.insert(m_shop, people.last(), key('a'));
        }
        QVERIFY(cache.find(m_shop, people[0]));
        cache.insert(m_shop, Id::make(m_clock), key('b'));
        QCOMPARE(cache.size(), size_t(3));
        QVERIFY(cache.find(m_shop, people[0]));
        QVERIFY(!cache.find(m_shop, people[1]));
    }

    void aDroppedKeyIsLetGo()
    {
        DataKeyCache cache(m_clock);
        const Id person = Id::make(m_clock);
        DataKeyPtr mine = key('a');
        const std::weak_ptr<const DataKey> watched = mine;
        cache.insert(m_shop, person, std::move(mine));
        cache.drop(m_shop, person);
        QVERIFY(!cache.find(m_shop, person));
        QVERIFY(watched.expired());
    }

    void theSamePersonInTwoShopsHasTwoKeys()
    {
        DataKeyCache cache(m_clock);
        const Id person = Id::make(m_clock);
        const Id elsewhere = Id::make(m_clock);
        cache.insert(m_shop, person, key('a'));
        QVERIFY(!cache.find(elsewhere, person));
    }
};

QTEST_APPLESS_MAIN(DataKeyCacheTest)
#include "DataKeyCacheTest.moc"
