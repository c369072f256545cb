// SPDX-License-Identifier: GPL-3.0-or-later
// Past sales of another system: their own time, reference and prices; refunds with and without a sale.
#include "server/order/OrderImport.h"
#include "tests/integration/OrderFixture.h"

#include <QTest>

using namespace pos;
using namespace pos::test;

class OrderImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_ = std::make_unique<OrderFixture>();
        m_bag = m_->shop.product({"85123A", 255});
        m_lamp = m_->shop.product({"71053", 339});
    }
    void cleanupTestCase() { m_.reset(); }

    void saleKeepsItsOwnTimeReferenceAndPrices()
    {
        const auto ids = import({{domain::OrderKind::Sale,
                                  QStringLiteral("536365"),
                                  at(u"2010-12-01T08:26:00Z"),
                                  {sold(m_bag, 6, 255), sold(m_lamp, 1, 0)}}});
        QVERIFY(ids);
        const Answer order = m_->api.get(m_->shop.manager(), "/api/v1/orders/" + ids->first().toString().toLatin1());
        QCOMPARE(m_->number(order, "total"), 1'530);
        QCOMPARE(m_->text(order, "status"), QStringLiteral("paid"));
        QCOMPARE(m_->text(order, "created_at"), QStringLiteral("2010-12-01T08:26:00.000Z"));
        QCOMPARE(m_->text(order, "number"), QStringLiteral("TOKO-T00-101201-0001"));
        QCOMPARE(order.body[u"lines"].toArray().size(), 2);
        const Answer found = m_->api.get(m_->shop.manager(), "/api/v1/orders?external_ref=536365");
        QCOMPARE(found.body[u"items"].toArray().size(), 1);
        QCOMPARE(m_->shop.value("SELECT sum(quantity) FROM shop.stock_movements WHERE reference = '536365'"),
                 QByteArray("-7000"));
    }

    void sameReferenceIsNeverTakenTwice()
    {
        const auto again = import(
            {{domain::OrderKind::Sale, QStringLiteral("536365"), at(u"2010-12-01T08:26:00Z"), {sold(m_bag, 1, 1)}}});
        QCOMPARE(again.error().reason, QStringLiteral("order_external_ref_taken"));
    }

    void refundGivesBackLinesOfSeveralSalesAndOfNone()
    {
        const auto sales = import(
            {{domain::OrderKind::Sale, QStringLiteral("A1"), at(u"2010-12-01T09:00:00Z"), {sold(m_bag, 2, 255)}},
             {domain::OrderKind::Sale, QStringLiteral("A2"), at(u"2010-12-01T09:01:00Z"), {sold(m_lamp, 4, 339)}}});
        QVERIFY(sales);
        ImportedLine whole = sold(m_bag, 2, 255);
        whole.refundOf = sales->at(0);
        whole.refundOfPosition = 1;
        ImportedLine part = sold(m_lamp, 1, 339);
        part.refundOf = sales->at(1);
        part.refundOfPosition = 1;
        const auto refunds = import({{domain::OrderKind::Refund,
                                      QStringLiteral("C1"),
                                      at(u"2010-12-02T09:00:00Z"),
                                      {whole, part, sold(m_bag, 1, 200)}}});
        QVERIFY(refunds);
        const auto read = [this](const Id &id) {
            return m_->api.get(m_->shop.manager(), "/api/v1/orders/" + id.toString().toLatin1());
        };
        QCOMPARE(m_->number(read(refunds->first()), "total"), -(510 + 339 + 200));
        QCOMPARE(m_->text(read(sales->at(0)), "status"), QStringLiteral("refunded"));
        QCOMPARE(m_->text(read(sales->at(1)), "status"), QStringLiteral("partially_refunded"));
        const Answer rest =
            m_->api.post(m_->shop.manager(), "/api/v1/orders/" + sales->at(1).toString().toLatin1() + "/refunds",
                         {{QStringLiteral("reason"), QStringLiteral("broken")}});
        QCOMPARE(m_->number(rest, "total"), -3 * 339);
        QVERIFY(m_->shop.stockEqualsLedger());
    }

    void ordinaryClientsBringNoneOfIt()
    {
        for (const QString &field :
             {QStringLiteral("external_ref"), QStringLiteral("created_at"), QStringLiteral("kind")}) {
            QJsonObject body = m_->sale({m_->line(m_bag)});
            body.insert(field, QStringLiteral("x"));
            QCOMPARE(m_->api.post(m_->shop.owner(), "/api/v1/orders", body).field(),
                     field + QStringLiteral(" unknown_field"));
        }
    }

private:
    using ImportedLine = order::ImportedLine;

    static Instant at(QStringView text) { return instantFromRfc3339(text).value(); }
    static ImportedLine sold(const Id &variant, qint64 units, qint64 price)
    {
        ImportedLine line;
        line.variant = variant;
        line.sku = QStringLiteral("SKU");
        line.name = QStringLiteral("Name");
        line.quantity = Quantity::ofUnits(units);
        line.unitPrice = Money::ofMinor(price);
        return line;
    }

    Result<QList<Id>> import(const std::vector<order::ImportedOrder> &batch)
    {
        order::Caller caller;
        caller.tenant = m_->shop.tenant();
        caller.actor = {"system", Id(), Id(), {}, {}};
        return m_->database.database().forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<QList<Id>> {
            const size_t settings = order::ShopSettings::queue(tx);
            POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
            POS_TRY(const order::ShopSettings shop, order::ShopSettings::read(rows[settings]));
            POS_TRY(const QList<Id> ids, order::OrderImport(m_->clock).queue(tx, caller, shop, batch));
            POS_CHECK(tx.commit());
            return ids;
        });
    }

    std::unique_ptr<OrderFixture> m_;
    Id m_bag;
    Id m_lamp;
};

QTEST_GUILESS_MAIN(OrderImportTest)
#include "OrderImportTest.moc"
