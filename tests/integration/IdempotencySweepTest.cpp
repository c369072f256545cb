// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderModule.h"
#include "tests/support/TestStore.h"

#include <QTest>

using namespace pos;

class IdempotencySweepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreKeptThirtyDays()
    {
        test::TestStore store;
        const QByteArray shop = '\'' + store.makeShop().toString().toLatin1() + '\'';
        const QByteArray now = '\'' + toRfc3339(store.clock().now()).toLatin1() + "'::timestamptz";
        for (const QByteArray age : {"29 days 23 hours", "30 days 1 hour", "90 days"}) {
            store.admin("INSERT INTO shop.idempotency_keys (tenant_id, key, fingerprint, status, created_at) VALUES ("
                        + shop + ", '" + age + "', sha256('x'), 201, " + now + " - interval '" + age + "')");
        }
        const auto module = order::makeModule(store.context());
        QVERIFY(module);
        const auto sweep = std::find_if(module->jobs.begin(), module->jobs.end(),
                                        [](const runtime::Job &job) { return job.name == "idempotency-keys"; });
        QVERIFY(sweep != module->jobs.end());
        const std::atomic<bool> stop = false;
        QVERIFY(sweep->run(stop));
        QCOMPARE(store.count("shop.idempotency_keys"), 1);
        QCOMPARE(store.count("shop.idempotency_keys WHERE key = '29 days 23 hours'"), 1);
    }
};

QTEST_GUILESS_MAIN(IdempotencySweepTest)
#include "IdempotencySweepTest.moc"
