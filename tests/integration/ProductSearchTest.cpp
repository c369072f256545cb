// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/CatalogueApi.h"

#include <QElapsedTimer>
#include <QUrl>

using namespace pos;
using namespace Qt::StringLiterals;
using Answer = test::CatalogueApi::Answer;
using contract::Role;

// Lists and search, texts of every kind, photos, and what the database itself refuses.
class ProductSearchTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::CatalogueApi> m_api;

    QJsonObject made(const QString &sku, const QString &name, qint64 price = 1000)
    {
        return m_api->made(m_api->product(sku, name, price));
    }
    QStringList found(const QString &words, const QByteArray &more = {})
    {
        return m_api->get("products?q=" + QUrl::toPercentEncoding(words) + more).all("sku");
    }
    static QByteArray png(int size = 64) { return QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(size, 'x'); }

private Q_SLOTS:
    void init() { m_api = std::make_unique<test::CatalogueApi>(); }

    void allWordsMustBeThereInAnyOrder()
    {
        made(u"B5"_s, u"Beras Merah 5kg"_s);
        made(u"B1"_s, u"Beras Putih 1kg"_s);
        made(u"G1"_s, u"Gula Merah"_s);
        QCOMPARE(found(u"merah beras"_s), QStringList{u"B5"_s});
        QCOMPARE(found(u"BERAS"_s), (QStringList{u"B5"_s, u"B1"_s}));
        QCOMPARE(found(u"eras"_s).size(), 2);   // three letters and more: anywhere
        QCOMPARE(found(u"b"_s).size(), 2);      // fewer: where a word begins
        QCOMPARE(found(u"1k"_s), QStringList{u"B1"_s});
        QCOMPARE(found(u"b5"_s), QStringList{u"B5"_s}); // the SKU
        QCOMPARE(found(u"teh"_s).size(), 0);
    }

    void percentAndUnderscoreAreLetters()
    {
        made(u"A"_s, u"Diskon 50% saja"_s);
        made(u"B"_s, u"Diskon 50 saja"_s);
        made(u"C"_s, u"a_b\\c"_s);
        made(u"D"_s, u"axb'c"_s);
        QCOMPARE(found(u"50%"_s), QStringList{u"A"_s});
        QCOMPARE(found(u"a_b"_s), QStringList{u"C"_s});
        QCOMPARE(found(u"b\\c"_s), QStringList{u"C"_s});
        QCOMPARE(found(u"xb'c"_s), QStringList{u"D"_s});
        QCOMPARE(found(u"'; DROP TABLE shop.products; --"_s).size(), 0);
    }

    void barcodesAndVariantsLeadToTheirProduct()
    {
        QJsonObject draft = m_api->product(u"KAOS"_s, u"Kaos Polos"_s);
        draft[u"barcodes"_s] = QJsonArray{u"0089"_s};
        const QJsonObject product = m_api->made(draft);
        m_api->post("products/" + product[u"id"].toString().toLatin1() + "/variants",
                    {{u"sku"_s, u"KAOS-XL"_s}, {u"name"_s, u"Ungu"_s}, {u"price"_s, 1}});
        QCOMPARE(found(u"0089"_s), QStringList{u"KAOS"_s});
        QCOMPARE(found(u"ungu"_s), QStringList{u"KAOS"_s});
        QCOMPARE(found(u"kaos-xl"_s), QStringList{u"KAOS"_s});
        QCOMPARE(m_api->get("products?barcode=0089").all("sku"), QStringList{u"KAOS"_s});
        QCOMPARE(m_api->get("products?sku=kaos-xl").all("sku"), QStringList{u"KAOS"_s});
    }

    void searchNeverCrossesShops()
    {
        const QJsonObject product = made(u"RAHASIA"_s, u"Rahasia Dapur"_s);
        m_api->post("products/" + product[u"id"].toString().toLatin1() + "/variants",
                    {{u"sku"_s, u"RAHASIA-2"_s},
                     {u"name"_s, u"Besar"_s},
                     {u"price"_s, 1},
                     {u"barcodes"_s, QJsonArray{u"777"_s}}});
        m_api->as(Role::Owner, m_api->otherShop);
        made(u"X"_s, u"Lain"_s);
        for (const QString &words : {u"rahasia"_s, u"r"_s, u"besar"_s, u"777"_s, u"rahasia-2"_s, u"a"_s})
            QCOMPARE(found(words), QStringList());
        for (const char *query : {"?sku=rahasia", "?barcode=777", "?q=%25", "?q=_"})
            QCOMPARE(m_api->get(QByteArray("products") + query).items().size(), 0);
        for (const char *sort :
             {"name", "-name", "sku", "-sku", "price", "-price", "on_hand", "-on_hand", "created_at", "-created_at"})
            QCOMPARE(m_api->get(QByteArray("products?sort=") + sort).all("sku"), QStringList{u"X"_s});
        QCOMPARE(m_api->get("products/lookup?barcode=777").status, 404);
    }

    void withoutAShopTheSearchIsAnError()
    {
        static constexpr pg::Statement kFind{"test_find_unset",
                                             "SELECT * FROM shop.find_products(NULL, NULL, NULL, NULL, false, NULL, "
                                             "NULL, 'name', false, NULL, NULL, 5)"};
        made(u"A"_s, u"A"_s);
        QVERIFY(!m_api->store().database().transact({pg::DbRole::App, Id()},
                                                    [](pg::Transaction &tx) { return tx.run(kFind); }));
    }

    void everyOrderIsPagedWithoutGapOrRepetition()
    {
        for (int i = 0; i < 23; ++i) // equal names and prices: the id decides
            made(u"S%1"_s.arg(i % 2 ? i : 100 - i), u"Nama %1"_s.arg(i % 3), 100 * (i % 4));
        for (const char *sort :
             {"name", "-name", "sku", "-sku", "price", "-price", "on_hand", "-on_hand", "created_at", "-created_at"}) {
            const QStringList whole = m_api->get(QByteArray("products?sort=") + sort).all("id");
            QCOMPARE(whole.size(), 23);
            QStringList pages;
            QByteArray cursor;
            do {
                const Answer page = m_api->get(QByteArray("products?limit=4&sort=") + sort
                                               + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                pages += page.all("id");
                cursor = page.next().toLatin1();
            } while (!cursor.isEmpty() && pages.size() < 50);
            QCOMPARE(pages, whole);
        }
        const Answer page = m_api->get("products?limit=1&sort=price&q=nama");
        QCOMPARE(m_api->get("products?limit=1&sort=name&cursor=" + page.next().toLatin1()).fields(),
                 QStringList{u"cursor bad_cursor"_s});
        QCOMPARE(m_api->get("products?sort=cost").status, 422);
        QCOMPARE(m_api->get("products?colour=red").status, 422);
        QCOMPARE(m_api->get("products?q=" + QByteArray(300, 'a')).status, 422);
    }

    void everyTextIsKeptOrRefusedByName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("status");
        QTest::newRow("emoji") << u"Kopi ☕️ 👨‍👩‍👧‍👦 🇮🇩"_s << 201;
        QTest::newRow("right to left") << u"قهوة عربية \u202eabc"_s << 201;
        QTest::newRow("combining") << u"e\u0301Z\u0335\u0321"_s << 201;
        QTest::newRow("quotes") << u"'\"`;--\\ <b>&amp;</b> ${x} %s"_s << 201;
        QTest::newRow("200") << QString(200, u'x') << 201;
        QTest::newRow("201") << QString(201, u'x') << 422;
        QTest::newRow("10k") << QString(10'000, u'x') << 422;
        QTest::newRow("NUL") << u"a"_s + QChar(u'\0') + u"b"_s << 422;
        QTest::newRow("lone surrogate") << u"a"_s + QChar(0xd800) << 422;
        QTest::newRow("line feed") << u"a\nb"_s << 422;
        QTest::newRow("blank") << u" \t "_s << 422;
    }

    void everyTextIsKeptOrRefusedByName()
    {
        QFETCH(QString, text);
        QFETCH(int, status);
        const Answer answer = m_api->post("products", m_api->product(u"A"_s, text));
        // What JSON cannot carry is not understood at all.
        QVERIFY2(answer.status == status || (status == 422 && answer.status == 400), answer.response.body.constData());
        if (status == 201) {
            QCOMPARE(m_api->get("products/" + answer.id().toLatin1()).body[u"name"].toString(), text);
            QCOMPARE(found(text.left(50).simplified()), QStringList{u"A"_s});
        } else {
            QCOMPARE(m_api->get("products").items().size(), 0);
        }
    }

    void longDescriptionsAreKept()
    {
        QJsonObject draft = m_api->product(u"A"_s, u"A"_s);
        draft[u"description"_s] = QString(u"Baris satu\nbaris dua 👍 "_s).repeated(400);
        QCOMPARE(m_api->made(draft)[u"description"], draft[u"description"_s]);
        draft[u"description"_s] = QString(10'001, u'x');
        QCOMPARE(m_api->post("products", draft).fields(), QStringList{u"description too_long"_s});
    }

    void aPhotoIsKeptAsItCameAndProvedByItsBytes()
    {
        const QJsonObject product = made(u"A"_s, u"A"_s);
        const QByteArray target = "products/" + product[u"id"].toString().toLatin1() + "/photo";
        QCOMPARE(m_api->get(target).status, 404);
        QCOMPARE(m_api->send("PUT", target, "<svg onload=alert(1)>", "image/png").status,
                 415); // what it says is not what it is
        QCOMPARE(m_api->send("PUT", target, png(), "image/jpeg").status, 415);
        QCOMPARE(m_api->send("PUT", target, {}, "image/png").status, 415);
        const Answer put = m_api->send("PUT", target, png(), "image/png");
        QCOMPARE(put.status, 200);
        QVERIFY(!put.body[u"photo"].toString().isEmpty());
        const Answer got = m_api->get(target);
        QCOMPARE(got.response.body, png());
        QCOMPARE(got.response.header("Content-Type"), QByteArray("image/png"));
        QCOMPARE(m_api->get(target, {{"If-None-Match", "\"other\", " + got.etag()}}).status, 304);
        QCOMPARE(m_api->send("PUT", target, png(65), "image/png").status, 200);
        QVERIFY(m_api->get(target).etag() != got.etag());
        m_api->as(Role::Owner, m_api->otherShop);
        QCOMPARE(m_api->get(target).status, 404);
        QCOMPARE(m_api->send("PUT", target, png(), "image/png").status, 404);
        m_api->as(Role::Owner);
        QCOMPARE(m_api->remove(target).status, 204);
        QCOMPARE(m_api->remove(target).status, 404);
    }

    void theDatabaseRefusesARowThatPointsIntoAnotherShop()
    {
        const QJsonObject theirs = made(u"A"_s, u"A"_s);
        const Id variant = Id::parse(theirs[u"variant_id"].toString()).value();
        const Id product = Id::parse(theirs[u"id"].toString()).value();
        static constexpr pg::Statement kBarcode{"test_cross_barcode",
                                                "INSERT INTO shop.barcodes (tenant_id, code, variant_id) "
                                                "VALUES (current_setting('pos.tenant')::uuid, '1', $1)"};
        static constexpr pg::Statement kVariant{"test_cross_variant",
                                                "INSERT INTO shop.variants (tenant_id, id, product_id, sku, price) "
                                                "VALUES (current_setting('pos.tenant')::uuid, $2, $1, 'Z', 1)"};
        static constexpr pg::Statement kTheirs{
            "test_cross_tenant", "INSERT INTO shop.barcodes (tenant_id, code, variant_id) VALUES ($2, '1', $1)"};
        const auto refused = [&](const pg::Statement &statement, const pg::Params &params) {
            return !m_api->store().database().forTenant(m_api->otherShop,
                                                        [&](pg::Transaction &tx) { return tx.run(statement, params); });
        };
        QVERIFY(refused(kBarcode, pg::Params(variant)));
        QVERIFY(refused(kVariant, pg::Params(product, Id::make(SystemClock()))));
        QVERIFY(refused(kTheirs, pg::Params(variant, m_api->shop)));
        QCOMPARE(m_api->store().count("shop.barcodes"), 0);
    }

    void everyTableOfTheCatalogueIsGuarded()
    {
        const qint64 unguarded =
            m_api->store()
                .admin(
                    "SELECT count(*) AS n FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE "
                    "s.nspname = 'shop' AND c.relkind = 'r' "
                    "AND c.relname IN ('categories', 'products', 'variants', 'barcodes', 'units', 'price_lists', "
                    "'price_list_entries', 'photos', "
                    "'stock_levels', 'stock_movements', 'stock_proofs') AND c.relrowsecurity AND c.relforcerowsecurity")
                .first()
                .i64("n");
        QCOMPARE(unguarded, 11);
    }
};

QTEST_GUILESS_MAIN(ProductSearchTest)
#include "ProductSearchTest.moc"
