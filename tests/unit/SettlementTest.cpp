// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/Settlement.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pos;
using namespace pos::domain;

namespace {

Money m(qint64 minor)
{
    return Money::ofMinor(minor);
}
Tender cash(qint64 amount, std::optional<qint64> tendered = {})
{
    return {PaymentMethod::Cash, m(amount), tendered ? std::optional(m(*tendered)) : std::nullopt};
}
Tender transfer(qint64 amount)
{
    return {PaymentMethod::Transfer, m(amount)};
}
const CashRounding kRupiah = CashRounding::defaultFor(u"IDR");
const CashRounding kNone;

} // namespace

class SettlementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cashIsRoundedToAHundredRupiah()
    {
        QCOMPARE(kRupiah.round(m(12'340)), m(12'300));
        QCOMPARE(kRupiah.round(m(12'350)), m(12'400));
        QCOMPARE(kRupiah.round(m(-12'350)), m(-12'400));
        QCOMPARE(CashRounding::defaultFor(u"GBP").round(m(12'349)), m(12'349));
    }

    void roundingIsALineOfItsOwn()
    {
        const Settlement paid = settle(m(12'340), {cash(12'300, 20'000)}, kRupiah).value();
        QVERIFY(paid.settled);
        QCOMPARE(paid.rounding, m(-40));
        QCOMPARE(paid.paid, m(12'300));
    }

    void transferIsNeverRounded()
    {
        const Settlement paid = settle(m(12'340), {transfer(12'340)}, kRupiah).value();
        QVERIFY(paid.settled);
        QCOMPARE(paid.rounding, Money());
    }

    void tenderedChangeAndNetAreThreeFields()
    {
        const Settlement paid = settle(m(12'500), {cash(12'500, 20'000)}, kRupiah).value();
        QCOMPARE(paid.payments[0].tendered, m(20'000));
        QCOMPARE(paid.payments[0].change, m(7'500));
        QCOMPARE(paid.payments[0].net, m(12'500));
        QCOMPARE(paid.change, m(7'500));
    }

    void unroundedCashPaysTheRoundedPart()
    {
        const Settlement paid = settle(m(12'340), {cash(12'340)}, kRupiah).value();
        QVERIFY(paid.settled);
        QCOMPARE(paid.payments[0].net, m(12'300));
    }

    void splitPaymentRoundsTheCashPartAlone()
    {
        const Settlement paid = settle(m(12'345), {transfer(5'000), cash(7'300)}, kRupiah).value();
        QVERIFY(paid.settled);
        QCOMPARE(paid.rounding, m(-45));
        QCOMPARE(paid.payments[0].net, m(5'000));
        QCOMPARE(paid.payments[1].net, m(7'300));
    }

    void partOfThePriceLeavesTheOrderOpen()
    {
        const Settlement part = settle(m(12'345), {cash(5'000)}, kRupiah).value();
        QVERIFY(!part.settled);
        QCOMPARE(part.rounding, Money());
        QCOMPARE(part.paid, m(5'000));
    }

    void nothingIsPaidTwice()
    {
        QCOMPARE(settle(m(100), {transfer(101)}, kNone).error().fields.first().code, QStringLiteral("too_large"));
        QCOMPARE(settle(m(100), {cash(60), cash(50)}, kNone).error().fields.first().code, QStringLiteral("too_large"));
    }

    void tenderedCoversItsAmount()
    {
        QCOMPARE(settle(m(100), {cash(100, 99)}, kNone).error().fields.first().field,
                 QStringLiteral("payments[0].tendered"));
        Tender wrong = transfer(100);
        wrong.tendered = m(100);
        QCOMPARE(settle(m(100), {wrong}, kNone).error().fields.first().code, QStringLiteral("not_allowed"));
    }

    void freeOrderIsSettledByNothing() { QVERIFY(settle(Money(), {}, kRupiah).value().settled); }

    void tenderedLessChangeIsNetAndNetIsThePrice()
    {
        QVERIFY(rc::check("any split settles exactly the price and its rounding", [] {
            const qint64 total = *rc::gen::inRange<qint64>(1, 100'000'000);
            const CashRounding rounding = CashRounding::toStep(m(*rc::gen::element<qint64>(0, 5, 100, 500)));
            std::vector<Tender> tenders;
            qint64 left = total;
            while (left > 0) {
                const qint64 part = *rc::gen::inRange<qint64>(1, left + 1);
                tenders.push_back(*rc::gen::arbitrary<bool>() ? cash(part) : transfer(part));
                left -= part;
            }
            const Settlement paid = settle(m(total), tenders, rounding).value();
            RC_ASSERT(paid.settled);
            Money nets;
            for (const Payment &p : paid.payments) {
                RC_ASSERT(p.tendered - p.change == p.net);
                RC_ASSERT(!p.net.isNegative());
                nets += p.net;
            }
            RC_ASSERT(nets == paid.paid);
            RC_ASSERT(paid.paid == m(total) + paid.rounding);
            RC_ASSERT(std::abs(paid.rounding.minor()) * 2 <= rounding.step().minor());
        }));
    }
};

QTEST_APPLESS_MAIN(SettlementTest)
#include "SettlementTest.moc"
