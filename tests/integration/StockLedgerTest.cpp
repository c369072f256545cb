// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inventory/StockLedger.h"
#include "server/inventory/StockProof.h"
#include "tests/support/TestDatabase.h"

#include <QTest>

#include <rapidcheck.h>

#include <atomic>
#include <thread>

using namespace pos;
using contract::MovementKind;
using inventory::StockChange;
using inventory::StockLedger;
using inventory::StockMove;
using inventory::StockOutcome;

// The rules of stock in the design, on the one path that moves it.
class StockLedgerTest : public QObject {
    Q_OBJECT

    test::TestDatabase m_test;
    ManualClock m_clock{Instant(std::chrono::hours(24 * 365 * 56))};
    const Id m_shop = Id::make(m_clock);
    const Id m_otherShop = Id::make(m_clock);
    int m_count = 0;

    static QByteArray quoted(const Id &id) { return '\'' + id.toString().toLatin1() + '\''; }

    qint64 mulDivOfTheDatabase(qint64 a, qint64 b, qint64 c)
    {
        static constexpr pg::Statement kMulDiv{"test_mul_div", "SELECT shop.mul_div($1, $2, $3) AS n"};
        return m_test.database()
            .forTenant(m_shop,
                       [&](pg::Transaction &tx) -> Result<qint64> {
                           POS_TRY(const pg::Rows rows, tx.run(kMulDiv, pg::Params(a, b, c)));
                           return rows.first().i64("n");
                       })
            .value();
    }

    void makeShop(const Id &id, const QByteArray &slug)
    {
        m_test.admin("INSERT INTO shop.tenants (id, slug, name, currency, zone, created_at, updated_at) VALUES ("
                     + quoted(id) + ", '" + slug
                     + "', 'Toko', 'IDR', 'Asia/Jakarta', now(), now()); INSERT INTO shop.tenant_settings (tenant_id, "
                       "updated_at) "
                       "VALUES ("
                     + quoted(id) + ", now())");
    }

    Id makeVariant(const Id &shop, const QByteArray &policy = {}, bool isService = false, qint64 cost = 0)
    {
        const Id product = Id::make(m_clock);
        const Id variant = Id::make(m_clock);
        const QByteArray sku = "S" + QByteArray::number(++m_count);
        m_test.admin("INSERT INTO shop.products (tenant_id, id, sku, price, name, kind) VALUES (" + quoted(shop) + ","
                     + quoted(product) + ",'" + sku + "',1000,'Thing','" + (isService ? "service" : "goods")
                     + "');"
                       "INSERT INTO shop.variants (tenant_id, id, product_id, is_default, sku, price, cost) VALUES ("
                     + quoted(shop) + "," + quoted(variant) + "," + quoted(product) + ",true,'" + sku + "',1000,"
                     + QByteArray::number(cost) + ")");
        if (!policy.isEmpty())
            m_test.admin("UPDATE shop.stock_levels SET policy = '" + policy
                         + "' WHERE variant_id = " + quoted(variant));
        return variant;
    }

    Result<QList<StockOutcome>> move(MovementKind kind, const QList<StockChange> &changes, bool enforce = true)
    {
        return m_test.database().forTenant(m_shop, [&](pg::Transaction &tx) {
            return StockLedger(m_clock).move(
                tx, {.kind = kind, .changes = changes, .occurredAt = m_clock.now(), .enforce = enforce});
        });
    }
    Result<QList<StockOutcome>> receive(const Id &variant, qint64 thousandths, qint64 cost)
    {
        return move(MovementKind::Receipt, {{variant, Quantity::ofThousandths(thousandths), Money::ofMinor(cost)}});
    }
    Result<QList<StockOutcome>> sell(const Id &variant, qint64 thousandths)
    {
        return move(MovementKind::Sale, {{variant, Quantity::ofThousandths(-thousandths)}});
    }

    qint64 number(const QByteArray &expression, const Id &variant)
    {
        return m_test
            .admin("SELECT (" + expression
                   + ")::bigint AS n FROM shop.stock_levels WHERE variant_id = " + quoted(variant))
            .first()
            .i64("n");
    }
    qint64 movementsOf(const Id &variant)
    {
        return m_test.admin("SELECT count(*) AS n FROM shop.stock_movements WHERE variant_id = " + quoted(variant))
            .first()
            .i64("n");
    }

    inventory::StockProof prove()
    {
        return m_test.database()
            .forTenant(m_shop, [&](pg::Transaction &tx) { return inventory::prove(tx, m_clock.now()); })
            .value();
    }

private Q_SLOTS:
    void initTestCase()
    {
        makeShop(m_shop, "toko-a");
        makeShop(m_otherShop, "toko-b");
    }

