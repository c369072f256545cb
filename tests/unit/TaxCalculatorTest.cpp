// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/TaxCalculator.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pos;
using namespace pos::domain;

namespace {

TaxRule rule(qint64 ratePpm, qint64 numerator, qint64 denominator, bool inclusive)
{
    TaxRule made;
    made.ratePpm = ratePpm;
    made.baseNumerator = numerator;
    made.baseDenominator = denominator;
    made.inclusive = inclusive;
    return made;
}

TaxRule ppn(bool inclusive)
{
    return rule(120'000, 11, 12, inclusive);
}
TaxRule eleven(bool inclusive)
{
    return rule(110'000, 1, 1, inclusive);
}

qint64 tax(const TaxRule &rule, qint64 amount)
{
    return taxOf(rule, Money::ofMinor(amount)).value().tax.minor();
}

rc::Gen<TaxRule> anyRule()
{
    return rc::gen::map(rc::gen::tuple(rc::gen::inRange<qint64>(0, 1'000'001), rc::gen::inRange<qint64>(1, 1000),
                                       rc::gen::inRange<qint64>(0, 1000), rc::gen::arbitrary<bool>()),
                        [](const std::tuple<qint64, qint64, qint64, bool> &t) {
                            const auto [rate, numerator, more, inclusive] = t;
                            return rule(rate, numerator, numerator + more, inclusive);
                        });
}

} // namespace

namespace pos::domain {
void showValue(const TaxRule &rule, std::ostream &os)
{
    os << rule.ratePpm << " ppm × " << rule.baseNumerator << '/' << rule.baseDenominator
       << (rule.inclusive ? " in" : " ex");
}
} // namespace pos::domain

class TaxCalculatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twelvePercentOfElevenTwelfthsIsNotElevenPercent()
    {
        QCOMPARE(tax(eleven(false), 250), 28);
        QCOMPARE(tax(ppn(false), 250), 27);
        QCOMPARE(tax(eleven(false), 550), 61);
        QCOMPARE(tax(ppn(false), 550), 60);
        QCOMPARE(tax(eleven(true), 550), 55);
        QCOMPARE(tax(ppn(true), 550), 54);
    }

    void taxIsCountedPerLineNotPerDocument()
    {
        QCOMPARE(12 * tax(eleven(true), 550), 660);
        QCOMPARE(tax(eleven(true), 12 * 550), 654);
    }

    void luxuryIsTaxedOnTheWholePrice() { QCOMPARE(tax(rule(120'000, 1, 1, false), 10'000), 1'200); }

    void restaurantTaxIsTenPercent() { QCOMPARE(tax(rule(100'000, 1, 1, false), 12'505), 1'251); }

    void remainderGoesToNet()
    {
        const TaxedAmount taxed = taxOf(ppn(true), Money::ofMinor(550)).value();
        QCOMPARE(taxed.net, Money::ofMinor(496));
        QCOMPARE(taxed.gross, Money::ofMinor(550));
    }

    void noRuleIsNoTax()
    {
        const TaxedAmount taxed = taxOf(TaxRule(), Money::ofMinor(12'500)).value();
        QCOMPARE(taxed.tax, Money());
        QCOMPARE(taxed.net, Money::ofMinor(12'500));
    }

    void ruleAppliesFromItsFirstToItsLastDay()
    {
        TaxRule dated;
        dated.from = QDate(2025, 1, 1);
        dated.until = QDate(2026, 1, 1);
        QVERIFY(!dated.appliesOn(QDate(2024, 12, 31)));
        QVERIFY(dated.appliesOn(QDate(2025, 1, 1)));
        QVERIFY(dated.appliesOn(QDate(2025, 12, 31)));
        QVERIFY(!dated.appliesOn(QDate(2026, 1, 1)));
    }

    void rulesOutOfRangeAreNamed()
    {
        const auto field = [](const TaxRule &wrong) { return wrong.validate().error().fields.first().field; };
        QCOMPARE(field(rule(1'000'001, 1, 1, false)), QStringLiteral("rate"));
        QCOMPARE(field(rule(-1, 1, 1, false)), QStringLiteral("rate"));
        QCOMPARE(field(rule(1, 1, 0, false)), QStringLiteral("base_denominator"));
        QCOMPARE(field(rule(1, 12, 11, false)), QStringLiteral("base_numerator"));
        QVERIFY(ppn(true).validate());
    }

    void netAndTaxMakeGross()
    {
        QVERIFY(rc::check("net + tax = gross, tax within the price, never past int64", [] {
            const TaxRule any = *anyRule();
            RC_ASSERT(any.validate().has_value());
            const auto amount = Money::ofMinor(*rc::gen::inRange<qint64>(0, Money::kMax / 2));
            const TaxedAmount taxed = taxOf(any, amount).value();
            RC_ASSERT(taxed.net + taxed.tax == taxed.gross);
            RC_ASSERT((any.inclusive ? taxed.gross : taxed.net) == amount);
            RC_ASSERT(!taxed.tax.isNegative());
            RC_ASSERT(!taxed.net.isNegative());
        }));
    }
};

QTEST_APPLESS_MAIN(TaxCalculatorTest)
#include "TaxCalculatorTest.moc"
