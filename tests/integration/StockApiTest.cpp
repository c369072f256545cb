// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/CatalogueApi.h"

using namespace pos;
using namespace Qt::StringLiterals;
using Answer = test::CatalogueApi::Answer;
using contract::Role;

// Receipts, counts, adjustments, movements and the proof over the API.
class StockApiTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::CatalogueApi> m_api;

    QJsonObject made(const QString &sku, const QJsonObject &more = {})
    {
        QJsonObject draft = m_api->product(sku, u"Barang "_s + sku);
        for (auto it = more.begin(); it != more.end(); ++it)
            draft[it.key()] = it.value();
        return m_api->made(draft);
    }
    static QJsonObject line(const QJsonObject &product, const char *name, double quantity, const QJsonObject &more = {})
    {
        QJsonObject line{{u"variant_id"_s, product[u"variant_id"]}, {QString::fromLatin1(name), quantity}};
        for (auto it = more.begin(); it != more.end(); ++it)
            line[it.key()] = it.value();
        return line;
    }
    Answer receive(const QJsonObject &product, double quantity, qint64 unitCost, const QByteArray &key = {})
    {
        return m_api->post("stock/receipts",
                           {{u"lines"_s, QJsonArray{line(product, "quantity", quantity, {{u"unit_cost"_s, unitCost}})}},
                            {u"reference"_s, u"INV-1"_s}},
                           key);
    }
    QJsonObject now(const QJsonObject &product)
    {
        return m_api->get("products/" + product[u"id"].toString().toLatin1()).body;
    }

