// SPDX-License-Identifier: GPL-3.0-or-later
// After the sale: payments, void, refunds, receipts, lists and reports.
#include "tests/integration/OrderFixture.h"

#include <QTest>

using namespace pos;
using namespace pos::test;

class OrderChangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_ = std::make_unique<OrderFixture>();
        m_rice = m_->shop.product({"RICE", 14'000, "food"});
        m_oil = m_->shop.product({"OIL", 23'450, "food"});
        m_->shop.taxRule("food", 100'000, 1, 1, false);
        m_->shop.receive(m_rice, Quantity::ofUnits(100), 9'000);
        m_->shop.receive(m_oil, Quantity::ofUnits(100), 15'000);
    }
    void cleanupTestCase() { m_.reset(); }

    void openOrderIsPaidInParts()
    {
        const Answer order = m_->sell({m_->line(m_rice)}); // 14,000 + 1,400
        const Answer part = pay(order, {m_->transfer(5'000)});
        QCOMPARE(part.status, 201);
        QCOMPARE(m_->text(part, "status"), QStringLiteral("awaiting_payment"));
        QCOMPARE(m_->number(part, "paid"), 5'000);
        const Answer rest = pay(part, {m_->cash(10'400)});
        QCOMPARE(m_->text(rest, "status"), QStringLiteral("paid"));
        QCOMPARE(m_->number(rest, "version"), 3);
        QCOMPARE(rest.body[u"payments"].toArray().size(), 2);
        QCOMPARE(m_->api.get(m_->shop.cashier(), m_->path(order)).body, rest.body);
    }

    void settledOrderTakesNoMorePayment()
    {
        const Answer order = paid(m_rice);
        QCOMPARE(pay(order, {m_->transfer(1)}).error.reason, QStringLiteral("state_not_allowed"));
    }

    void laterCashPaymentIsRoundedToo()
    {
        const Answer order = m_->sell({m_->line(m_oil)}); // 23,450 + 2,345 = 25,795
        const Answer settled = pay(order, {m_->cash(25'800)});
        QCOMPARE(m_->number(settled, "rounding"), 5);
        QCOMPARE(m_->number(settled, "total"), 25'800);
    }

    void voidIsAStateAndKeepsItsNumber()
    {
        const Quantity before = m_->shop.onHand(m_rice);
        const Answer order = paid(m_rice);
        const Answer voided = m_->api.post(m_->shop.manager(), m_->path(order, "/void"), because());
        QCOMPARE(voided.status, 200);
        QCOMPARE(m_->text(voided, "status"), QStringLiteral("voided"));
        QCOMPARE(m_->text(voided, "number"), m_->text(order, "number"));
        QCOMPARE(m_->number(voided, "paid"), 0);
        QCOMPARE(m_->number(voided, "total"), m_->number(order, "total"));
        QCOMPARE(m_->shop.onHand(m_rice), before);
        QCOMPARE(voided.body[u"payments"][1][u"amount"].toInteger(), -15'400);
        QVERIFY(m_->shop.stockEqualsLedger());
    }

    void finalStatesAreFinal()
    {
        const Answer order = paid(m_rice);
        m_->api.post(m_->shop.manager(), m_->path(order, "/void"), because());
        for (const char *action : {"/void", "/refunds"})
            QCOMPARE(m_->api.post(m_->shop.manager(), m_->path(order, action), because()).error.reason,
                     QStringLiteral("state_not_allowed"));
        QCOMPARE(pay(order, {m_->cash(100)}).error.reason, QStringLiteral("state_not_allowed"));
    }

    void voidNeedsThePermissionOrAnApprovalUsedOnce()
    {
        const Answer order = paid(m_rice);
        QJsonObject body = because();
        QCOMPARE(m_->api.post(m_->shop.cashier(), m_->path(order, "/void"), body).error.reason,
                 QStringLiteral("approval_required"));
        const Id approval = m_->shop.approval("order.void", Id::parse(m_->text(order, "id")).value());
        body.insert(QStringLiteral("approval_id"), approval.toString());
        const Answer other = paid(m_rice);
        QCOMPARE(m_->api.post(m_->shop.cashier(), m_->path(other, "/void"), body).error.reason,
                 QStringLiteral("approval_invalid"));
        const Answer voided = m_->api.post(m_->shop.cashier(), m_->path(order, "/void"), body);
        QCOMPARE(voided.status, 200);
        QCOMPARE(m_->text(voided, "approved_by"), m_->shop.manager().user.toString());
    }

    void countedDayIsRefundedNotVoided()
    {
        const Answer order = paid(m_rice);
        const Answer open = m_->sell({m_->line(m_rice)});
        const Instant now = m_->clock.now();
        m_->clock.advance(std::chrono::hours(24));
        QCOMPARE(m_->api.post(m_->shop.manager(), m_->path(order, "/void"), because()).error.reason,
                 QStringLiteral("day_closed"));
        QCOMPARE(m_->api.post(m_->shop.manager(), m_->path(open, "/void"), because()).status, 200);
        QCOMPARE(m_->api.post(m_->shop.manager(), m_->path(order, "/refunds"), because()).status, 201);
        m_->clock.set(now);
    }

    void refundIsADocumentTiedToTheSalesLines()
    {
        const Answer order = m_->sell({m_->line(m_rice, 3), m_->line(m_oil)}, {m_->transfer(46'200 + 25'795)});
        const Quantity rice = m_->shop.onHand(m_rice);
        const Answer refund = give(order, {piece(1, 1)});
        QCOMPARE(refund.status, 201);
        QCOMPARE(m_->text(refund, "kind"), QStringLiteral("refund"));
        QCOMPARE(m_->text(refund, "refund_of"), m_->text(order, "id"));
        QVERIFY(m_->text(refund, "number").startsWith(QStringLiteral("TOKO-T01-260122-R0")));
        QCOMPARE(m_->number(refund, "total"), -15'400);
        QCOMPARE(m_->number(refund, "tax_total"), -1'400);
        QCOMPARE(refund.body[u"lines"][0][u"quantity"].toInt(), -1);
        QCOMPARE(refund.body[u"lines"][0][u"total"].toInteger(), -15'400);
        QCOMPARE(refund.body[u"payments"][0][u"amount"].toInteger(), -15'400);
        QCOMPARE(m_->shop.onHand(m_rice), rice + Quantity::ofUnits(1));
        const Answer sale = m_->api.get(m_->shop.cashier(), m_->path(order));
        QCOMPARE(m_->text(sale, "status"), QStringLiteral("partially_refunded"));
        QCOMPARE(sale.body[u"lines"][0][u"refunded_quantity"].toInt(), 1);
        QCOMPARE(sale.body[u"refunds"].toArray(), QJsonArray{m_->text(refund, "id")});
    }

    void refundsNeverGiveMoreThanWhatIsLeft()
    {
        const Answer order =
            m_->sell({m_->line(m_oil, 3, 1'000)}, {m_->cash(76'300)}); // 70,350 - 1,000 + 6,935 = 76,285
        QCOMPARE(m_->number(order, "total"), 76'300);
        QCOMPARE(give(order, {piece(1, 4)}).field(), QStringLiteral("lines[0].quantity too_large"));
        qint64 given = 0;
        for (int i = 0; i < 3; ++i)
            given += m_->number(give(order, {piece(1, 1)}), "total");
        QCOMPARE(given, -76'300);
        QCOMPARE(give(order, {}).error.reason, QStringLiteral("nothing_left"));
        QCOMPARE(m_->text(m_->api.get(m_->shop.cashier(), m_->path(order)), "status"), QStringLiteral("refunded"));
    }

    void refundWithoutLinesGivesEverythingBack()
    {
        const Answer order = paid(m_rice);
        const Answer all = give(order, {});
        QCOMPARE(m_->number(all, "total"), -m_->number(order, "total"));
    }

    void whatIsBrokenDoesNotGoBackOnTheShelf()
    {
        const Answer order = paid(m_rice);
        const Quantity after = m_->shop.onHand(m_rice);
        QJsonObject broken = piece(1, 1);
        broken.insert(QStringLiteral("restock"), false);
        QCOMPARE(give(order, {broken}).status, 201);
        QCOMPARE(m_->shop.onHand(m_rice), after);
    }

    void refundNeedsThePermissionOrAnApproval()
    {
        const Answer order = paid(m_rice);
        QJsonObject body = because();
        QCOMPARE(m_->api.post(m_->shop.cashier(), m_->path(order, "/refunds"), body).error.reason,
                 QStringLiteral("approval_required"));
        body.insert(QStringLiteral("approval_id"),
                    m_->shop.approval("order.refund", Id::parse(m_->text(order, "id")).value()).toString());
        QCOMPARE(m_->api.post(m_->shop.cashier(), m_->path(order, "/refunds"), body).status, 201);
    }

    void repeatedRefundWithItsKeyGivesBackOnce()
    {
        const Answer order = m_->sell({m_->line(m_rice, 2)}, {m_->transfer(30'800)});
        QJsonObject body = because();
        body.insert(QStringLiteral("lines"), QJsonArray{piece(1, 1)});
        const Answer first = m_->api.post(m_->shop.manager(), m_->path(order, "/refunds"), body, "refund-1");
        const Answer again = m_->api.post(m_->shop.manager(), m_->path(order, "/refunds"), body, "refund-1");
        QCOMPARE(again.body, first.body);
        QCOMPARE(m_->api.get(m_->shop.cashier(), m_->path(order)).body[u"refunds"].toArray().size(), 1);
    }

    void listIsFilteredAndPagedByPosition()
    {
        m_->clock.advance(std::chrono::hours(48));
        for (int i = 0; i < 5; ++i) {
            m_->clock.advance(std::chrono::seconds(1));
            m_->api.post(m_->shop.cashier("T05"), "/api/v1/orders", m_->sale({m_->line(m_rice)}));
        }
        const QByteArray base = "/api/v1/orders?business_date=2026-01-24&status=awaiting_payment&kind=sale&limit=2";
        QStringList numbers;
        QByteArray cursor;
        for (int page = 0; page < 3; ++page) {
            const Answer answer = m_->api.get(m_->shop.cashier(), cursor.isEmpty() ? base : base + "&cursor=" + cursor);
            QCOMPARE(answer.status, 200);
            for (const QJsonValue &item : answer.body[u"items"].toArray())
                numbers.append(item[u"number"].toString().right(1));
            cursor = m_->text(answer, "next_cursor").toLatin1();
            QCOMPARE(cursor.isEmpty(), page == 2);
        }
        QCOMPARE(numbers, (QStringList{QStringLiteral("5"), QStringLiteral("4"), QStringLiteral("3"),
                                       QStringLiteral("2"), QStringLiteral("1")}));
        const Answer one = m_->api.get(m_->shop.cashier(), "/api/v1/orders?number=TOKO-T05-260124-0003");
        QCOMPARE(one.body[u"items"].toArray().size(), 1);
        QCOMPARE(m_->api.get(m_->shop.cashier(), "/api/v1/orders?q=t05-260124").body[u"items"].toArray().size(), 5);
        QCOMPARE(m_->api.get(m_->shop.cashier(), "/api/v1/orders?terminal=5&sort=created_at&limit=1")
                     .body[u"items"][0][u"number"]
                     .toString(),
                 QStringLiteral("TOKO-T05-260124-0001"));
        QCOMPARE(m_->api.get(m_->shop.cashier(), "/api/v1/orders?colour=red").field(),
                 QStringLiteral("colour unknown_parameter"));
        QCOMPARE(m_->api.get(m_->shop.cashier(), "/api/v1/orders?cursor=e30x").field(),
                 QStringLiteral("cursor bad_cursor"));
    }

    void receiptFitsThePaper()
    {
        const Answer order = m_->sell({m_->line(m_rice, 2), m_->line(m_oil, 1, 430)}, {m_->cash(56'100)});
        for (const int columns : {32, 48}) {
            const Answer receipt =
                m_->api.get(m_->shop.cashier(), m_->path(order, "/receipt?columns=") + QByteArray::number(columns));
            QCOMPARE(receipt.status, 200);
            const QString text = QString::fromUtf8(receipt.text);
            for (const QString &line : text.split(u'\n'))
                QVERIFY2(line.size() <= columns, qPrintable(line));
            for (const QString &word :
                 {QStringLiteral("Toko toko"), QStringLiteral("2 x 14.000"), QStringLiteral("-430"),
                  QStringLiteral("Pembulatan"), QStringLiteral("Rp56.100"), m_->text(order, "number")})
                QVERIFY2(text.contains(word), qPrintable(word + u'\n' + text));
        }
    }

    void receiptIsAlsoAPdf()
    {
        const Answer order = paid(m_rice);
        const Answer receipt = m_->api.get(m_->shop.cashier(), m_->path(order, "/receipt?format=pdf"));
        QVERIFY(receipt.text.startsWith("%PDF-"));
        QVERIFY(receipt.text.size() > 4000);
    }

    void reportsSumWhatIsStored()
    {
        m_->clock.advance(std::chrono::hours(48));
        const Answer sold = m_->sell({m_->line(m_rice, 2)}, {m_->transfer(30'800)});
        give(sold, {piece(1, 1)});
        const Answer open = m_->sell({m_->line(m_rice)});
        const Answer gone = paid(m_oil);
        m_->api.post(m_->shop.manager(), m_->path(gone, "/void"), because());
        const Answer today = m_->api.get(m_->shop.manager(), "/api/v1/reports/today");
        QCOMPARE(today.status, 200);
        QCOMPARE(m_->number(today, "orders"), 1);
        QCOMPARE(m_->number(today, "refunds"), 1);
        QCOMPARE(m_->number(today, "total"), 15'400);
        QCOMPARE(m_->number(today, "tax_total"), 1'400);
        QCOMPARE(m_->number(today, "average_basket"), 30'800);
        QCOMPARE(m_->number(today, "gross_profit"), 5'000);
        QCOMPARE(today.body[u"payments"].toArray().size(), 1);
        QCOMPARE(today.body[u"payments"][0][u"net"].toInteger(), 15'400);
        QVERIFY(today.body[u"awaiting_payment"][u"orders"].toInt() >= 1);
        const Answer days = m_->api.get(m_->shop.manager(), "/api/v1/reports/sales");
        QCOMPARE(days.status, 200);
        QVERIFY(days.body[u"days"].toArray().size() >= 2);
        QCOMPARE(days.body[u"days"].toArray().last()[u"total"].toInteger(), 15'400);
        QCOMPARE(m_->api.get(m_->shop.manager(), "/api/v1/reports/sales?from=2020-01-01&to=2026-01-01").field(),
                 QStringLiteral("from too_small"));
    }

    void heldCartIsResumedOnAnyTillAndSoldOnce()
    {
        const QJsonObject content{{QStringLiteral("name"), QStringLiteral("Table 4")},
                                  {QStringLiteral("lines"), QJsonArray{m_->line(m_rice)}}};
        const Answer held = m_->api.post(m_->shop.cashier("T01"), "/api/v1/carts", content, "cart-1");
        QCOMPARE(held.status, 201);
        QCOMPARE(m_->api.post(m_->shop.cashier("T01"), "/api/v1/carts", content, "cart-1").body, held.body);
        const QByteArray cart = "/api/v1/carts/" + m_->text(held, "id").toLatin1();

        const QJsonObject more{{QStringLiteral("lines"), QJsonArray{m_->line(m_rice, 2)}}};
        QCOMPARE(m_->api.call(m_->shop.cashier("T02"), "PUT", cart, more).error.code, ErrorCode::PreconditionRequired);
        const Answer changed = m_->api.call(m_->shop.cashier("T02"), "PUT", cart, more, {{}, held.etag});
        QCOMPARE(changed.status, 200);
        const Answer stale = m_->api.call(m_->shop.cashier("T01"), "PUT", cart, content, {{}, held.etag});
        QCOMPARE(stale.error.code, ErrorCode::PreconditionFailed);
        QCOMPARE(stale.error.state[u"lines"][0][u"quantity"].toInt(), 2);

        const QJsonObject pays{{QStringLiteral("payments"), QJsonArray{m_->transfer(30'800)}}};
        const Answer sold =
            m_->api.call(m_->shop.cashier("T02"), "POST", cart + "/checkout", pays, {"out-1", changed.etag});
        QCOMPARE(sold.status, 201);
        QCOMPARE(m_->text(sold, "status"), QStringLiteral("paid"));
        QCOMPARE(m_->api.call(m_->shop.cashier("T02"), "POST", cart + "/checkout", pays, {"out-1", changed.etag}).body,
                 sold.body);
        QCOMPARE(m_->api.post(m_->shop.cashier("T01"), cart + "/checkout", pays).error.reason,
                 QStringLiteral("cart_sold"));
        QCOMPARE(m_->api.get(m_->shop.cashier(), "/api/v1/carts").body[u"items"].toArray().size(), 0);
    }

    void cartHoldsOnlyWhatThisShopSells()
    {
        QJsonObject unknown = m_->line(m_rice);
        unknown[QStringLiteral("variant_id")] = Id::make(m_->clock).toString();
        const QJsonObject content{{QStringLiteral("lines"), QJsonArray{m_->line(m_rice), unknown}}};
        QCOMPARE(m_->api.post(m_->shop.cashier(), "/api/v1/carts", content).field(),
                 QStringLiteral("lines[1].variant_id unknown"));
        const Answer held = m_->api.post(m_->shop.cashier(), "/api/v1/carts",
                                         {{QStringLiteral("lines"), QJsonArray{m_->line(m_rice)}}});
        const QByteArray cart = "/api/v1/carts/" + m_->text(held, "id").toLatin1();
        QCOMPARE(m_->api.call(m_->shop.cashier(), "PUT", cart, content, {{}, held.etag}).field(),
                 QStringLiteral("lines[1].variant_id unknown"));
    }

    void droppedCartIsGone()
    {
        const Answer held = m_->api.post(m_->shop.cashier(), "/api/v1/carts",
                                         {{QStringLiteral("lines"), QJsonArray{m_->line(m_rice)}}});
        const QByteArray cart = "/api/v1/carts/" + m_->text(held, "id").toLatin1();
        QCOMPARE(m_->api.call(m_->shop.cashier(), "DELETE", cart).status, 204);
        QCOMPARE(m_->api.get(m_->shop.cashier(), cart).error.code, ErrorCode::NotFound);
    }

private:
    static QJsonObject because() { return {{QStringLiteral("reason"), QStringLiteral("wrong item")}}; }
    static QJsonObject piece(int position, int quantity)
    {
        return {{QStringLiteral("position"), position}, {QStringLiteral("quantity"), quantity}};
    }
    Answer paid(const Id &variant) const
    {
        return pay(m_->sell({m_->line(variant)}), {m_->transfer(variant == m_rice ? 15'400 : 25'795)});
    }
    Answer pay(const Answer &order, const QJsonArray &payments) const
    {
        return m_->api.post(m_->shop.cashier(), m_->path(order, "/payments"), {{QStringLiteral("payments"), payments}});
    }
    Answer give(const Answer &order, const QJsonArray &lines) const
    {
        QJsonObject body = because();
        if (!lines.isEmpty())
            body.insert(QStringLiteral("lines"), lines);
        return m_->api.post(m_->shop.manager(), m_->path(order, "/refunds"), body);
    }

    std::unique_ptr<OrderFixture> m_;
    Id m_rice;
    Id m_oil;
};

QTEST_MAIN(OrderChangeTest)
#include "OrderChangeTest.moc"
