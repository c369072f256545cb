// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/CatalogueApi.h"

#include <atomic>
#include <thread>

using namespace pos;
using namespace Qt::StringLiterals;
using Answer = test::CatalogueApi::Answer;
using contract::Role;

// Products, variants, categories and price lists over the API.
class CatalogueTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::CatalogueApi> m_api;

    static QByteArray path(const QJsonObject &product, const QByteArray &rest = {})
    {
        return "products/" + product[u"id"].toString().toLatin1() + rest;
    }
    static QByteArray etagOf(const QJsonObject &document)
    {
        return '"' + QByteArray::number(document[u"version"].toInteger()) + '"';
    }
    QJsonObject made(const QString &sku, const QString &name = u"Kopi"_s)
    {
        return m_api->made(m_api->product(sku, name));
    }

private Q_SLOTS:
    void init() { m_api = std::make_unique<test::CatalogueApi>(); }

    void aProductIsItsOwnSingleVariantFromTheStart()
    {
        QJsonObject draft = m_api->product(u"KOPI-1"_s, u"Kopi Tubruk"_s, 12'500);
        draft[u"barcodes"_s] = QJsonArray{u"0089686010947"_s, u"12345"_s};
        draft[u"cost"_s] = 8'000;
        const Answer answer = m_api->post("products", draft);
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.response.header("Location"), "/api/v1/products/" + answer.id().toLatin1());
        QCOMPARE(answer.etag(), QByteArray("\"1\""));
        const QJsonObject document = answer.body;
        for (const char *name : {"id", "sku", "name", "price", "currency", "cost", "on_hand", "category_id", "barcodes",
                                 "status", "version"})
            QVERIFY2(document.contains(QLatin1StringView(name)), name);
        QVERIFY(!document[u"variant_id"].toString().isEmpty());
        QCOMPARE(document[u"price"].toInteger(), 12'500);
        QCOMPARE(document[u"currency"].toString(), u"IDR"_s);
        QCOMPARE(document[u"on_hand"].toInteger(-1), 0);
        QCOMPARE(document[u"status"].toString(), u"active"_s);
        QCOMPARE(document[u"barcodes"].toArray()[0].toString(), u"0089686010947"_s); // leading zeros are kept
        const Answer variants = m_api->get(path(document, "/variants"));
        QCOMPARE(variants.items().size(), 1);
        QCOMPARE(variants.items()[0][u"id"].toString(), document[u"variant_id"].toString());
        QCOMPARE(m_api->get(path(document)).body, document);
        QCOMPARE(m_api->events("pos.audit.v1", "product.created"), 1);
        QCOMPARE(m_api->events("pos.stock.v1", "product.created"), 1);
    }

    void aRepeatedPostMakesOneProduct()
    {
        const QJsonObject draft = m_api->product(u"A"_s, u"A"_s);
        const Answer first = m_api->post("products", draft, "key-1");
        const Answer again = m_api->post("products", draft, "key-1");
        QCOMPARE(again.status, 201);
        QCOMPARE(again.id(), first.id());
        QCOMPARE(m_api->post("products", m_api->product(u"B"_s, u"B"_s), "key-1").status, 422);
        QCOMPARE(m_api->get("products").items().size(), 1);
    }

    void aSkuIsUniqueWhateverItsCase()
    {
        made(u"ab-1"_s);
        const Answer twin = m_api->post("products", m_api->product(u"AB-1"_s, u"Other"_s));
        QCOMPARE(twin.status, 409);
        QCOMPARE(twin.code(), u"sku_taken"_s);
        QCOMPARE(twin.fields(), QStringList{u"sku taken"_s});
        QCOMPARE(m_api->get("products/lookup?sku=AB-1").body[u"sku"].toString(), u"ab-1"_s);
        m_api->as(Role::Owner, m_api->otherShop); // but only within a shop
        QCOMPARE(m_api->post("products", m_api->product(u"AB-1"_s, u"Other"_s)).status, 201);
    }

    void aBarcodeLeadsToOneVariant()
    {
        QJsonObject draft = m_api->product(u"A"_s, u"A"_s);
        draft[u"barcodes"_s] = QJsonArray{u"007"_s};
        const QJsonObject product = m_api->made(draft);
        const Answer found = m_api->get("products/lookup?barcode=007");
        QCOMPARE(found.status, 200);
        QCOMPARE(found.id(), product[u"id"].toString());
        QCOMPARE(found.body[u"variant"][u"id"].toString(), product[u"variant_id"].toString());
        QCOMPARE(m_api->get("products/lookup?barcode=7").status, 404);
        QCOMPARE(m_api->get("products/lookup").status, 422);
        draft[u"sku"_s] = u"B"_s;
        QCOMPARE(m_api->post("products", draft).code(), u"barcode_taken"_s);
    }

    void allFieldErrorsComeAtOnce()
    {
        const Answer answer = m_api->post("products", {{u"name"_s, u" "_s},
                                                       {u"price"_s, -1},
                                                       {u"colour"_s, u"red"_s},
                                                       {u"kind"_s, u"idea"_s},
                                                       {u"low_stock_threshold"_s, 0.0001}});
        QCOMPARE(answer.status, 422);
        QStringList fields = answer.fields();
        fields.sort();
        QCOMPARE(fields,
                 (QStringList{u"colour unknown_field"_s, u"kind not_allowed"_s, u"low_stock_threshold wrong_type"_s,
                              u"name required"_s, u"price too_small"_s, u"sku required"_s}));
    }

    void aChangeNeedsTheVersionItKnows()
    {
        const QJsonObject product = made(u"A"_s);
        QCOMPARE(m_api->patch(path(product), {}, {{u"price"_s, 1}}).status, 428);
        const Answer changed = m_api->patch(path(product), "\"1\"", {{u"price"_s, 2'000}, {u"name"_s, u"Kopi Susu"_s}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.etag(), QByteArray("\"2\""));
        QCOMPARE(changed.body[u"price"].toInteger(), 2'000);
        const Answer late = m_api->patch(path(product), "\"1\"", {{u"price"_s, 3'000}});
        QCOMPARE(late.status, 412);
        QCOMPARE(late.body[u"state"][u"price"].toInteger(), 2'000); // what it is now
        QCOMPARE(m_api->get(path(product)).body[u"price"].toInteger(), 2'000);
    }

    void ofEightChangesOfOneVersionOneHolds()
    {
        const QJsonObject product = made(u"A"_s);
        std::atomic<int> done = 0;
        std::atomic<int> late = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                const int status = m_api->patch(path(product), "\"1\"", {{u"price"_s, 2'000 + i}}).status;
                done += status == 200;
                late += status == 412;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(done.load(), 1);
        QCOMPARE(late.load(), 7);
        QCOMPARE(m_api->get(path(product)).body[u"version"].toInteger(), 2);
    }

    void aChangeKeepsWhatItDoesNotName()
    {
        QJsonObject draft = m_api->product(u"A"_s, u"Kopi"_s);
        draft[u"cost"_s] = 700;
        draft[u"barcodes"_s] = QJsonArray{u"1"_s, u"2"_s};
        draft[u"low_stock_threshold"_s] = 2.5;
        draft[u"stock_policy"_s] = u"block"_s;
        draft[u"units"_s] = QJsonArray{QJsonObject{{u"name"_s, u"karton"_s}, {u"numerator"_s, 24}}};
        const QJsonObject before = m_api->made(draft);
        const QJsonObject after = m_api->patch(path(before), etagOf(before), {{u"name"_s, u"Teh"_s}}).body;
        for (const char *name : {"cost", "barcodes", "low_stock_threshold", "stock_policy", "units", "price", "sku"})
            QCOMPARE(after[QLatin1StringView(name)], before[QLatin1StringView(name)]);
        const QJsonObject cleared =
            m_api->patch(path(after), etagOf(after), {{u"cost"_s, QJsonValue()}, {u"stock_policy"_s, QJsonValue()}})
                .body;
        QVERIFY(cleared[u"cost"].isNull());
        QVERIFY(cleared[u"stock_policy"].isNull());
    }

    void aChangeOfNothingIsNoChange()
    {
        const QJsonObject product = made(u"A"_s, u"Kopi"_s);
        const Answer same = m_api->patch(path(product), etagOf(product), {{u"name"_s, u"Kopi"_s}});
        QCOMPARE(same.status, 200);
        QCOMPARE(same.etag(), QByteArray("\"1\""));
        QCOMPARE(m_api->events("pos.audit.v1", "product.updated"), 0);
    }

    void theAuditTrailNamesFieldsAndNoValues()
    {
        const QJsonObject product = made(u"A"_s);
        m_api->patch(path(product), etagOf(product), {{u"price"_s, 777'123}});
        const auto row = m_api->store()
                             .admin("SELECT data::text AS d FROM events.outbox WHERE topic = 'pos.audit.v1' AND type = "
                                    "'product.updated'")
                             .first()
                             .text("d");
        QVERIFY(row.contains(u"price"_s));
        QVERIFY(!row.contains(u"777123"_s));
    }

    void aProductIsArchivedInsteadOfDeleted()
    {
        const QJsonObject product = made(u"A"_s);
        QCOMPARE(m_api->remove(path(product)).status, 405);
        QCOMPARE(m_api->post(path(product, "/archive")).body[u"status"].toString(), u"archived"_s);
        QCOMPARE(m_api->post(path(product, "/archive")).status, 200); // a second time changes nothing
        QCOMPARE(m_api->events("pos.stock.v1", "product.archived"), 1);
        QCOMPARE(m_api->get("products?status=active").items().size(), 0);
        QCOMPARE(m_api->get("products?status=archived").items().size(), 1);
        QCOMPARE(m_api->post(path(product, "/restore")).body[u"status"].toString(), u"active"_s);
    }

    void variantsHaveTheirOwnSkuPriceAndBarcodes()
    {
        const QJsonObject product = made(u"KAOS"_s, u"Kaos"_s);
        const Answer red = m_api->post(path(product, "/variants"), {{u"sku"_s, u"KAOS-M"_s},
                                                                    {u"name"_s, u"Merah, L"_s},
                                                                    {u"price"_s, 90'000},
                                                                    {u"barcodes"_s, QJsonArray{u"0001"_s}}});
        QCOMPARE(red.status, 201);
        QCOMPARE(m_api->get("products/lookup?barcode=0001").body[u"variant"][u"price"].toInteger(), 90'000);
        QCOMPARE(m_api->get(path(product)).body[u"variant_count"].toInteger(), 2);
        const QByteArray target = path(product, "/variants/") + red.id().toLatin1();
        QCOMPARE(m_api->patch(target, red.etag(), {{u"sku"_s, u"kaos"_s}}).code(), u"sku_taken"_s);
        const Answer changed = m_api->patch(target, red.etag(), {{u"price"_s, 95'000}, {u"status"_s, u"archived"_s}});
        QCOMPARE(changed.body[u"price"].toInteger(), 95'000);
        QCOMPARE(changed.body[u"status"].toString(), u"archived"_s);
        QCOMPARE(m_api->patch(target, red.etag(), {{u"price"_s, 1}}).status, 412);
        QVERIFY(m_api->get(path(product)).body[u"version"].toInteger() > product[u"version"].toInteger());
    }

    void theDefaultVariantAndItsProductTellTheSame()
    {
        const QJsonObject product = made(u"A"_s);
        const QByteArray target = path(product, "/variants/") + product[u"variant_id"].toString().toLatin1();
        QCOMPARE(m_api->patch(target, "\"1\"", {{u"sku"_s, u"A2"_s}, {u"price"_s, 5}}).status, 200);
        QCOMPARE(m_api->get(path(product)).body[u"sku"].toString(), u"A2"_s);
        QCOMPARE(m_api->get("products?sort=-price").items()[0][u"price"].toInteger(), 5);
        QCOMPARE(m_api->patch(target, "\"2\"", {{u"status"_s, u"archived"_s}}).fields(),
                 QStringList{u"status not_allowed"_s});
    }

    void aDeletedCategoryLeavesItsProducts()
    {
        const Answer category = m_api->post("categories", {{u"name"_s, u"Minuman"_s}});
        QCOMPARE(category.status, 201);
        QCOMPARE(m_api->post("categories", {{u"name"_s, u"MINUMAN"_s}}).code(), u"category_name_taken"_s);
        QJsonObject draft = m_api->product(u"A"_s, u"A"_s);
        draft[u"category_id"_s] = category.id();
        const QJsonObject product = m_api->made(draft);
        QCOMPARE(m_api->get("products?category_id=" + category.id().toLatin1()).items().size(), 1);
        const QByteArray target = "categories/" + category.id().toLatin1();
        QCOMPARE(m_api->get(target).body[u"product_count"].toInteger(), 1);
        QCOMPARE(m_api->patch(target, "\"1\"", {{u"position"_s, 3}}).body[u"position"].toInteger(), 3);
        QCOMPARE(m_api->remove(target).status, 204);
        QCOMPARE(m_api->get(target).status, 404);
        QVERIFY(m_api->get(path(product)).body[u"category_id"].isNull());
        draft[u"sku"_s] = u"B"_s;
        QCOMPARE(m_api->post("products", draft).fields(), QStringList{u"category_id unknown"_s});
    }

    void categoriesComeByPositionThenName()
    {
        for (const auto &[name, position] :
             {std::pair(u"C"_s, 1), std::pair(u"b"_s, 1), std::pair(u"A"_s, 2), std::pair(u"Z"_s, 0)})
            QCOMPARE(m_api->post("categories", {{u"name"_s, name}, {u"position"_s, position}}).status, 201);
        const Answer first = m_api->get("categories?limit=3");
        QCOMPARE(first.all("name"), (QStringList{u"Z"_s, u"b"_s, u"C"_s}));
        const Answer rest = m_api->get("categories?limit=3&cursor=" + first.next().toLatin1());
        QCOMPARE(rest.all("name"), QStringList{u"A"_s});
        QVERIFY(rest.next().isEmpty());
    }

    void aPriceListHasStepsByQuantityAndOneIsTheDefault()
    {
        const QJsonObject product = made(u"A"_s);
        const QString variant = product[u"variant_id"].toString();
        const auto step = [&](double from, qint64 price) {
            return QJsonObject{{u"variant_id"_s, variant}, {u"min_quantity"_s, from}, {u"price"_s, price}};
        };
        const Answer list =
            m_api->post("price-lists", {{u"name"_s, u"Grosir"_s},
                                        {u"is_default"_s, true},
                                        {u"entries"_s, QJsonArray{step(1, 900), step(12, 800), step(0.5, 950)}}});
        QCOMPARE(list.status, 201);
        QCOMPARE(list.body[u"entries"].toArray().size(), 3);
        const auto priceOf = [&](qint64 thousandths) {
            static constexpr pg::Statement kPrice{"test_unit_price", "SELECT shop.unit_price($1, $2) AS n"};
            return m_api->store()
                .database()
                .forTenant(m_api->shop,
                           [&](pg::Transaction &tx) -> Result<qint64> {
                               POS_TRY(const pg::Rows rows,
                                       tx.run(kPrice, pg::Params(Id::parse(variant).value(), thousandths)));
                               return rows.first().i64("n");
                           })
                .value();
        };
        QCOMPARE(priceOf(499), 1000); // below the first step: the variant's own
        QCOMPARE(priceOf(500), 950);
        QCOMPARE(priceOf(11'999), 900);
        QCOMPARE(priceOf(12'000), 800);
        const QByteArray target = "price-lists/" + list.id().toLatin1();
        const Answer second = m_api->post("price-lists", {{u"name"_s, u"Lebaran"_s}, {u"is_default"_s, true}});
        QCOMPARE(second.status, 201);
        QCOMPARE(m_api->get(target).body[u"is_default"].toBool(true), false); // it has been taken over
        QCOMPARE(priceOf(12'000), 1000);
        QCOMPARE(m_api->change("PUT", target, "\"1\"", {{u"name"_s, u"Grosir"_s}}).status, 412);
        const Answer replaced =
            m_api->change("PUT", target, "\"2\"", {{u"name"_s, u"Grosir 2"_s}, {u"entries"_s, QJsonArray{step(1, 1)}}});
        QCOMPARE(replaced.body[u"entry_count"].toInteger(), 1);
        QCOMPARE(m_api->get("price-lists").all("name"), (QStringList{u"Grosir 2"_s, u"Lebaran"_s}));
        QCOMPARE(m_api->remove(target).status, 204);
        QCOMPARE(m_api->post("price-lists", {{u"name"_s, u"X"_s}, {u"entries"_s, QJsonArray{step(1, 1), step(1, 2)}}})
                     .fields(),
                 QStringList{u"entries[1].min_quantity taken"_s});
    }

    void whoMayNotWriteIsRefused()
    {
        const QJsonObject product = made(u"A"_s);
        m_api->as(Role::Cashier);
        QCOMPARE(m_api->get("products").status, 200);
        QCOMPARE(m_api->post("products", m_api->product(u"B"_s, u"B"_s)).status, 403);
        QCOMPARE(m_api->patch(path(product), "\"1\"", {{u"price"_s, 1}}).status, 403);
        QCOMPARE(m_api->post("stock/adjustments", {}).status, 403);
        m_api->as(Role::PrivacyOfficer);
        QCOMPARE(m_api->get("products").status, 403);
    }

    void anotherShopsThingsAreNotFound()
    {
        const QJsonObject product = made(u"A"_s);
        const Answer category = m_api->post("categories", {{u"name"_s, u"Minuman"_s}});
        const Answer list = m_api->post("price-lists", {{u"name"_s, u"Grosir"_s}});
        m_api->as(Role::Owner, m_api->otherShop);
        QCOMPARE(m_api->get(path(product)).status, 404);
        QCOMPARE(m_api->patch(path(product), "\"1\"", {{u"price"_s, 1}}).status, 404);
        QCOMPARE(m_api->post(path(product, "/archive")).status, 404);
        QCOMPARE(m_api->get(path(product, "/variants")).status, 404);
        QCOMPARE(m_api->post(path(product, "/variants"), {{u"sku"_s, u"V"_s}, {u"price"_s, 1}}).status, 404);
        QCOMPARE(m_api->patch(path(product, "/variants/") + product[u"variant_id"].toString().toLatin1(), "\"1\"", {})
                     .status,
                 404);
        QCOMPARE(m_api->get(path(product, "/photo")).status, 404);
        QCOMPARE(m_api->get("categories/" + category.id().toLatin1()).status, 404);
        QCOMPARE(m_api->remove("categories/" + category.id().toLatin1()).status, 404);
        QCOMPARE(m_api->remove("price-lists/" + list.id().toLatin1()).status, 404);
        QCOMPARE(m_api->get("products").items().size(), 0);
        QCOMPARE(m_api->get("products/not-an-id").status, 404);
        QJsonObject draft = m_api->product(u"B"_s, u"B"_s);
        draft[u"category_id"_s] = category.id();
        QCOMPARE(m_api->post("products", draft).fields(), QStringList{u"category_id unknown"_s});
        QCOMPARE(m_api
                     ->post("price-lists",
                            {{u"name"_s, u"X"_s},
                             {u"entries"_s,
                              QJsonArray{QJsonObject{{u"variant_id"_s, product[u"variant_id"]}, {u"price"_s, 1}}}}})
                     .status,
                 422);
    }
};

QTEST_GUILESS_MAIN(CatalogueTest)
#include "CatalogueTest.moc"