    void cleanup() { QVERIFY(prove().holds()); }

    void onHandIsTheSumOfMovements()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(receive(variant, 10'000, 5'000));
        QVERIFY(sell(variant, 2'500));
        QCOMPARE(number("on_hand", variant), 7'500);
        QCOMPARE(
            number("(SELECT sum(quantity) FROM shop.stock_movements m WHERE m.variant_id = stock_levels.variant_id)",
                   variant),
            7'500);
    }

    void linesOfOneItemAreSummedBeforeTheCheck()
    {
        const Id variant = makeVariant(m_shop, "block");
        QVERIFY(receive(variant, 3'000, 300));
        // Either line alone is there; both are not.
        const auto refused =
            move(MovementKind::Sale, {{variant, Quantity::ofUnits(-2)}, {variant, Quantity::ofUnits(-2)}});
        QVERIFY(!refused);
        // 5 leave and 2 come back in the same document: 3 are there.
        const auto done = move(MovementKind::Sale, {{variant, Quantity::ofUnits(-5)}, {variant, Quantity::ofUnits(2)}});
        QVERIFY(done);
        QCOMPARE(done->size(), 1);
        QCOMPARE(number("on_hand", variant), 0);
        QCOMPARE(movementsOf(variant), 2); // the receipt and one sale
    }

    void blockRefusesAndNamesTheItem()
    {
        const Id variant = makeVariant(m_shop, "block");
        const auto refused = sell(variant, 1);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::Conflict);
        QCOMPARE(refused.error().reason, QStringLiteral("stock_not_enough"));
        QCOMPARE(refused.error().state[u"variant_id"].toString(), variant.toString());
        QCOMPARE(movementsOf(variant), 0);
    }

    void whatHasHappenedIsNeverRefused()
    {
        const Id variant = makeVariant(m_shop, "block");
        const auto done = move(MovementKind::Sale, {{variant, Quantity::ofUnits(-1)}}, false);
        QVERIFY(done);
        QVERIFY(done->constFirst().isShort);
    }

    void warnSellsBelowZeroAndSaysSo()
    {
        const Id variant = makeVariant(m_shop, "warn");
        const auto done = sell(variant, 1'000);
        QVERIFY(done);
        QVERIFY(done->constFirst().isShort);
        QCOMPARE(done->constFirst().onHand, Quantity::ofUnits(-1));
    }

    void allowSellsBelowZeroInSilence()
    {
        const Id variant = makeVariant(m_shop, "allow");
        const auto done = sell(variant, 1'000);
        QVERIFY(done);
        QVERIFY(!done->constFirst().isShort);
    }

    void withoutAPolicyTheShopsOwnHolds()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(sell(variant, 1)->constFirst().isShort); // warn is where a shop starts
        m_test.admin("UPDATE shop.tenant_settings SET stock_policy = 'block' WHERE tenant_id = " + quoted(m_shop));
        const auto refused = sell(variant, 1);
        m_test.admin("UPDATE shop.tenant_settings SET stock_policy = 'warn' WHERE tenant_id = " + quoted(m_shop));
        QVERIFY(!refused);
    }

    void servicesHaveNoStock()
    {
        const Id service = makeVariant(m_shop, "block", true);
        const Id goods = makeVariant(m_shop);
        QVERIFY(receive(goods, 1'000, 100));
        const auto done = move(MovementKind::Sale, {{service, Quantity::ofUnits(-1)}, {goods, Quantity::ofUnits(-1)}});
        QVERIFY(done);
        QCOMPARE(done->size(), 1);
        QCOMPARE(movementsOf(service), 0);
        QCOMPARE(number("on_hand", service), 0);
    }

    void averageCostIsTheValueOverWhatIsOnHand()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(receive(variant, 3'000, 100)); // three for 100: 33 each, worth 100
        QCOMPARE(number("average_cost", variant), 33);
        QCOMPARE(number("value", variant), 100);
        QVERIFY(sell(variant, 1'000));
        QVERIFY(sell(variant, 1'000));
        QVERIFY(sell(variant, 1'000));
        QCOMPARE(number("value", variant), 0); // nothing is left, and nothing of its worth
    }

    void averageCostIsStoredWithEachMovement()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(receive(variant, 2'000, 200));
        QVERIFY(receive(variant, 2'000, 600));
        QVERIFY(sell(variant, 1'000));
        const pg::Rows rows =
            m_test.admin("SELECT unit_cost, average_after, on_hand_after, value_change FROM shop.stock_movements "
                         "WHERE variant_id = "
                         + quoted(variant) + " ORDER BY seq");
        QCOMPARE(rows[0].i64("average_after"), 100);
        QCOMPARE(rows[1].i64("unit_cost"), 300);
        QCOMPARE(rows[1].i64("average_after"), 200);
        QCOMPARE(rows[2].i64("unit_cost"), 200);
        QCOMPARE(rows[2].i64("value_change"), -200);
        QCOMPARE(rows[2].i64("on_hand_after"), 3'000);
    }

    void negativeStockFollowedByAReceiptDoesNotCorruptTheAverage()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(receive(variant, 1'000, 100));
        QVERIFY(sell(variant, 11'000)); // ten short
        QVERIFY(receive(variant, 20'000, 20 * 120));
        QCOMPARE(number("on_hand", variant), 10'000);
        QCOMPARE(number("average_cost", variant), 120); // what the ten that are left did cost
        QCOMPARE(number("value", variant), 1'200);
    }

    void aReceiptThatLeavesStockNegativeSetsTheCostOfWhatIsMissing()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(sell(variant, 10'000));
        QVERIFY(receive(variant, 4'000, 400));
        QCOMPARE(number("on_hand", variant), -6'000);
        QCOMPARE(number("average_cost", variant), 100);
        QCOMPARE(number("value", variant), -600);
    }

    void beforeAnyReceiptTheEnteredCostIsTheAverage()
    {
        const Id variant = makeVariant(m_shop, {}, false, 70);
        QVERIFY(move(MovementKind::Opening, {{variant, Quantity::ofUnits(3)}}));
        QCOMPARE(number("value", variant), 210);
    }

    void aMovementIsNeverChangedOrDeleted()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(receive(variant, 1'000, 1));
        static constexpr pg::Statement kChange{"test_change_movement", "UPDATE shop.stock_movements SET quantity = 5"};
        static constexpr pg::Statement kDelete{"test_delete_movement", "DELETE FROM shop.stock_movements"};
        for (const pg::Statement *statement : {&kChange, &kDelete}) {
            QVERIFY(!m_test.database().forTenant(m_shop, [&](pg::Transaction &tx) { return tx.run(*statement); }));
            QVERIFY(!m_test.database().asSystem([&](pg::Transaction &tx) { return tx.run(*statement); }));
        }
        QCOMPARE(movementsOf(variant), 1);
    }

    void anotherShopsVariantIsUnknown()
    {
        const Id theirs = makeVariant(m_otherShop);
        const auto refused = sell(theirs, 1'000);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, QStringLiteral("variant_unknown"));
        QCOMPARE(number("on_hand", theirs), 0);
    }

    void theProofFindsARowThatDoesNotEqualItsLedger()
    {
        const Id variant = makeVariant(m_shop);
        QVERIFY(receive(variant, 2'000, 50));
        m_test.admin("UPDATE shop.stock_levels SET on_hand = on_hand + 1 WHERE variant_id = " + quoted(variant));
        const inventory::StockProof broken = prove();
        m_test.admin("UPDATE shop.stock_levels SET on_hand = on_hand - 1, value = value - 1 WHERE variant_id = "
                     + quoted(variant));
        const inventory::StockProof worth = prove();
        m_test.admin("UPDATE shop.stock_levels SET value = value + 1 WHERE variant_id = " + quoted(variant));
        QCOMPARE(broken.mismatches.size(), 1);
        QCOMPARE(broken.mismatches[0].variant, variant);
        QCOMPARE(broken.mismatches[0].onHand, Quantity::ofThousandths(2'001));
        QCOMPARE(broken.mismatches[0].ledgerOnHand, Quantity::ofUnits(2));
        QCOMPARE(worth.mismatches.size(), 1);
        QCOMPARE(worth.mismatches[0].ledgerValue, Money::ofMinor(50));
    }

    void theDatabaseRoundsAsTheProgramDoes()
    {
        // Results on both sides of 2^53, from small factors and from large ones.
        const auto either = [](qint64 small, qint64 large) {
            return rc::gen::oneOf(rc::gen::inRange<qint64>(-small, small), rc::gen::inRange<qint64>(-large, large));
        };
        const bool holds = rc::check("shop.mul_div equals mulDiv", [&] {
            const qint64 a = *either(999'999'999, Money::kMax);
            const qint64 b = *either(1'000'000, 999'999'999);
            const qint64 c =
                *rc::gen::oneOf(rc::gen::inRange<qint64>(1, 1'000), rc::gen::inRange<qint64>(1, 2'000'000'000));
            const auto ours = mulDiv(a, b, c, Rounding::HalfUp);
            RC_PRE(ours.has_value());
            RC_ASSERT(mulDivOfTheDatabase(a, b, c) == *ours);
        });
        QVERIFY(holds);
    }
    void theDatabaseIsExactAbove2To53()
    {
        QCOMPARE(mulDivOfTheDatabase(-Money::kMax, -1'000'000, 109), 9'174'311'926'605'504'587);
        QCOMPARE(mulDivOfTheDatabase(Money::kMax, -1'000'000, 109), -9'174'311'926'605'504'587);
        QCOMPARE(mulDivOfTheDatabase(999'999'999, 999'999'997, 1), 999'999'996'000'000'003);
        QCOMPARE(mulDivOfTheDatabase(-999'999'999, 999'999'997, 2), -499'999'998'000'000'002);
        QCOMPARE(mulDivOfTheDatabase(0, -1, 3), 0);
    }

    // Whatever happens to an item: the ledger proves the row, and what is on hand is worth something while what is
    // missing is owed. In whole units the average stays within what was ever paid, but for the rounding of each step.
    void anySequenceOfMovementsKeepsTheArithmetic()
    {
        const bool holds = rc::check("stock arithmetic", [&] {
            const bool isWhole = *rc::gen::arbitrary<bool>();
            const Id variant = makeVariant(m_shop, "allow", false, 500);
            qint64 onHand = 0;
            qint64 dearest = 500;
            qint64 steps = 0;
            for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3))) {
                const qint64 quantity =
                    isWhole ? 1000 * *rc::gen::inRange<qint64>(1, 20) : *rc::gen::inRange<qint64>(1, 20'000);
                ++steps;
                if (step == 0) {
                    const qint64 each = *rc::gen::inRange<qint64>(0, 2'000);
                    dearest = std::max(dearest, each);
                    RC_ASSERT(
                        receive(variant, quantity, mulDiv(each, quantity, 1000, Rounding::HalfUp).value()).has_value());
                    onHand += quantity;
                } else if (step == 1) {
                    RC_ASSERT(sell(variant, quantity).has_value());
                    onHand -= quantity;
                } else {
                    RC_ASSERT(move(MovementKind::Count, {{variant, Quantity::ofThousandths(quantity - onHand)}}, false)
                                  .has_value());
                    onHand = quantity;
                }
                RC_ASSERT(number("on_hand", variant) == onHand);
                const qint64 value = number("value", variant);
                RC_ASSERT(onHand != 0 || value == 0);
                RC_ASSERT(onHand < 0 || value >= 0);
                RC_ASSERT(onHand > 0 || value <= 0);
                const qint64 average = number("average_cost", variant);
                RC_ASSERT(average >= 0);
                RC_ASSERT(!isWhole || average <= dearest + steps);
            }
            RC_ASSERT(prove().holds());
        });
        QVERIFY(holds);
    }

    void eightThreadsSellingUnsortedItemsNeverDeadlock()
    {
        constexpr int kThreads = 8;
        constexpr int kSales = 40;
        QList<Id> variants;
        for (int i = 0; i < 6; ++i)
            variants.append(makeVariant(m_shop, "allow"));
        std::atomic<int> failed = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&, t] {
                for (int sale = 0; sale < kSales; ++sale) {
                    QList<StockChange> changes;
                    for (int i = 0; i < variants.size(); ++i) // each thread in an order of its own
                        changes.append(
                            {variants[(i * (t % 2 ? 5 : 1) + t + sale) % variants.size()], Quantity::ofUnits(-1)});
                    // Straight to the database: a deadlock would be tried again and go unseen.
                    if (!move(MovementKind::Sale, changes))
                        ++failed;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failed.load(), 0);
        m_test.database().closeIdle(); // a connection that ends hands in its statistics
        QCOMPARE(m_test.admin("SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()")
                     .first()
                     .i64("n"),
                 0);
        for (const Id &variant : variants) {
            QCOMPARE(number("on_hand", variant), -kThreads * kSales * 1000);
            QCOMPARE(movementsOf(variant), kThreads * kSales);
        }
    }

    void eightThreadsNeverSellMoreThanABlockedItemHas()
    {
        const Id variant = makeVariant(m_shop, "block");
        QVERIFY(receive(variant, 50'000, 5'000));
        std::atomic<int> sold = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 10; ++i)
                    sold += sell(variant, 1'000).has_value();
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(sold.load(), 50);
        QCOMPARE(number("on_hand", variant), 0);
    }
};

QTEST_GUILESS_MAIN(StockLedgerTest)
#include "StockLedgerTest.moc"
