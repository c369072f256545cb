// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/OrderPricing.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pos;
using namespace pos::domain;

namespace {

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

LineInput line(qint64 units, qint64 price, qint64 discount = 0, const TaxRule &rule = {})
{
    return {Quantity::ofUnits(units), Money::ofMinor(price), Money::ofMinor(discount), rule};
}

} // namespace

namespace pos::domain {
void showValue(TaxRounding rounding, std::ostream &os)
{
    os << (rounding == TaxRounding::PerLine ? "per line" : "per document");
}
} // namespace pos::domain

class OrderPricingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exclusiveTaxIsAddedToTheTotal()
    {
        const OrderSums sums = priceOrder({line(1, 550, 0, ppn(false))}).value();
        QCOMPARE(sums.subtotal, Money::ofMinor(550));
        QCOMPARE(sums.taxTotal, Money::ofMinor(60));
        QCOMPARE(sums.total, Money::ofMinor(610));
    }

    void inclusiveTaxStaysWithinTheTotal()
    {
        const OrderSums sums = priceOrder({line(1, 550, 0, ppn(true))}).value();
        QCOMPARE(sums.taxTotal, Money::ofMinor(54));
        QCOMPARE(sums.total, Money::ofMinor(550));
    }

    void discountComesOffBeforeTheTax()
    {
        const OrderSums sums = priceOrder({line(2, 300, 50, ppn(false))}).value();
        QCOMPARE(sums.subtotal, Money::ofMinor(600));
        QCOMPARE(sums.discountTotal, Money::ofMinor(50));
        QCOMPARE(sums.taxTotal, Money::ofMinor(60));
        QCOMPARE(sums.total, Money::ofMinor(610));
    }

    void discountIsNeverMoreThanTheLine()
    {
        const Result<OrderSums> sums = priceOrder({line(1, 100), line(1, 100, 101)});
        QVERIFY(!sums);
        QCOMPARE(sums.error().fields.first().field, QStringLiteral("lines[1].discount"));
        QVERIFY(priceOrder({line(1, 100, 100)}));
    }

    void lineWithoutPriceStaysALine()
    {
        const OrderSums sums = priceOrder({line(1, 0), line(1, 500)}).value();
        QCOMPARE(sums.lines.size(), size_t(2));
        QCOMPARE(sums.total, Money::ofMinor(500));
    }

    void quantityOfNothingIsRefused()
    {
        QCOMPARE(priceOrder({line(0, 500)}).error().fields.first().field, QStringLiteral("lines[0].quantity"));
    }

    void taxesAreSummedByRule()
    {
        const OrderSums sums = priceOrder({line(1, 550, 0, ppn(true)), line(1, 550, 0, ppn(false)),
                                           line(1, 550, 0, ppn(true)), line(1, 550)})
                                   .value();
        QCOMPARE(sums.taxes.size(), size_t(2));
        QCOMPARE(sums.taxes[0].tax, Money::ofMinor(108));
        QCOMPARE(sums.taxes[1].tax, Money::ofMinor(60));
    }

    void taxOfADocumentIsRoundedOnceAndSharedByTheLines()
    {
        TaxRule eleven = ppn(true);
        eleven.ratePpm = 110'000;
        eleven.baseNumerator = eleven.baseDenominator;
        const std::vector<LineInput> dozen(12, line(1, 550, 0, eleven));
        QCOMPARE(priceOrder(dozen, TaxRounding::PerLine).value().taxTotal, Money::ofMinor(660));
        const OrderSums once = priceOrder(dozen, TaxRounding::PerDocument).value();
        QCOMPARE(once.taxTotal, Money::ofMinor(654));
        QCOMPARE(once.lines[0].tax, Money::ofMinor(55));
        QCOMPARE(once.lines[0].net, Money::ofMinor(495));
    }

    void orderPastTheLargestAmountIsRefused()
    {
        const Result<OrderSums> sums = priceOrder({line(1, Money::kMax), line(1, 1)});
        QCOMPARE(sums.error().reason, QStringLiteral("overflow"));
    }

    void sumOfTheLinesIsTheTotal()
    {
        QVERIFY(rc::check("totals are the sums of the lines", [] {
            std::vector<LineInput> lines;
            const int count = *rc::gen::inRange(1, 40);
            for (int i = 0; i < count; ++i) {
                LineInput made;
                made.quantity = Quantity::ofThousandths(*rc::gen::inRange<qint64>(1, 1'000'000));
                made.unitPrice = Money::ofMinor(*rc::gen::inRange<qint64>(0, 1'000'000'000));
                const Money amount = times(made.unitPrice, made.quantity).value();
                made.discount = Money::ofMinor(*rc::gen::inRange<qint64>(0, amount.minor() + 1));
                made.rule = *rc::gen::element(TaxRule(), ppn(true), ppn(false));
                lines.push_back(made);
            }
            const auto rounding = *rc::gen::element(TaxRounding::PerLine, TaxRounding::PerDocument);
            const OrderSums sums = priceOrder(lines, rounding).value();
            Money total, tax, discount, amount, net, bySum;
            for (const LineSums &l : sums.lines) {
                RC_ASSERT(!l.tax.isNegative() && !l.net.isNegative());
                total += l.total;
                tax += l.tax;
                discount += l.discount;
                amount += l.amount;
                net += l.net;
            }
            for (const TaxSum &t : sums.taxes)
                bySum += t.tax;
            RC_ASSERT(total == sums.total);
            RC_ASSERT(net + tax == sums.total);
            RC_ASSERT(tax == sums.taxTotal);
            RC_ASSERT(bySum == sums.taxTotal);
            RC_ASSERT(discount == sums.discountTotal);
            RC_ASSERT(amount == sums.subtotal);
        }));
    }
};

QTEST_APPLESS_MAIN(OrderPricingTest)
#include "OrderPricingTest.moc"
