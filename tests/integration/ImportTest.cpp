// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/SaleImport.h"
#include "server/product/imports/ImportHost.h"
#include "tests/support/TestStore.h"

#include <QFile>
#include <QTest>

using namespace pos;
using namespace Qt::StringLiterals;
using imports::Import;
using imports::ImportService;
using imports::Kind;
using imports::Status;

class ImportTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestStore> m_store;
    std::unique_ptr<imports::ImportSealer> m_sealer;
    std::unique_ptr<ImportService> m_service;
    std::unique_ptr<product::ImportHost> m_host;
    std::unique_ptr<order::SaleImport> m_orders;
    Id m_shop;
    outbox::Actor m_actor;
    const ImportService::Claim m_noClaim = [](pg::Transaction &, const Id &) {
        return Result<std::optional<Id>>(std::nullopt);
    };

    void work()
    {
        const Result<void> done = m_host->work([] { return false; });
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }

    Import upload(Kind kind, const QByteArray &bytes, qsizetype partBytes = 300'000)
    {
        Import import = m_service->create(m_shop, m_actor, {kind, u"file.csv"_s, {}}, m_noClaim).value();
        int number = 0;
        for (qsizetype at = 0; at < bytes.size(); at += partBytes)
            import = m_service->addPart(m_shop, import.id, number++, bytes.mid(at, partBytes)).value();
        return import;
    }

    Import check(const Id &id, const QJsonObject &mapping = {}, const QJsonObject &options = {})
    {
        const auto started = m_service->check(m_shop, m_actor, id, options, mapping, m_noClaim);
        if (!started)
            qFatal("%s", qPrintable(started.error().detail));
        work();
        return m_service->read(m_shop, id).value();
    }

    Import run(const Id &id)
    {
        const auto started = m_service->run(m_shop, m_actor, id, m_noClaim);
        if (!started)
            qFatal("%s", qPrintable(started.error().detail));
        work();
        const Import import = m_service->read(m_shop, id).value();
        if (!import.failure.isEmpty())
            qWarning("%s", qPrintable(import.failure));
        return import;
    }

    Import importProducts(const QByteArray &csv) { return run(check(upload(Kind::Products, csv).id).id); }

    static qint64 lines(const Import &import, const QString &outcome)
    {
        return import.report["outcomes"_L1][outcome]["lines"_L1].toInteger();
    }

    qint64 onHand(const QByteArray &sku)
    {
        return m_store
            ->admin(
                "SELECT s.on_hand FROM shop.stock_levels s JOIN shop.variants v ON v.id = s.variant_id WHERE v.sku = '"
                + sku + "'")
            .first()
            .i64("on_hand");
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::TestStore>();
        m_shop = m_store->makeShop(u"GBP"_s, u"Europe/London"_s);
        m_actor = {"user", Id::make(m_store->clock()), Id(), "owner", "test"};
        m_sealer = std::make_unique<imports::ImportSealer>(m_store->keys(), m_store->subjectKeys(), m_store->cipher());
        m_service = std::make_unique<ImportService>(m_store->database(), m_store->clock(), *m_sealer);
        m_host = std::make_unique<product::ImportHost>(m_store->context());
        m_orders = std::make_unique<order::SaleImport>(m_store->context());
    }

    void aProductFileIsCheckedThenRun()
    {
        const Import checked =
            check(upload(Kind::Products, "\xEF\xBB\xBFKode Barang;Nama;Harga;Kategori;Barcode;Harga Beli;Stok\n"
                                         "a1;Kopi;2,55;Drinks;0012345;1,20;10\n"
                                         "a2;Teh;1;Drinks;;;\n"
                                         "a3;;x;;;;\n"
                                         "A1;Kopi again;3;;;;\n")
                      .id);
        QCOMPARE(checked.status, Status::Checked);
        QCOMPARE(lines(checked, u"plan_create"_s), 2);
        QCOMPARE(lines(checked, u"error"_s), 2);
        QCOMPARE(m_store->count("shop.products"), 0); // a dry run writes nothing
        const auto errors = m_service->lines(m_shop, checked.id, 0, 10, u"error"_s).value();
        QCOMPARE(errors.size(), 2);
        QCOMPARE(errors[0].line, 4);
        QCOMPARE(errors[0].errors.size(), 2);
        QCOMPARE(errors[1].errors[0].code, u"duplicate_in_file"_s);

        const Import done = run(checked.id);
        QCOMPARE(done.status, Status::Done);
        QCOMPARE(lines(done, u"created"_s), 2);
        QCOMPARE(onHand("A1"), 10'000);
        const auto cost = m_store->admin("SELECT average_cost, value FROM shop.stock_levels s JOIN shop.variants v ON "
                                         "v.id = s.variant_id WHERE v.sku = 'A1'");
        QCOMPARE(cost.first().i64("average_cost"), 120);
        QCOMPARE(cost.first().i64("value"), 1200);
        QCOMPARE(m_store->count("shop.barcodes WHERE code = '0012345'"), 1);
        QCOMPARE(m_store->count("shop.stock_movements WHERE kind = 'opening'"), 1);
        QCOMPARE(m_store->count("shop.import_parts"), 0);
        QCOMPARE(m_store->count("keys.data_keys WHERE wrapped IS NOT NULL"), 0); // the file cannot be read any more
    }

    void theSameFileAgainChangesNothing()
    {
        const QByteArray csv = "sku,name,price,stock\nA,Apple,1.50,3\nB,Bread,2.00,\n";
        importProducts(csv);
        const Import again = check(upload(Kind::Products, csv).id);
        QCOMPARE(lines(again, u"same"_s), 2);
        QVERIFY(!again.report["can_run"_L1].toBool());
        QCOMPARE(m_store->count("shop.stock_movements"), 1);
    }

    void undoTakesBackWhatTheImportDid()
    {
        importProducts("sku,name,price,stock\nA,Apple,1.50,3\n");
        const Import import =
            importProducts("sku,name,price,stock,category\nA,Apple pie,1.75,5,Cakes\nB,Bread,2.00,7,Cakes\n");
        QCOMPARE(lines(import, u"changed"_s), 1);
        QCOMPARE(onHand("A"), 5000);
        QVERIFY(m_service->undo(m_shop, m_actor, import.id, m_noClaim));
        work();
        const Import undone = m_service->read(m_shop, import.id).value();
        QCOMPARE(undone.status, Status::Undone);
        QCOMPARE(lines(undone, u"restored"_s), 1);
        QCOMPARE(lines(undone, u"removed"_s), 1);
        const auto apple = m_store->admin("SELECT p.name, v.price FROM shop.products p JOIN shop.variants v ON "
                                          "v.product_id = p.id WHERE p.sku = 'A'");
        QCOMPARE(apple.first().text("name"), u"Apple"_s);
        QCOMPARE(apple.first().i64("price"), 150);
        QCOMPARE(onHand("A"), 3000);
        QCOMPARE(onHand("B"), 0);
        QCOMPARE(m_store->count("shop.products WHERE status = 'archived'"), 1);
        QCOMPARE(m_store->count("shop.stock_levels s WHERE s.on_hand <> (SELECT coalesce(sum(quantity), 0) FROM "
                                "shop.stock_movements m WHERE m.variant_id = s.variant_id)"),
                 0);
    }

    void undoKeepsWhatWasEditedSince()
    {
        const Import import = importProducts("sku,name,price\nA,Apple,1.50\nB,Bread,2.00\n");
        m_store->admin("UPDATE shop.products SET name = 'Mine', version = version + 1 WHERE sku = 'A'");
        QVERIFY(m_service->undo(m_shop, m_actor, import.id, m_noClaim));
        work();
        const Import undone = m_service->read(m_shop, import.id).value();
        QCOMPARE(lines(undone, u"kept"_s), 1);
        QCOMPARE(lines(undone, u"removed"_s), 1);
        QCOMPARE(m_store->count("shop.products WHERE name = 'Mine' AND status = 'active'"), 1);
    }

    void columnsAreMappedByHandAndProblemsAreNamed()
    {
        const Import import = upload(Kind::Products, "artikel,bezeichnung,preis\nA,Apfel,150\n");
        const Import failed = check(import.id);
        QCOMPARE(failed.status, Status::Checked);
        QCOMPARE(failed.report["problems"_L1].toArray().size(), 3);
        QVERIFY(!m_service->run(m_shop, m_actor, import.id, m_noClaim));
        const Import mapped =
            check(import.id, {{"sku"_L1, "artikel"_L1}, {"name"_L1, "bezeichnung"_L1}, {"price"_L1, "preis"_L1}});
        QCOMPARE(lines(mapped, u"plan_create"_s), 1);
    }

    void aWrongEncodingIsSaidAndCanBeChosen()
    {
        const Import import = upload(Kind::Products, "sku,name,price\nA,Caf\xE9,1\n");
        const Import said = check(import.id, {}, {{"encoding"_L1, "utf-8"_L1}});
        QCOMPARE(said.report["problems"_L1][0]["code"_L1].toString(), u"wrong_encoding"_s);
        QVERIFY(said.report["problems"_L1][0]["message"_L1].toString().contains(u"encoding"_s));
        QCOMPARE(said.format["encoding"_L1].toString(), u"utf-8"_s); // what was tried, to be changed
        const Import mended = check(import.id, {}, {{"encoding"_L1, "windows-1252"_L1}});
        QCOMPARE(lines(mended, u"plan_create"_s), 1);
    }

    void aPartIsTakenOnceAndInOrder()
    {
        const Import import = upload(Kind::Products, "sku,name,price\nA,Apple,1\n");
        QVERIFY(m_service->addPart(m_shop, import.id, 0, "sku,name,price\nA,Apple,1\n"));
        QCOMPARE(m_service->addPart(m_shop, import.id, 0, "other").error().code, ErrorCode::Conflict);
        QCOMPARE(m_service->addPart(m_shop, import.id, 2, "later").error().code, ErrorCode::Conflict);
        QVERIFY(!m_service->addPart(m_shop, import.id, 1, QByteArray(ImportService::kPartBytes + 1, 'x')));
    }

    void theFileIsSealedAtRest()
    {
        upload(Kind::Sales, "invoice,sku,quantity,date,price,customer\n1,A,1,2026-01-02,1.00,CANARY-17850\n");
        QCOMPARE(m_store->count("shop.import_parts WHERE position('CANARY'::bytea IN content) > 0"), 0);
    }

    void anotherShopSeesNothingOfIt()
    {
        const Import import = upload(Kind::Products, "sku,name,price\nA,Apple,1\n");
        const Id other = m_store->makeShop();
        QCOMPARE(m_service->read(other, import.id).error().code, ErrorCode::NotFound);
        QCOMPARE(m_service->run(other, m_actor, import.id, m_noClaim).error().code, ErrorCode::NotFound);
    }

    void thirtyThousandLinesAreCancelledBetweenBatches()
    {
        QByteArray csv = "sku,name,price\n";
        for (int i = 0; i < 30'000; ++i)
            csv += "SKU-" + QByteArray::number(i) + ",Item " + QByteArray::number(i) + ",1.00\n";
        const Import checked = check(upload(Kind::Products, csv, ImportService::kPartBytes).id);
        QCOMPARE(lines(checked, u"plan_create"_s), 30'000);
        QVERIFY(m_service->run(m_shop, m_actor, checked.id, m_noClaim));
        int batches = 0;
        QVERIFY(m_host->work([&] { return ++batches > 6; })); // the process stops in the middle
        const qint64 some = m_store->count("shop.products");
        QVERIFY(some > 0 && some < 30'000);
        QVERIFY(m_service->cancel(m_shop, m_actor, checked.id, m_noClaim));
        work();
        const Import cancelled = m_service->read(m_shop, checked.id).value();
        QCOMPARE(cancelled.status, Status::Cancelled);
        QCOMPARE(lines(cancelled, u"created"_s), some);
        QCOMPARE(m_store->count("shop.products"), some);
    }

    void theRealWeekOfSales()
    {
        QFile file(QStringLiteral(POS_TEST_DATA "/online-retail-dec2010.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Import checked = check(upload(Kind::Sales, file.readAll()).id);
        QCOMPARE(checked.report["lines"_L1].toInteger(), 10'000);
        QCOMPARE(checked.report["invoices"_L1].toInteger(), 512);
        QCOMPARE(checked.report["amount"_L1].toInteger(), 18'066'775);
        QCOMPARE(lines(checked, u"error"_s), 0);
        const QJsonValue outcomes = checked.report["outcomes"_L1];
        QCOMPARE(outcomes["plan_sale"_L1]["groups"_L1].toInteger(), 424);
        QCOMPARE(outcomes["plan_refund"_L1]["groups"_L1].toInteger(), 43);
        QCOMPARE(outcomes["plan_refund"_L1]["lines"_L1].toInteger(), 100);
        QCOMPARE(outcomes["plan_adjustment"_L1]["groups"_L1].toInteger(), 45);

        QVERIFY(m_service->run(m_shop, m_actor, checked.id, m_noClaim));
        work();
        const Import waiting = m_service->read(m_shop, checked.id).value();
        QCOMPARE(waiting.phase, imports::Phase::Orders); // order-service goes on from here
        QCOMPARE(m_store->count("shop.products"), 1988); // codes that differ only in case are one
        QCOMPARE(m_store->count("shop.products WHERE kind = 'service'"), 6);
        QCOMPARE(m_store->count(
                     "shop.stock_movements WHERE kind = 'adjustment' AND reference = '536414' AND quantity = 56000"),
                 1);
        QCOMPARE(m_store->count(
                     "shop.stock_movements WHERE kind = 'adjustment' AND reference = '537028' AND quantity = -320000"),
                 1);
        QCOMPARE(m_store->count("shop.stock_movements WHERE kind = 'adjustment'"), 45);
        const auto heart = m_store->admin("SELECT p.name, v.price FROM shop.products p JOIN shop.variants v ON "
                                          "v.product_id = p.id WHERE p.sku = '85123A'");
        QCOMPARE(heart.first().text("name"), u"WHITE HANGING HEART T-LIGHT HOLDER"_s);

        QVERIFY(m_orders->work([] { return false; }));
        const Import done = m_service->read(m_shop, checked.id).value();
        QVERIFY2(done.status == Status::Done, qPrintable(done.failure));
        QCOMPARE(lines(done, u"sale"_s) + lines(done, u"refund_linked"_s) + lines(done, u"refund_unlinked"_s)
                     + lines(done, u"adjustment"_s),
                 10'000);
        QCOMPARE(lines(done, u"refund_linked"_s), 10);
        QCOMPARE(lines(done, u"refund_unlinked"_s), 90);
        const auto sum = m_store->admin("SELECT sum(total)::bigint AS total, count(*) AS n FROM shop.orders");
        QCOMPARE(sum.first().i64("total"), 18'066'775);
        QCOMPARE(sum.first().i64("n"), 467);
        QCOMPARE(m_store->count("shop.orders WHERE kind = 'refund'"), 43);
        // 536365 in the file: 139.12, on the first of December at 08:26 of London
        const auto first =
            m_store->admin("SELECT total, created_at, number FROM shop.orders WHERE external_ref = '536365'");
        QCOMPARE(first.first().i64("total"), 13'912);
        QCOMPARE(toRfc3339(first.first().instant("created_at")), u"2010-12-01T08:26:00.000Z"_s);
        QCOMPARE(m_store->count("shop.orders WHERE status IN ('refunded', 'partially_refunded')"), 9);
        QCOMPARE(m_store->count("shop.order_lines l JOIN shop.orders o ON o.id = l.order_id WHERE o.external_ref = "
                                "'537197' AND l.unit_price = 0"),
                 1);
        // Numbers without a gap: as many as the last one says, each business date and kind.
        QCOMPARE(m_store->count("(SELECT 1 FROM shop.orders GROUP BY terminal, business_date, kind HAVING "
                                "max(right(number, 4)::int) <> count(*)) gaps"),
                 0);
        QCOMPARE(m_store->count("shop.stock_levels s WHERE s.on_hand <> (SELECT coalesce(sum(quantity), 0) FROM "
                                "shop.stock_movements m WHERE m.variant_id = s.variant_id)"),
                 0);
        QCOMPARE(m_store->count("events.outbox WHERE topic = 'pos.order.v1' AND type = 'order.imported'"), 467);
        QCOMPARE(m_store->count("shop.import_parts"), 0);

        // The same file again: nothing new.
        QVERIFY(file.seek(0));
        const Import again = check(upload(Kind::Sales, file.readAll()).id);
        QCOMPARE(lines(again, u"duplicate"_s), 10'000);
        QVERIFY(!again.report["can_run"_L1].toBool());
    }

    void aFileThatCannotBeReadIsToldWithWhatWasFound_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::newRow("bytes of another encoding after the sample")
            << QByteArray("sku,name,price\n" + QByteArray("A,Kopi,1\n").repeated(20'000) + "B,Caf\xE9,1\n")
            << u"wrong_encoding"_s;
        QTest::newRow("unclosed quote") << QByteArray("sku,name,price\nA,\"Kopi,1\nB,Teh,2\n") << u"unclosed_quote"_s;
        QTest::newRow("too many columns")
            << QByteArray("sku,name,price\nA" + QByteArray(300, ',') + "\n") << u"too_many_columns"_s;
        QTest::newRow("workbook") << QByteArray("PK\x03\x04 [Content_Types].xml") << u"not_text"_s;
        QTest::newRow("nothing") << QByteArray("\n\n") << u"empty"_s;
    }

    void aFileThatCannotBeReadIsToldWithWhatWasFound()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        const Import checked = check(upload(Kind::Products, bytes).id);
        QCOMPARE(checked.status, Status::Checked);
        QVERIFY(!checked.report["can_run"_L1].toBool());
        const QJsonArray problems = checked.report["problems"_L1].toArray();
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems[0]["code"_L1].toString(), code);
        QVERIFY(problems[0]["message"_L1].toString().size() > 10);
    }

    void whatIsKnownOfAFileIsKeptWhenAColumnIsMissing()
    {
        const Import checked = check(upload(Kind::Products, "Kode;Nama;Berapa\nA;Kopi;2,5\n").id);
        QCOMPARE(checked.report["problems"_L1][0]["field"_L1].toString(), u"mapping.price"_s);
        QCOMPARE(checked.format["separator"_L1].toString(), u";"_s);
        QCOMPARE(checked.columns, QStringList({u"Kode"_s, u"Nama"_s, u"Berapa"_s}));
        QCOMPARE(checked.mapping["sku"_L1].toString(), u"Kode"_s);
        QVERIFY(!checked.mapping.contains("price"_L1));
    }

    void utf16WithoutAMarkIsRead()
    {
        const QString text = u"sku,name,price\nA1,Caf\u00e9,250\n"_s;
        const Import done = importProducts(QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2));
        QCOMPARE(lines(done, u"created"_s), 1);
        QCOMPARE(m_store->admin("SELECT name FROM shop.products").first().text("name"), u"Caf\u00e9"_s);
    }

    void aWeightIsNeverTakenForThousands()
    {
        const QByteArray file = "sku,name,price,on_hand\nA,Teh,1,\"0,125\"\nB,Gula,1,\"0,5\"\n";
        const Import checked = check(upload(Kind::Products, file).id, {}, {{"decimal_mark"_L1, "."_L1}});
        QCOMPARE(lines(checked, u"error"_s), 2); // told, not read as 125
    }

    void linesMayStandInAnyOrder()
    {
        importProducts("sku,name,price,on_hand\nA,Apple,1,1\nB,Bread,1,1\nC,Cocoa,1,1\n");
        const Import done = importProducts("sku,name,price,on_hand\nC,Cocoa,1,7\nA,Apple,1,5\nB,Bread,1,6\n");
        QVERIFY2(done.failure.isEmpty(), qPrintable(done.failure));
        QCOMPARE(onHand("A"), 5'000);
        QCOMPARE(onHand("C"), 7'000);
        QVERIFY(m_service->undo(m_shop, m_actor, done.id, m_noClaim));
        work();
        QCOMPARE(m_service->read(m_shop, done.id).value().status, Status::Undone);
        QCOMPARE(onHand("A"), 1'000);
        QCOMPARE(onHand("C"), 1'000);
    }

    void anAdjustmentMayHaveSeveralLinesInAnyOrder()
    {
        importProducts("sku,name,price\nA,Apple,1\nB,Bread,1\n");
        const Import begun = run(check(upload(Kind::Sales, "invoice,sku,name,quantity,time,price\n"
                                                           "ADJ1,B,broken,-2,2010-12-01 10:00,0\n"
                                                           "ADJ1,A,broken,-3,2010-12-01 10:00,0\n"
                                                           "ADJ1,B,broken,-1,2010-12-01 10:00,0\n")
                                           .id)
                                     .id);
        QVERIFY(m_orders->work([] { return false; }));
        const Import done = m_service->read(m_shop, begun.id).value();
        QVERIFY2(done.failure.isEmpty(), qPrintable(done.failure));
        QCOMPARE(lines(done, u"adjustment"_s), 3);
        QCOMPARE(onHand("A"), -3'000);
        QCOMPARE(onHand("B"), -3'000);
    }

    void aGuardAgainstFormulasIsTakenOff()
    {
        importProducts("sku,name,price\n'-5,\"'=1+1\",1\nA2,'t Hof,1\n");
        QCOMPARE(m_store->count("shop.products WHERE sku = '-5' AND name = '=1+1'"), 1);
        QCOMPARE(m_store->count("shop.products WHERE name = $$'t Hof$$"), 1);
    }
};

QTEST_GUILESS_MAIN(ImportTest)
#include "ImportTest.moc"
