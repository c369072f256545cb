// SPDX-License-Identifier: GPL-3.0-or-later
// The day beside the same day a week before, and what reports read.
#include "tests/integration/OrderFixture.h"

#include <QTest>

using namespace pos;
using namespace pos::test;

class ReportTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<OrderFixture> m_;
    Id m_rice;

    QJsonObject today() { return m_->api.get(m_->shop.manager(), "/api/v1/reports/today").body; }
    void at(const char *instant) { m_->clock.set(instantFromRfc3339(QString::fromLatin1(instant)).value()); }
    Answer sold(int pieces) { return m_->sell({m_->line(m_rice, pieces)}, {m_->transfer(14'000 * pieces)}); }

private Q_SLOTS:
    void init()
    {
        m_ = std::make_unique<OrderFixture>();
        m_rice = m_->shop.product({"RICE", 14'000});
        m_->shop.receive(m_rice, Quantity::ofUnits(100), 9'000);
    }
    void cleanup() { m_.reset(); }

    void comparesWithTheSameDayOfTheWeekBefore()
    {
        at("2026-01-15T02:00:00.000Z"); // 09:00 in Jakarta, a week earlier
        sold(1);
        at("2026-01-15T08:30:00.000Z"); // 15:30
        sold(3);
        at("2026-01-22T03:04:05.000Z"); // 10:04
        sold(2);
        const QJsonObject day = today();
        QCOMPARE(day[u"business_date"].toString(), QStringLiteral("2026-01-22"));
        QCOMPARE(day[u"total"].toInteger(), 28'000);
        QCOMPARE(day[u"gross_profit"].toInteger(), 10'000);
        QCOMPARE(day[u"by_hour"].toArray().size(), 1);
        QCOMPARE(day[u"by_hour"][0][u"hour"].toInt(), 10);
        const QJsonObject before = day[u"last_week"].toObject();
        QCOMPARE(before[u"business_date"].toString(), QStringLiteral("2026-01-15"));
        QCOMPARE(before[u"orders"].toInt(), 2);
        QCOMPARE(before[u"total"].toInteger(), 56'000);
        QCOMPARE(before[u"gross_profit"].toInteger(), 20'000);
        QCOMPARE(before[u"average_basket"].toInteger(), 28'000);
        QCOMPARE(before[u"by_hour"].toArray().size(), 2);
        QCOMPARE(before[u"so_far"][u"orders"].toInt(), 1); // at 10:04 the second was not sold yet
        QCOMPARE(before[u"so_far"][u"total"].toInteger(), 14'000);
        QCOMPARE(before[u"so_far"][u"gross_profit"].toInteger(), 5'000);
        QCOMPARE(before[u"so_far"][u"average_basket"].toInteger(), 14'000);
        QCOMPARE(day[u"updated_at"].toString(), QStringLiteral("2026-01-22T03:04:05.000Z"));
    }

    void aDayWithoutSalesIsZeroNotAbsent()
    {
        const QJsonObject day = today();
        for (const char *field : {"orders", "total", "gross_profit", "average_basket"}) {
            QCOMPARE(day[QLatin1String(field)].toInteger(-1), 0);
            QCOMPARE(day[u"last_week"][QLatin1String(field)].toInteger(-1), 0);
            if (qstrcmp(field, "orders") != 0)
                QCOMPARE(day[u"last_week"][u"so_far"][QLatin1String(field)].toInteger(-1), 0);
        }
        QVERIFY(day[u"top_products"].toArray().isEmpty());
        QVERIFY(day[u"payments"].toArray().isEmpty());
    }

    void delayedOrdersAreThoseThatWaitTooLong()
    {
        m_->sell({m_->line(m_rice)});
        m_->clock.advance(std::chrono::minutes(19));
        m_->sell({m_->line(m_rice)});
        QCOMPARE(today()[u"awaiting_payment"][u"orders"].toInt(), 2);
        QCOMPARE(today()[u"awaiting_payment"][u"delayed"].toInt(), 0);
        m_->clock.advance(std::chrono::minutes(2));
        QCOMPARE(today()[u"awaiting_payment"][u"delayed"].toInt(), 1);
        QCOMPARE(today()[u"awaiting_payment"][u"total"].toInteger(), 28'000);
    }

    // The profit is stored with the head and must be what the lines say.
    void theStoredProfitIsThatOfTheLines()
    {
        const Answer sale = sold(3);
        const QJsonObject piece{{QStringLiteral("position"), 1}, {QStringLiteral("quantity"), 1}};
        const auto give = [&](bool restock) {
            return m_->api.post(m_->shop.manager(), m_->path(sale, "/refunds"),
                                {{QStringLiteral("reason"), QStringLiteral("broken")},
                                 {QStringLiteral("restock"), restock},
                                 {QStringLiteral("lines"), QJsonArray{piece}}});
        };
        QCOMPARE(today()[u"gross_profit"].toInteger(), 15'000);
        QCOMPARE(give(true).status, 201);  // back on the shelf: it cost nothing
        QCOMPARE(today()[u"gross_profit"].toInteger(), 10'000);
        QCOMPARE(give(false).status, 201); // thrown away: its cost stays
        QCOMPARE(today()[u"gross_profit"].toInteger(), -4'000);
        QCOMPARE(
            m_->shop.value("SELECT count(*) FROM shop.orders o WHERE gross_profit <> (SELECT sum(CASE o.kind "
                           "WHEN 'sale' THEN l.net - shop.mul_div(l.unit_cost, l.quantity, 1000) ELSE -l.net + CASE "
                           "WHEN l.restocked THEN shop.mul_div(l.unit_cost, l.quantity, 1000) ELSE 0 END END) "
                           "FROM shop.order_lines l WHERE l.order_id = o.id)"),
            QByteArray("0"));
    }

    void bestSellersAndPaymentsAreOfTheDayAlone()
    {
        at("2026-01-21T03:00:00.000Z");
        sold(5);
        at("2026-01-22T03:00:00.000Z");
        sold(1);
        const QJsonObject day = today();
        QCOMPARE(day[u"top_products"][0][u"quantity"].toInt(), 1);
        QCOMPARE(day[u"payments"][0][u"net"].toInteger(), 14'000);
        at("2026-01-23T03:00:00.000Z");
        sold(2);
        at("2026-01-22T04:00:00.000Z"); // a younger order of another day does not count either
        QCOMPARE(today()[u"top_products"][0][u"quantity"].toInt(), 1);
    }

    void ordersAreListedBySeller()
    {
        sold(1);
        const Answer byManager =
            m_->api.post(m_->shop.manager(), "/api/v1/orders", m_->sale({m_->line(m_rice)}, {m_->transfer(14'000)}));
        const QByteArray who = m_->text(byManager, "created_by").toLatin1();
        const Answer list = m_->api.get(m_->shop.manager(), "/api/v1/orders?created_by=" + who);
        QCOMPARE(list.body[u"items"].toArray().size(), 1);
        QCOMPARE(list.body[u"items"][0][u"id"], byManager.body[u"id"]);
        QCOMPARE(m_->api.get(m_->shop.manager(), "/api/v1/orders?created_by=nobody").field(),
                 QStringLiteral("created_by not_an_id"));
    }
};

QTEST_MAIN(ReportTest)
#include "ReportTest.moc"