private Q_SLOTS:
    void init() { m_api = std::make_unique<test::CatalogueApi>(); }

    void aReceiptRaisesStockAndSetsTheAverageCost()
    {
        const QJsonObject product = made(u"A"_s);
        const Answer first = receive(product, 2, 100);
        QCOMPARE(first.status, 201);
        QCOMPARE(first.body[u"movements"].toArray()[0][u"on_hand_after"].toInteger(), 2);
        QCOMPARE(receive(product, 2.5, 190).status, 201);
        QCOMPARE(now(product)[u"on_hand"].toDouble(), 4.5);
        QCOMPARE(now(product)[u"average_cost"].toInteger(), 150); // 675 for 4.5
        QCOMPARE(m_api->events("pos.stock.v1", "stock.receipt"), 2);
        QCOMPARE(m_api->events("pos.audit.v1", "stock.receipt"), 2);
    }

    void oneItemHasACostOnAllItsLinesOrOnNone()
    {
        const QJsonObject product = made(u"A"_s);
        const QJsonArray lines{line(product, "quantity", 10, {{u"unit_cost"_s, 5000}}), line(product, "quantity", 2)};
        QCOMPARE(m_api->post("stock/receipts", {{u"lines"_s, lines}}).fields(),
                 QStringList{u"lines[1].unit_cost required"_s});
        QCOMPARE(now(product)[u"on_hand"].toInteger(), 0);
    }

    void aRepeatedReceiptIsReceivedOnce()
    {
        const QJsonObject product = made(u"A"_s);
        const Answer first = receive(product, 2, 100, "truck-7");
        const Answer again = receive(product, 2, 100, "truck-7");
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(now(product)[u"on_hand"].toInteger(), 2);
    }

    void aCartonIsBoughtAndPiecesAreSold()
    {
        const QJsonObject product =
            made(u"A"_s,
                 {{u"units"_s,
                   QJsonArray{QJsonObject{{u"name"_s, u"karton"_s}, {u"numerator"_s, 24}},
                              QJsonObject{{u"name"_s, u"sepertiga"_s}, {u"numerator"_s, 1}, {u"denominator"_s, 3}}}}});
        const auto in = [&](double quantity, const QString &unit) {
            return m_api->post("stock/receipts",
                               {{u"lines"_s, QJsonArray{line(product, "quantity", quantity,
                                                             {{u"unit"_s, unit}, {u"unit_cost"_s, 100'000}})}}});
        };
        QCOMPARE(in(2, u"karton"_s).status, 201);
        QCOMPARE(now(product)[u"on_hand"].toInteger(), 48);
        QCOMPARE(now(product)[u"average_cost"].toInteger(), 4'167);
        QCOMPARE(m_api->get("stock").items()[0][u"value"].toInteger(), 200'000); // exactly what was paid
        QCOMPARE(in(1, u"pcs"_s).status, 201); // its own unit by name
        QCOMPARE(in(3, u"sepertiga"_s).status, 201);
        QCOMPARE(in(1, u"sepertiga"_s).fields(), QStringList{u"lines[0].quantity not_exact"_s});
        QCOMPARE(in(1, u"lusin"_s).fields(), QStringList{u"lines[0].unit unknown"_s});
        QCOMPARE(now(product)[u"on_hand"].toInteger(), 50);
    }

    void aCountBecomesTheDifferenceAsAMovement()
    {
        const QJsonObject short_ = made(u"A"_s);
        const QJsonObject exact = made(u"B"_s);
        receive(short_, 10, 100);
        receive(exact, 5, 100);
        const Answer count = m_api->post(
            "stock/counts", {{u"lines"_s, QJsonArray{line(short_, "counted", 7.5), line(exact, "counted", 5)}},
                             {u"reason"_s, u"Stock opname"_s}});
        QCOMPARE(count.status, 201);
        const QJsonArray movements = count.body[u"movements"].toArray();
        QCOMPARE(movements.size(), 1); // what is right does not move
        QCOMPARE(movements[0][u"quantity"].toDouble(), -2.5);
        QCOMPARE(movements[0][u"kind"].toString(), u"count"_s);
        QCOMPARE(now(short_)[u"on_hand"].toDouble(), 7.5);
        QCOMPARE(
            m_api
                ->post("stock/counts", {{u"lines"_s, QJsonArray{line(exact, "counted", 1), line(exact, "counted", 2)}}})
                .fields(),
            QStringList{u"lines[1].variant_id taken"_s});
    }

    void aCountOfWhatMovedMeanwhileIsRefused()
    {
        const QJsonObject moved = made(u"A"_s);
        const QJsonObject still = made(u"B"_s);
        receive(moved, 10, 100);
        receive(still, 5, 100);
        const auto count = [&](double expected) {
            return m_api->post("stock/counts",
                               {{u"lines"_s, QJsonArray{line(moved, "counted", 9, {{u"expected"_s, expected}}),
                                                        line(still, "counted", 4, {{u"expected"_s, 5}})}}});
        };
        m_api->post("stock/adjustments",
                    {{u"lines"_s, QJsonArray{line(moved, "quantity", -2)}}, {u"reason"_s, u"Terjual"_s}});
        const Answer refused = count(10);
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.code(), u"stock_moved"_s);
        const QJsonArray stale = refused.body[u"state"][u"lines"].toArray();
        QCOMPARE(stale.size(), 1);
        QCOMPARE(stale[0][u"variant_id"].toString(), moved[u"variant_id"].toString());
        QCOMPARE(stale[0][u"on_hand"].toInteger(), 8);
        QCOMPARE(now(still)[u"on_hand"].toInteger(), 5); // nothing of it was entered
        QCOMPARE(count(8).status, 201);
        QCOMPARE(now(moved)[u"on_hand"].toInteger(), 9);
        QCOMPARE(now(still)[u"on_hand"].toInteger(), 4);
    }

    void theCardAddsUpToWhatIsThere()
    {
        const QJsonObject product = made(u"A"_s);
        const QByteArray target = "stock/variants/" + product[u"variant_id"].toString().toLatin1();
        QCOMPARE(m_api->get(target).body[u"totals"].toArray().size(), 0);
        receive(product, 5, 100);
        receive(product, 1, 160);
        m_api->post("stock/adjustments",
                    {{u"lines"_s, QJsonArray{line(product, "quantity", -3)}}, {u"reason"_s, u"Dipakai sendiri"_s}});
        const QJsonObject card = m_api->get(target).body;
        QCOMPARE(card[u"on_hand"].toInteger(), 3);
        QCOMPARE(card[u"average_cost"].toInteger(), 110);
        QVERIFY(card[u"holds"].toBool());
        const QJsonArray totals = card[u"totals"].toArray();
        QCOMPARE(totals.size(), 2);
        QCOMPARE(totals[0][u"kind"].toString(), u"receipt"_s);
        QCOMPARE(totals[0][u"quantity"].toInteger(), 6);
        QCOMPARE(totals[0][u"count"].toInteger(), 2);
        QCOMPARE(totals[1][u"kind"].toString(), u"adjustment"_s);
        QCOMPARE(totals[1][u"quantity"].toInteger(), -3);
        m_api->store().admin("UPDATE shop.stock_levels SET on_hand = 4000");
        QVERIFY(!m_api->get(target).body[u"holds"].toBool());
        m_api->as(Role::Owner, m_api->otherShop);
        QCOMPARE(m_api->get(target).status, 404);
    }

    void stockIsFoundByWordsAndBarcode()
    {
        receive(made(u"KSG-250"_s, {{u"name"_s, u"Kopi Susu Gula Aren"_s},
                                    {u"barcodes"_s, QJsonArray{u"0899100210542"_s}},
                                    {u"low_stock_threshold"_s, 5}}),
                3, 10);
        receive(made(u"TB-350"_s, {{u"name"_s, u"Teh Botol"_s}}), 3, 10);
        QCOMPARE(m_api->get("stock?q=gula%20aren").all("sku"), QStringList{u"KSG-250"_s});
        QCOMPARE(m_api->get("stock?q=gula").all("barcode"), QStringList{u"0899100210542"_s});
        QCOMPARE(m_api->get("stock?q=tb-3").all("sku"), QStringList{u"TB-350"_s});
        QCOMPARE(m_api->get("stock?q=0899100210542").all("sku"), QStringList{u"KSG-250"_s});
        QCOMPARE(m_api->get("stock?q=teh&low_stock=true").items().size(), 0);
        QCOMPARE(m_api->get("stock?q=nothing").items().size(), 0);
        QCOMPARE(m_api->get("stock/movements?q=gula").all("sku"), QStringList{u"KSG-250"_s});
        QCOMPARE(m_api->get("stock/movements?q=gula&kind=count").items().size(), 0);
        QCOMPARE(m_api->get("stock/movements?q=0899100210542").items().size(), 1);
    }

    void anAdjustmentNeedsAReason()
    {
        const QJsonObject product = made(u"A"_s);
        const QJsonArray lines{line(product, "quantity", -1)};
        QCOMPARE(m_api->post("stock/adjustments", {{u"lines"_s, lines}}).fields(), QStringList{u"reason required"_s});
        const Answer done =
            m_api->post("stock/adjustments", {{u"lines"_s, lines}, {u"reason"_s, u"Pecah"_s}, {u"kind"_s, u"waste"_s}});
        QCOMPARE(done.status, 201);
        QCOMPARE(done.body[u"warnings"].toArray()[0][u"code"].toString(), u"below_zero"_s);
        const QJsonObject movement = m_api->get("stock/movements").items()[0].toObject();
        QCOMPARE(movement[u"reason"].toString(), u"Pecah"_s);
        QCOMPARE(movement[u"kind"].toString(), u"waste"_s);
        QVERIFY(!movement[u"actor_id"].toString().isEmpty());
        QCOMPARE(m_api
                     ->post("stock/adjustments",
                            {{u"lines"_s, QJsonArray{line(product, "quantity", 0)}}, {u"reason"_s, u"x"_s}})
                     .fields(),
                 QStringList{u"lines[0].quantity zero"_s});
    }

    void blockIsKeptByAdjustmentsAndNotByCounts()
    {
        const QJsonObject product = made(u"A"_s, {{u"stock_policy"_s, u"block"_s}});
        const Answer refused = m_api->post(
            "stock/adjustments", {{u"lines"_s, QJsonArray{line(product, "quantity", -1)}}, {u"reason"_s, u"x"_s}});
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.code(), u"stock_not_enough"_s);
        QCOMPARE(refused.body[u"state"][u"variant_id"].toString(), product[u"variant_id"].toString());
        QCOMPARE(m_api->post("stock/counts", {{u"lines"_s, QJsonArray{line(product, "counted", 0)}}}).status, 201);
    }

    void aServiceHasNoStock()
    {
        const QJsonObject service = made(u"ONGKIR"_s, {{u"kind"_s, u"service"_s}});
        QVERIFY(service[u"on_hand"].isNull());
        QCOMPARE(receive(service, 1, 1).fields(), QStringList{u"lines[0].variant_id no_stock"_s});
        QCOMPARE(m_api->get("stock").items().size(), 0);
        const QByteArray target = "products/" + service[u"id"].toString().toLatin1();
        const Answer goods = m_api->patch(target, "\"1\"", {{u"kind"_s, u"goods"_s}});
        QCOMPARE(goods.status, 200);
        QCOMPARE(receive(service, 1, 1).status, 201);
        QCOMPARE(m_api->patch(target, goods.etag(), {{u"kind"_s, u"service"_s}}).code(), u"has_moved"_s);
    }

    void whyIsThisThree()
    {
        const QJsonObject product = made(u"A"_s);
        const QJsonObject other = made(u"B"_s);
        receive(product, 5, 100);
        receive(other, 1, 100);
        m_api->post("stock/adjustments",
                    {{u"lines"_s, QJsonArray{line(product, "quantity", -2)}}, {u"reason"_s, u"Dipakai sendiri"_s}});
        const QByteArray variant = product[u"variant_id"].toString().toLatin1();
        const QJsonArray movements = m_api->get("stock/movements?variant_id=" + variant).items();
        QCOMPARE(movements.size(), 2);
        QCOMPARE(movements[0][u"on_hand_after"].toInteger(), 3); // the last first
        QCOMPARE(movements[0][u"quantity"].toInteger(), -2);
        QCOMPARE(movements[1][u"quantity"].toInteger(), 5);
    }

    void movementsAreFoundByWhatIsKnownOfThem()
    {
        const QJsonObject product = made(u"A"_s);
        const Answer receipt = receive(product, 5, 100);
        m_api->post("stock/adjustments", {{u"lines"_s, QJsonArray{line(product, "quantity", 1)}},
                                          {u"reason"_s, u"x"_s},
                                          {u"occurred_at"_s, u"2020-01-01T00:00:00Z"_s}});
        const auto count = [&](const QByteArray &query) {
            return m_api->get("stock/movements?" + query).items().size();
        };
        const QByteArray variant = product[u"variant_id"].toString().toLatin1();
        QCOMPARE(count("kind=receipt"), 1);
        QCOMPARE(count("reference=INV-1"), 1);
        QCOMPARE(count("reference=INV-2"), 0);
        QCOMPARE(count("reference_id=" + receipt.id().toLatin1()), 1);
        QCOMPARE(count("reference=INV-1&variant_id=" + variant), 1);
        QCOMPARE(count("to=2021-01-01T00:00:00Z"), 1);
        QCOMPARE(count("from=2021-01-01T00:00:00Z&variant_id=" + variant), 1);
        const Answer first = m_api->get("stock/movements?limit=1");
        const Answer second = m_api->get("stock/movements?limit=1&cursor=" + first.next().toLatin1());
        QCOMPARE(second.items()[0][u"kind"].toString(), u"receipt"_s);
        QVERIFY(second.next().isEmpty());
        QCOMPARE(m_api->get("stock/movements?kind=theft").status, 422);
        QCOMPARE(m_api->get("stock/movements?cursor=eyJhIjoxfQ").status, 422);
        QCOMPARE(m_api
                     ->post("stock/adjustments", {{u"lines"_s, QJsonArray{line(product, "quantity", 1)}},
                                                  {u"reason"_s, u"x"_s},
                                                  {u"occurred_at"_s, u"2999-01-01T00:00:00Z"_s}})
                     .fields(),
                 QStringList{u"occurred_at too_large"_s});
    }

    void lowStockComesFirst()
    {
        for (const auto &[sku, threshold] :
             {std::pair(u"A"_s, QJsonValue()), std::pair(u"B"_s, QJsonValue(5)), std::pair(u"C"_s, QJsonValue(1)),
              std::pair(u"D"_s, QJsonValue(5)), std::pair(u"E"_s, QJsonValue())})
            receive(made(sku, {{u"low_stock_threshold"_s, threshold}}), 3, 10);
        QCOMPARE(m_api->get("stock").all("sku"), (QStringList{u"B"_s, u"D"_s, u"A"_s, u"C"_s, u"E"_s}));
        QCOMPARE(m_api->get("stock?low_stock=true").all("sku"), (QStringList{u"B"_s, u"D"_s}));
        QStringList seen;
        QByteArray cursor;
        for (int page = 0; page < 5; ++page) { // each page boundary once
            const Answer answer = m_api->get("stock?limit=1" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor));
            seen += answer.all("sku");
            cursor = answer.next().toLatin1();
        }
        QCOMPARE(seen, (QStringList{u"B"_s, u"D"_s, u"A"_s, u"C"_s, u"E"_s}));
        QVERIFY(cursor.isEmpty());
        QCOMPARE(m_api->get("products?low_stock=true").all("sku"), (QStringList{u"B"_s, u"D"_s}));
    }

    // More than the search looks at for one page.
    void aCommonWordLeadsToAllThatHoldIt()
    {
        m_api->store().admin("SELECT set_config('pos.tenant', '" + m_api->shop.toString().toLatin1() + R"(', false);
             INSERT INTO shop.products (tenant_id, id, sku, name, price, tax_class)
             SELECT current_setting('pos.tenant')::uuid, ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid,
                    'M-' || n, 'Massal ' || n, 1000, 'none' FROM generate_series(1, 2100) n;
             INSERT INTO shop.variants (tenant_id, id, product_id, is_default, sku, price)
             SELECT tenant_id, ('00000000-0000-7000-8000-' || right(id::text, 12))::uuid, id, true, sku, price
             FROM shop.products WHERE sku LIKE 'M-%';
             SELECT count(*) FROM shop.move_stock('opening', (SELECT array_agg(id) FROM shop.variants WHERE sku LIKE 'M-%'),
                 array_fill(1000::bigint, ARRAY[2100]), array_fill(10::bigint, ARRAY[2100]),
                 (SELECT array_agg(gen_random_uuid()) FROM generate_series(1, 2100)), false, now(), NULL, 'opening', NULL,
                 NULL, 'test'))");
        for (const QByteArray list : {"stock", "stock/movements"}) {
            QSet<QString> seen;
            QByteArray cursor;
            int pages = 0;
            do {
                const Answer answer =
                    m_api->get(list + "?q=massal&limit=200" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor));
                const QStringList skus = answer.all("sku");
                seen += QSet<QString>(skus.begin(), skus.end());
                cursor = answer.next().toLatin1();
                ++pages;
            } while (!cursor.isEmpty());
            QCOMPARE(seen.size(), 2100);
            QCOMPARE(pages, 11);
        }
    }

    void anotherShopsVariantIsRefusedByName()
    {
        const QJsonObject theirs = made(u"A"_s);
        receive(theirs, 5, 100);
        m_api->as(Role::Owner, m_api->otherShop);
        QCOMPARE(receive(theirs, 1, 1).fields(), QStringList{u"lines[0].variant_id unknown"_s});
        QCOMPARE(m_api->post("stock/counts", {{u"lines"_s, QJsonArray{line(theirs, "counted", 1)}}}).status, 422);
        QCOMPARE(m_api->get("stock").items().size(), 0);
        QCOMPARE(m_api->get("stock/movements").items().size(), 0);
        QCOMPARE(m_api->get("stock/movements?variant_id=" + theirs[u"variant_id"].toString().toLatin1()).items().size(),
                 0);
        QCOMPARE(m_api->get("stock/proof").body[u"items"].toInteger(-1), 0);
    }

    void aReceiptWithOneWrongLineMovesNothing()
    {
        const QJsonObject product = made(u"A"_s);
        const Answer refused = m_api->post(
            "stock/receipts",
            {{u"lines"_s,
              QJsonArray{line(product, "quantity", 1),
                         QJsonObject{{u"variant_id"_s, Id::make(SystemClock()).toString()}, {u"quantity"_s, 1}}}}});
        QCOMPARE(refused.fields(), QStringList{u"lines[1].variant_id unknown"_s});
        QCOMPARE(now(product)[u"on_hand"].toInteger(), 0);
        QCOMPARE(m_api
                     ->post("stock/receipts",
                            {{u"lines"_s, QJsonArray{line(product, "quantity", 1'000'000'000,
                                                          {{u"unit_cost"_s, Q_INT64_C(1'000'000'000'000)}})}}})
                     .fields(),
                 QStringList{u"lines[0].unit_cost too_large"_s});
    }

    void theNightlyProofIsKeptAndShown()
    {
        const QJsonObject product = made(u"A"_s);
        receive(product, 5, 100);
        QVERIFY(m_api->get("stock/proof").body[u"nightly"].isNull());
        const auto &jobs = m_api->module().jobs;
        const auto job =
            std::find_if(jobs.begin(), jobs.end(), [](const runtime::Job &one) { return one.name == "stock-proof"; });
        QVERIFY(job != jobs.end());
        const std::atomic<bool> stop = false;
        QVERIFY(job->run(stop));
        const QJsonObject proof = m_api->get("stock/proof").body;
        QCOMPARE(proof[u"holds"].toBool(), true);
        QCOMPARE(proof[u"items"].toInteger(), 1);
        QCOMPARE(proof[u"nightly"][u"holds"].toBool(), true);

        m_api->store().admin("UPDATE shop.stock_levels SET on_hand = 1");
        m_api->store().clock().advance(std::chrono::hours(24));
        QVERIFY(job->run(stop));
        const QJsonObject broken = m_api->get("stock/proof").body;
        QCOMPARE(broken[u"nightly"][u"mismatches"].toArray()[0][u"variant_id"].toString(),
                 product[u"variant_id"].toString());
        QCOMPARE(broken[u"mismatches"].toArray()[0][u"ledger_on_hand"].toInteger(), 5);
        QCOMPARE(m_api->events("pos.audit.v1", "stock.proof_failed"), 1);
    }
};

QTEST_GUILESS_MAIN(StockApiTest)
#include "StockApiTest.moc"
