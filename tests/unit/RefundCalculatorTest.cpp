// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/RefundCalculator.h"
#include "core/domain/DiscountLimit.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pos;
using namespace pos::domain;

namespace {

Money m(qint64 minor)
{
    return Money::ofMinor(minor);
}
const CashRounding kNone;

TaxRule ppn(bool inclusive)
{
    TaxRule rule;
    rule.id = Id::parse(inclusive ? u"00000000-0000-7000-8000-000000000001" : u"00000000-0000-7000-8000-000000000002")
                  .value();
    rule.ratePpm = 120'000;
    rule.baseNumerator = 11;
    rule.baseDenominator = 12;
    rule.inclusive = inclusive;
    return rule;
}

RefundableOrder soldAs(const std::vector<LineInput> &inputs, Money rounding = {})
{
    const OrderSums sums = priceOrder(inputs).value();
    RefundableOrder order;
    order.total = sums.total + rounding;
    for (size_t i = 0; i < inputs.size(); ++i)
        order.lines.push_back({inputs[i].quantity, sums.lines[i], inputs[i].rule.inclusive});
    return order;
}

void apply(RefundableOrder &order, const std::vector<Quantity> &quantities, const RefundSums &sums)
{
    for (size_t i = 0; i < quantities.size(); ++i) {
        RefundableLine &line = order.lines[i];
        line.refundedQuantity += quantities[i];
        line.refunded.amount += sums.lines[i].amount;
        line.refunded.discount += sums.lines[i].discount;
        line.refunded.net += sums.lines[i].net;
        line.refunded.tax += sums.lines[i].tax;
        line.refunded.total += sums.lines[i].total;
    }
    order.refunded += sums.total;
}

} // namespace

class RefundCalculatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lastPartTakesTheRemainder()
    {
        RefundableOrder order = soldAs({{Quantity::ofUnits(3), m(100), m(1)}});
        const std::vector one{Quantity::ofUnits(1)};
        QList<qint64> parts;
        for (int i = 0; i < 3; ++i) {
            const RefundSums part = refund(order, one, kNone).value();
            parts.append(part.total.minor());
            QCOMPARE(part.completes, i == 2);
            apply(order, one, part);
        }
        QCOMPARE(parts, (QList<qint64>{100, 99, 100}));
        QCOMPARE(order.refunded, order.total);
    }

    void storedTaxAndDiscountComeBack()
    {
        const RefundableOrder order = soldAs({{Quantity::ofUnits(2), m(300), m(50), ppn(false)}});
        const RefundSums all = refund(order, {Quantity::ofUnits(2)}, kNone).value();
        QCOMPARE(all.taxTotal, m(60));
        QCOMPARE(all.discountTotal, m(50));
        QCOMPARE(all.total, m(610));
    }

    void neverMoreThanWhatIsLeft()
    {
        RefundableOrder order = soldAs({{Quantity::ofUnits(2), m(300), Money()}});
        QCOMPARE(refund(order, {Quantity::ofUnits(3)}, kNone).error().fields.first().code, QStringLiteral("too_large"));
        const std::vector all{Quantity::ofUnits(2)};
        apply(order, all, refund(order, all, kNone).value());
        QCOMPARE(refund(order, {Quantity()}, kNone).error().reason, QStringLiteral("nothing_left"));
    }

    void everythingGivesBackTheRoundingToo()
    {
        const RefundableOrder order = soldAs({{Quantity::ofUnits(1), m(12'340), Money()}}, m(-40));
        const RefundSums all = refund(order, {Quantity::ofUnits(1)}, CashRounding::defaultFor(u"IDR")).value();
        QCOMPARE(all.total, m(12'300));
        QCOMPARE(all.rounding, m(-40));
    }

    void refundsInAnySplitMakeTheTotal()
    {
        QVERIFY(rc::check("any split of refunds adds up to the sale, line by line", [] {
            std::vector<LineInput> inputs;
            const int count = *rc::gen::inRange(1, 6);
            for (int i = 0; i < count; ++i) {
                LineInput made;
                made.quantity = Quantity::ofThousandths(*rc::gen::inRange<qint64>(1, 20'000));
                made.unitPrice = m(*rc::gen::inRange<qint64>(0, 100'000));
                made.discount =
                    m(*rc::gen::inRange<qint64>(0, times(made.unitPrice, made.quantity).value().minor() + 1));
                made.rule = *rc::gen::element(TaxRule(), ppn(true), ppn(false));
                inputs.push_back(made);
            }
            const CashRounding rounding = CashRounding::toStep(m(*rc::gen::element<qint64>(0, 100)));
            const Money exact = priceOrder(inputs).value().total;
            RefundableOrder order = soldAs(inputs, rounding.round(exact) - exact);
            while (true) {
                std::vector<Quantity> quantities;
                Quantity any;
                for (const RefundableLine &line : order.lines) {
                    quantities.push_back(
                        Quantity::ofThousandths(*rc::gen::inRange<qint64>(0, line.left().thousandths() + 1)));
                    any += quantities.back();
                }
                if (any.isZero()) {
                    for (size_t i = 0; i < quantities.size(); ++i)
                        quantities[i] = order.lines[i].left();
                }
                const RefundSums part = refund(order, quantities, rounding).value();
                RC_ASSERT(!part.total.isNegative());
                for (const LineSums &line : part.lines) {
                    RC_ASSERT(!line.net.isNegative() && !line.tax.isNegative() && !line.discount.isNegative());
                    RC_ASSERT(line.net + line.tax == line.total);
                }
                apply(order, quantities, part);
                RC_ASSERT(order.refunded <= order.total);
                if (part.completes)
                    break;
            }
            RC_ASSERT(order.refunded == order.total);
            for (const RefundableLine &line : order.lines) {
                RC_ASSERT(line.refunded.tax == line.sums.tax);
                RC_ASSERT(line.refunded.discount == line.sums.discount);
                RC_ASSERT(line.refunded.amount == line.sums.amount);
                RC_ASSERT(line.refunded.total == line.sums.total);
            }
        }));
    }

    void discountIsLimitedByRole()
    {
        const DiscountLimit tenPercent(100'000);
        QVERIFY(tenPercent.allows(m(1'005), m(100)));
        QVERIFY(!tenPercent.allows(m(1'005), m(101)));
        QVERIFY(DiscountLimit(DiscountLimit::kEverything).allows(m(1'005), m(1'005)));
    }
};

QTEST_APPLESS_MAIN(RefundCalculatorTest)
#include "RefundCalculatorTest.moc"
