// SPDX-License-Identifier: GPL-3.0-or-later
// Selling: who prices, what is stored, what is taken from stock, what a key repeats.
#include "tests/integration/OrderFixture.h"

#include <QTest>

using namespace pos;
using namespace pos::test;

class OrderSaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_ = std::make_unique<OrderFixture>();
        m_coffee = m_->shop.product({"COFFEE", 12'500});
        m_tea = m_->shop.product({"TEA", 7'340});
        m_->shop.receive(m_coffee, Quantity::ofUnits(1000), 8'000);
        m_->shop.receive(m_tea, Quantity::ofUnits(1000), 4'000);
    }
    void cleanupTestCase() { m_.reset(); }

    void serverPricesEveryLine()
    {
        const Answer order = m_->sell({m_->line(m_coffee, 2), m_->line(m_tea, 0.5)});
        QCOMPARE(order.status, 201);
        QCOMPARE(m_->number(order, "subtotal"), 25'000 + 3'670);
        QCOMPARE(m_->number(order, "total"), 28'670);
        QCOMPARE(m_->text(order, "currency"), QStringLiteral("IDR"));
        QCOMPARE(m_->text(order, "status"), QStringLiteral("awaiting_payment"));
        QCOMPARE(m_->text(order, "kind"), QStringLiteral("sale"));
        const QJsonObject tea = order.body[u"lines"][1].toObject();
        QCOMPARE(tea[u"unit_price"].toInteger(), 7'340);
        QCOMPARE(tea[u"quantity"].toDouble(), 0.5);
        QCOMPARE(tea[u"total"].toInteger(), 3'670);
    }

    void clientsPriceIsOnlyCompared()
    {
        QJsonObject wrong = m_->line(m_coffee);
        wrong.insert(QStringLiteral("unit_price"), 1);
        const Answer refused = m_->sell({wrong});
        QCOMPARE(refused.error.code, ErrorCode::Conflict);
        QCOMPARE(refused.error.reason, QStringLiteral("price_changed"));
        QCOMPARE(refused.error.state[u"lines"][0][u"unit_price"].toInteger(), 12'500);
        QCOMPARE(refused.error.state[u"total"].toInteger(), 12'500);

        QJsonObject body = m_->sale({m_->line(m_coffee)});
        body.insert(QStringLiteral("total"), 12'499);
        QCOMPARE(m_->api.post(m_->shop.cashier(), "/api/v1/orders", body).error.reason,
                 QStringLiteral("price_changed"));
        body.insert(QStringLiteral("total"), 12'500);
        QCOMPARE(m_->api.post(m_->shop.cashier(), "/api/v1/orders", body).status, 201);
    }

    void pricingShowsWhatASaleWouldCostAndSellsNothing()
    {
        const Quantity before = m_->shop.onHand(m_tea);
        const Answer priced = m_->api.post(m_->shop.cashier(), "/api/v1/orders/price", m_->sale({m_->line(m_tea)}));
        QCOMPARE(priced.status, 200);
        QCOMPARE(m_->number(priced, "total"), 7'340);
        QCOMPARE(m_->number(priced, "cash_total"), 7'300);
        QCOMPARE(m_->number(priced, "cash_rounding"), -40);
        QCOMPARE(m_->shop.onHand(m_tea), before);
    }

    void unknownAndArchivedProductsAreNamedByLine()
    {
        const Id gone = m_->shop.product({"GONE", 100});
        m_->database.admin("UPDATE shop.variants SET status = 'archived' WHERE sku = 'GONE'");
        const Answer refused = m_->sell({m_->line(m_coffee), m_->line(Id::make(m_->clock)), m_->line(gone)});
        QCOMPARE(refused.error.code, ErrorCode::Invalid);
        QCOMPARE(refused.field(0), QStringLiteral("lines[1].variant_id unknown"));
        QCOMPARE(refused.field(1), QStringLiteral("lines[2].variant_id archived"));
    }

    void everyFieldErrorIsToldAtOnce()
    {
        const Answer refused =
            m_->api.post(m_->shop.cashier(), "/api/v1/orders",
                         {{QStringLiteral("lines"),
                           QJsonArray{QJsonObject{{QStringLiteral("quantity"), -1}, {QStringLiteral("price"), 1}}}},
                          {QStringLiteral("paid"), true}});
        QCOMPARE(refused.error.code, ErrorCode::Invalid);
        QCOMPARE(refused.error.fields.size(), 4);
    }

    void cashIsRoundedOnALineOfItsOwn()
    {
        QJsonObject paid = m_->cash(7'300);
        paid.insert(QStringLiteral("tendered"), 10'000);
        const Answer order = m_->sell({m_->line(m_tea)}, {paid});
        QCOMPARE(m_->text(order, "status"), QStringLiteral("paid"));
        QCOMPARE(m_->number(order, "subtotal"), 7'340);
        QCOMPARE(m_->number(order, "rounding"), -40);
        QCOMPARE(m_->number(order, "total"), 7'300);
        QCOMPARE(m_->number(order, "paid"), 7'300);
        QCOMPARE(m_->number(order, "change"), 2'700);
        const QJsonObject payment = order.body[u"payments"][0].toObject();
        QCOMPARE(payment[u"tendered"].toInteger(), 10'000);
        QCOMPARE(payment[u"change"].toInteger(), 2'700);
        QCOMPARE(payment[u"amount"].toInteger(), 7'300);
    }

    void splitPaymentsSettleTogether()
    {
        const Answer order = m_->sell({m_->line(m_tea, 2)}, {m_->transfer(10'000), m_->cash(4'700)});
        QCOMPARE(m_->text(order, "status"), QStringLiteral("paid"));
        QCOMPARE(m_->number(order, "rounding"), 20);
        QCOMPARE(m_->number(order, "total"), 14'700);
        QCOMPARE(order.body[u"payments"].toArray().size(), 2);
    }

    void morePaymentThanPriceIsRefused()
    {
        const Answer refused = m_->sell({m_->line(m_coffee)}, {m_->transfer(12'501)});
        QCOMPARE(refused.field(), QStringLiteral("payments[0].amount too_large"));
    }

    void lineKeepsWhatItWasSoldAs()
    {
        const Id cake = m_->shop.product({"CAKE", 5'000, "food"});
        m_->shop.taxRule("food", 100'000, 1, 1, true);
        m_->shop.receive(cake, Quantity::ofUnits(10), 2'000);
        const Answer order = m_->sell({m_->line(cake)});
        m_->database.admin("UPDATE shop.products SET name = 'Renamed', sku = 'NEW', unit = 'box' WHERE sku = 'CAKE'");
        m_->database.admin("UPDATE shop.variants SET sku = 'NEW', price = 9999 WHERE sku = 'CAKE'");
        m_->database.admin("DELETE FROM shop.tax_rules");
        const Answer again = m_->api.get(m_->shop.cashier(), m_->path(order));
        QCOMPARE(again.body[u"lines"], order.body[u"lines"]);
        QCOMPARE(again.body[u"lines"][0][u"name"].toString(), QStringLiteral("Product CAKE"));
        QCOMPARE(again.body[u"lines"][0][u"tax"].toInteger(), 455);
        QCOMPARE(again.body[u"taxes"], order.body[u"taxes"]);
        QCOMPARE(m_->shop.value("SELECT unit_cost FROM shop.order_lines WHERE sku = 'CAKE'"), QByteArray("2000"));
    }

    void taxIsTheRuleOfThatDay()
    {
        const Id book = m_->shop.product({"BOOK", 550, "standard"});
        m_->shop.taxRule("standard", 110'000, 1, 1, false, "2022-04-01", "2025-01-01");
        m_->shop.taxRule("standard", 120'000, 11, 12, false, "2025-01-01");
        QCOMPARE(m_->number(m_->sell({m_->line(book)}), "tax_total"), 60);
        const Instant now = m_->clock.now();
        m_->clock.set(instantFromRfc3339(u"2024-12-31T03:00:00Z").value());
        const Answer before = m_->sell({m_->line(book)});
        QCOMPARE(m_->number(before, "tax_total"), 61);
        QCOMPARE(m_->number(before, "total"), 611);
        m_->clock.set(now);
    }

    void priceListStepCountsAllLinesOfTheItem()
    {
        const Id pen = m_->shop.product({"PEN", 3'000});
        const QByteArray tenant = '\'' + m_->shop.tenant().toString().toLatin1() + '\'';
        m_->database.admin("INSERT INTO shop.price_lists (tenant_id, id, name, is_default) VALUES (" + tenant
                           + ", gen_random_uuid(), 'Default', true)");
        m_->database.admin("INSERT INTO shop.price_list_entries (tenant_id, price_list_id, variant_id, min_quantity, "
                           "price) SELECT tenant_id, id, '"
                           + pen.toString().toLatin1() + "', 10000, 2500 FROM shop.price_lists");
        QCOMPARE(m_->number(m_->sell({m_->line(pen, 9)}), "total"), 27'000);
        QCOMPARE(m_->number(m_->sell({m_->line(pen, 4), m_->line(pen, 6)}), "total"), 25'000);
    }

    void saleTakesFromStockAndBooksTheMovement()
    {
        const Id soap = m_->shop.product({"SOAP", 1'000});
        m_->shop.receive(soap, Quantity::ofUnits(10));
        const Answer order = m_->sell({m_->line(soap, 2), m_->line(soap, 1)});
        QCOMPARE(m_->shop.onHand(soap), Quantity::ofUnits(7));
        QCOMPARE(m_->shop.value(
                     "SELECT string_agg(kind || ' ' || quantity, ',') FROM shop.stock_movements WHERE reference_id = '"
                     + m_->text(order, "id").toLatin1() + "'"),
                 QByteArray("sale -3000"));
        QVERIFY(m_->shop.stockEqualsLedger());
    }

    void linesOfOneItemAreSummedBeforeTheStockCheck()
    {
        const Id rare = m_->shop.product({"RARE", 1'000, "none", false, "block"});
        m_->shop.receive(rare, Quantity::ofUnits(3));
        const Answer refused = m_->sell({m_->line(rare, 2), m_->line(rare, 2)});
        QCOMPARE(refused.error.code, ErrorCode::Conflict);
        QCOMPARE(refused.error.reason, QStringLiteral("stock_not_enough"));
        QCOMPARE(m_->shop.onHand(rare), Quantity::ofUnits(3));
        QCOMPARE(m_->sell({m_->line(rare, 2), m_->line(rare, 1)}).status, 201);
    }

    void sellingBelowNothingWarns()
    {
        const Id low = m_->shop.product({"LOW", 1'000});
        const Answer order = m_->sell({m_->line(low)});
        QCOMPARE(order.status, 201);
        QCOMPARE(order.body[u"stock_warnings"].toArray(), QJsonArray{low.toString()});
    }

    void serviceHasNoStock()
    {
        const Id postage = m_->shop.product({"POST", 900, "none", true});
        QCOMPARE(m_->sell({m_->line(postage)}).status, 201);
        QCOMPARE(m_->shop.onHand(postage), Quantity());
    }

    void numberIsGaplessPerTerminalDateAndKind()
    {
        const auto numberOf = [this](const http::Principal &who) {
            return m_->text(m_->api.post(who, "/api/v1/orders", m_->sale({m_->line(m_coffee)})), "number");
        };
        QCOMPARE(numberOf(m_->shop.cashier("T07")), QStringLiteral("TOKO-T07-260122-0001"));
        QCOMPARE(numberOf(m_->shop.cashier("T07")), QStringLiteral("TOKO-T07-260122-0002"));
        QCOMPARE(numberOf(m_->shop.cashier("T08")), QStringLiteral("TOKO-T08-260122-0001"));
        QJsonObject wrong = m_->line(m_coffee);
        wrong.insert(QStringLiteral("unit_price"), 1);
        m_->api.post(m_->shop.cashier("T07"), "/api/v1/orders", m_->sale({wrong}));
        QCOMPARE(numberOf(m_->shop.cashier("T07")), QStringLiteral("TOKO-T07-260122-0003"));
        const Instant now = m_->clock.now();
        m_->clock.advance(std::chrono::hours(24));
        QCOMPARE(numberOf(m_->shop.cashier("T07")), QStringLiteral("TOKO-T07-260123-0001"));
        m_->clock.set(now);
    }

    void businessDateFollowsTheShopsZoneAndCutOff()
    {
        const auto at = [this](QStringView instant, const TestShop &shop, const Id &variant) {
            const Instant now = m_->clock.now();
            m_->clock.set(instantFromRfc3339(instant).value());
            const Answer order = m_->api.post(shop.cashier(), "/api/v1/orders", m_->sale({m_->line(variant)}));
            m_->clock.set(now);
            return m_->text(order, "business_date");
        };
        QCOMPARE(at(u"2026-01-22T16:59:00Z", m_->shop, m_coffee), QStringLiteral("2026-01-22"));
        QCOMPARE(at(u"2026-01-22T17:01:00Z", m_->shop, m_coffee), QStringLiteral("2026-01-23"));
        TestShop bar(m_->database, m_->clock, {"bar", "IDR", "Asia/Jayapura", 4, 100});
        const Id beer = bar.product({"BEER", 100});
        QCOMPARE(at(u"2026-01-22T18:59:00Z", bar, beer), QStringLiteral("2026-01-22"));
        QCOMPARE(at(u"2026-01-22T19:01:00Z", bar, beer), QStringLiteral("2026-01-23"));
    }

    void sameKeyAndBodyIsTheSameOrderAgain()
    {
        const Answer first = m_->sell({m_->line(m_coffee)}, {m_->cash(12'500)}, "key-1");
        const Quantity after = m_->shop.onHand(m_coffee);
        const Answer again = m_->sell({m_->line(m_coffee)}, {m_->cash(12'500)}, "key-1");
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(m_->shop.onHand(m_coffee), after);
    }

    void sameKeyWithAnotherBodyIsRefused()
    {
        QCOMPARE(m_->sell({m_->line(m_coffee)}, {}, "key-2").status, 201);
        QCOMPARE(m_->sell({m_->line(m_coffee, 2)}, {}, "key-2").error.code, ErrorCode::KeyReused);
    }

    void failedRequestLeavesItsKeyFree()
    {
        QJsonObject wrong = m_->line(m_coffee);
        wrong.insert(QStringLiteral("unit_price"), 1);
        QVERIFY(m_->sell({wrong}, {}, "key-3").isError());
        QCOMPARE(m_->sell({m_->line(m_coffee)}, {}, "key-3").status, 201);
    }

    void keyOfOneShopIsNotAnothers()
    {
        TestShop other(m_->database, m_->clock, {"lain", "IDR", "Asia/Jakarta", 0, 100});
        const Id thing = other.product({"THING", 100});
        const Answer mine = m_->sell({m_->line(m_coffee)}, {}, "key-4");
        const Answer theirs = m_->api.post(other.cashier(), "/api/v1/orders", m_->sale({m_->line(thing)}), "key-4");
        QCOMPARE(theirs.status, 201);
        QVERIFY(m_->text(mine, "id") != m_->text(theirs, "id"));
        QCOMPARE(m_->api.get(other.cashier(), m_->path(mine)).error.code, ErrorCode::NotFound);
        QCOMPARE(m_->api.post(other.cashier(), "/api/v1/orders", m_->sale({m_->line(m_coffee)})).field(),
                 QStringLiteral("lines[0].variant_id unknown"));
    }

    void discountIsLimitedByRoleAndApprovedOnce()
    {
        const QJsonObject body = m_->sale({m_->line(m_coffee, 1, 5'000)});
        QCOMPARE(m_->sell({m_->line(m_coffee, 1, 1'250)}).status, 201);
        QCOMPARE(m_->api.post(m_->shop.cashier(), "/api/v1/orders", body).field(),
                 QStringLiteral("discount_reason required"));
        QJsonObject reasoned = body;
        reasoned.insert(QStringLiteral("discount_reason"), QStringLiteral("torn bag"));
        QCOMPARE(m_->api.post(m_->shop.cashier(), "/api/v1/orders", reasoned).error.reason,
                 QStringLiteral("approval_required"));
        QCOMPARE(m_->api.post(m_->shop.manager(), "/api/v1/orders", reasoned).status, 201);
        reasoned.insert(QStringLiteral("approval_id"), m_->shop.approval("order.discount", Id()).toString());
        const Answer approved = m_->api.post(m_->shop.cashier(), "/api/v1/orders", reasoned);
        QCOMPARE(approved.status, 201);
        QCOMPARE(m_->number(approved, "discount_total"), 5'000);
        QCOMPARE(m_->text(approved, "approved_by"), m_->shop.manager().user.toString());
        QCOMPARE(m_->api.post(m_->shop.cashier(), "/api/v1/orders", reasoned).error.reason,
                 QStringLiteral("approval_invalid"));
    }

    void everySaleLeavesOneEventAndOneAuditEntry()
    {
        const Answer order = m_->sell({m_->line(m_coffee)});
        const QByteArray id = m_->text(order, "id").toLatin1();
        QCOMPARE(m_->shop.value("SELECT string_agg(topic || ' ' || type, ', ' ORDER BY topic) FROM events.outbox WHERE "
                                "data::text LIKE '%"
                                + id + "%'"),
                 QByteArray("pos.audit.v1 order.created, pos.order.v1 order.created"));
    }

    void nothingThatWasSoldIsDeleted()
    {
        for (const QByteArray table : {"orders", "order_lines", "payments", "order_taxes", "order_counters"}) {
            for (const QByteArray role : {"pos_app", "pos_system"})
                QCOMPARE(m_->shop.value("SELECT has_table_privilege('" + role + "', 'shop." + table + "', 'DELETE')"),
                         QByteArray("false"));
        }
        QCOMPARE(m_->shop.value("SELECT has_table_privilege('pos_app', 'shop.order_lines', 'UPDATE')"),
                 QByteArray("false"));
        QCOMPARE(m_->shop.value("SELECT has_table_privilege('pos_app', 'shop.payments', 'UPDATE')"),
                 QByteArray("false"));
    }

private:
    std::unique_ptr<OrderFixture> m_;
    Id m_coffee;
    Id m_tea;
};

QTEST_GUILESS_MAIN(OrderSaleTest)
#include "OrderSaleTest.moc"
