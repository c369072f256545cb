// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Quantity.h"

#include <QTest>

#include <limits>

using namespace pos;

class MoneyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundsHalfAwayFromZero()
    {
        QCOMPARE(mulDiv(5, 1, 2, Rounding::HalfUp).value(), 3);
        QCOMPARE(mulDiv(-5, 1, 2, Rounding::HalfUp).value(), -3);
        QCOMPARE(mulDiv(4, 1, 3, Rounding::HalfUp).value(), 1);
    }

    void roundsHalfToEven()
    {
        QCOMPARE(mulDiv(5, 1, 2, Rounding::HalfEven).value(), 2);
        QCOMPARE(mulDiv(7, 1, 2, Rounding::HalfEven).value(), 4);
    }

    void refusesWhatLeavesInt64()
    {
        const qint64 most = std::numeric_limits<qint64>::max();
        QVERIFY(!mulDiv(most, 3, 2, Rounding::HalfUp));
        QCOMPARE(mulDiv(most, 3, 3, Rounding::HalfUp).value(), most);
    }

    void pricesAQuarterKilogram()
    {
        QCOMPARE(times(Money::ofMinor(12500), Quantity::ofThousandths(250)).value(), Money::ofMinor(3125));
        QVERIFY(!times(Money::ofMinor(Money::kMax), Quantity::ofUnits(2)));
    }
};

QTEST_APPLESS_MAIN(MoneyTest)
#include "MoneyTest.moc"
