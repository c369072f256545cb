// SPDX-License-Identifier: GPL-3.0-or-later
// Many tills at once: numbers without gaps, nothing sold twice, stock equal to its ledger.
#include "tests/integration/OrderFixture.h"

#include <QSet>
#include <QTest>

#include <thread>

using namespace pos;
using namespace pos::test;

class OrderConcurrencyTest : public QObject {
    Q_OBJECT

    static constexpr int kThreads = 16;
    static constexpr int kSales = 25;

    template<class Work>
    static void together(int threads, Work work)
    {
        std::vector<std::thread> all;
        for (int i = 0; i < threads; ++i)
            all.emplace_back([&work, i] { work(i); });
        for (std::thread &thread : all)
            thread.join();
    }

private Q_SLOTS:
    void init() { m_ = std::make_unique<OrderFixture>(); }
    void cleanup() { m_.reset(); }

    void numbersAreGaplessAndStockEqualsTheLedger()
    {
        QList<Id> goods;
        for (int i = 0; i < 6; ++i) {
            goods.append(m_->shop.product({"P" + QByteArray::number(i), 1'000 + i}));
            m_->shop.receive(goods.last(), Quantity::ofUnits(100), 500);
        }
        std::atomic<int> failures = 0;
        together(kThreads, [&](int thread) {
            // Four tills, each shared by four sellers, and lines in another order each time.
            const http::Principal who = m_->shop.cashier("T0" + QByteArray::number(1 + thread % 4));
            for (int i = 0; i < kSales; ++i) {
                QJsonArray lines;
                for (int l = 0; l < 3; ++l)
                    lines.append(m_->line(goods[(thread * 5 + i * 7 + l * (1 + thread % 5)) % goods.size()]));
                failures += m_->api.post(who, "/api/v1/orders", m_->sale(lines)).status != 201;
            }
        });
        QCOMPARE(failures.load(), 0);
        QCOMPARE(m_->shop.value("SELECT count(*) FROM shop.orders"), QByteArray::number(kThreads * kSales));
        QCOMPARE(
            m_->shop.value(
                "SELECT string_agg(terminal || ':' || n || ':' || low || ':' || high, ' ' ORDER BY terminal) FROM ("
                "SELECT terminal, count(DISTINCT number) AS n, min(right(number, 4)) AS low, max(right(number, 4)) AS "
                "high"
                " FROM shop.orders GROUP BY terminal) t"),
            QByteArray("1:100:0001:0100 2:100:0001:0100 3:100:0001:0100 4:100:0001:0100"));
        QVERIFY(m_->shop.stockEqualsLedger());
        QCOMPARE(m_->shop.value("SELECT sum(on_hand) FROM shop.stock_levels"),
                 QByteArray::number((600 - kThreads * kSales * 3) * 1000));
        QCOMPARE(m_->shop.value("SELECT count(*) FROM events.outbox WHERE type = 'order.created'"),
                 QByteArray::number(2 * kThreads * kSales));
    }

    void lastPieceIsSoldOnce()
    {
        const Id rare = m_->shop.product({"RARE", 1'000, "none", false, "block"});
        m_->shop.receive(rare, Quantity::ofUnits(5));
        std::atomic<int> sold = 0;
        std::atomic<int> refused = 0;
        together(kThreads, [&](int thread) {
            const Answer answer = m_->api.post(m_->shop.cashier("T" + QByteArray::number(1 + thread)), "/api/v1/orders",
                                               m_->sale({m_->line(rare)}));
            sold += answer.status == 201;
            refused += answer.error.reason == u"stock_not_enough";
        });
        QCOMPARE(sold.load(), 5);
        QCOMPARE(refused.load(), kThreads - 5);
        QCOMPARE(m_->shop.onHand(rare), Quantity());
    }

    void oneKeyFromManyThreadsIsOneOrder()
    {
        const Id tea = m_->shop.product({"TEA", 1'000});
        std::mutex mutex;
        QSet<QString> ids;
        QSet<int> codes;
        together(8, [&](int) {
            const Answer answer = m_->sell({m_->line(tea)}, {}, "one-key");
            const std::scoped_lock lock(mutex);
            ids.insert(m_->text(answer, "id"));
            codes.insert(answer.status);
        });
        QCOMPARE(codes, QSet<int>{201});
        QCOMPARE(ids.size(), 1);
        QCOMPARE(m_->shop.value("SELECT count(*) FROM shop.orders"), QByteArray("1"));
        QCOMPARE(m_->shop.onHand(tea), Quantity::ofUnits(-1));
    }

    void oneLineIsRefundedOnceByManyThreads()
    {
        const Id tea = m_->shop.product({"TEA", 1'000});
        const Answer order = m_->sell({m_->line(tea, 3)}, {m_->transfer(3'000)});
        const QJsonObject one{{QStringLiteral("reason"), QStringLiteral("torn")},
                              {QStringLiteral("lines"), QJsonArray{QJsonObject{{QStringLiteral("position"), 1},
                                                                               {QStringLiteral("quantity"), 1}}}}};
        std::atomic<int> given = 0;
        together(
            8, [&](int) { given += m_->api.post(m_->shop.manager(), m_->path(order, "/refunds"), one).status == 201; });
        QCOMPARE(given.load(), 3);
        QCOMPARE(m_->shop.value("SELECT sum(total) FROM shop.orders"), QByteArray("0"));
        QVERIFY(m_->shop.stockEqualsLedger());
    }

    void openOrderIsPaidOnceByManyThreads()
    {
        const Id tea = m_->shop.product({"TEA", 1'000});
        const Answer order = m_->sell({m_->line(tea)});
        const QJsonObject all{{QStringLiteral("payments"), QJsonArray{m_->transfer(1'000)}}};
        std::atomic<int> taken = 0;
        together(8, [&](int) {
            taken += m_->api.post(m_->shop.cashier(), m_->path(order, "/payments"), all).status == 201;
        });
        QCOMPARE(taken.load(), 1);
        QCOMPARE(m_->shop.value("SELECT sum(net) FROM shop.payments"), QByteArray("1000"));
    }

private:
    std::unique_ptr<OrderFixture> m_;
};

QTEST_GUILESS_MAIN(OrderConcurrencyTest)
#include "OrderConcurrencyTest.moc"
