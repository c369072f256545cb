// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MoneyFormat.h"

#include <QTest>

using namespace pos;

class MoneyFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAmountsAsTheCurrencyDoes()
    {
        const MoneyFormat rupiah(QStringLiteral("IDR"));
        QCOMPARE(rupiah.format(Money::ofMinor(12500)), QStringLiteral("Rp12.500"));
        QCOMPARE(rupiah.format(Money::ofMinor(0)), QStringLiteral("Rp0"));
        QCOMPARE(rupiah.format(Money::ofMinor(-1234567)), QStringLiteral("\u2212Rp1.234.567"));
        const MoneyFormat pound(QStringLiteral("GBP"));
        QCOMPARE(pound.format(Money::ofMinor(255)), QStringLiteral("£2.55"));
        QCOMPARE(pound.format(Money::ofMinor(5)), QStringLiteral("£0.05"));
        QCOMPARE(pound.format(Money::ofMinor(18066775)), QStringLiteral("£180,667.75"));
        QCOMPARE(pound.format(Money::ofMinor(-200)), QStringLiteral("\u2212£2.00"));
        QCOMPARE(MoneyFormat(QStringLiteral("CHF")).format(Money::ofMinor(100)), QStringLiteral("CHF\u00a01.00"));
    }

    void writesQuantitiesWithoutIdleZeros()
    {
        const MoneyFormat rupiah(QStringLiteral("IDR"));
        QCOMPARE(rupiah.format(Quantity::ofUnits(1240)), QStringLiteral("1.240"));
        QCOMPARE(rupiah.format(Quantity::ofThousandths(7250)), QStringLiteral("7,25"));
        QCOMPARE(rupiah.format(Quantity::ofThousandths(-2000)), QStringLiteral("\u22122"));
        QCOMPARE(MoneyFormat(QStringLiteral("GBP")).format(Quantity::ofThousandths(250)), QStringLiteral("0.25"));
    }

    void readsWhatPeopleType_data()
    {
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("a hundred thousand, never 100") << "IDR"
                                                       << "100.000" << qint64(100000);
        QTest::newRow("bare") << "IDR"
                              << "100000" << qint64(100000);
        QTest::newRow("symbol") << "IDR"
                                << "Rp 12.500" << qint64(12500);
        QTest::newRow("small letters") << "IDR"
                                       << "rp12500" << qint64(12500);
        QTest::newRow("idle decimals") << "IDR"
                                       << "12.500,00" << qint64(12500);
        QTest::newRow("pence") << "GBP"
                               << "2.55" << qint64(255);
        QTest::newRow("one decimal") << "GBP"
                                     << "2.5" << qint64(250);
        QTest::newRow("no whole") << "GBP"
                                  << ".5" << qint64(50);
        QTest::newRow("grouped") << "GBP"
                                 << "£1,234.50" << qint64(123450);
        QTest::newRow("negative") << "GBP"
                                  << "-1.00" << qint64(-100);
        QTest::newRow("typographic minus") << "GBP"
                                           << "\u2212£1.00" << qint64(-100);
    }

    void readsWhatPeopleType()
    {
        QFETCH(QString, currency);
        QFETCH(QString, typed);
        QFETCH(qint64, minor);
        const auto read = MoneyFormat(currency).parseMoney(typed);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->minor(), minor);
    }

    void refusesWhatCouldMeanTwoThings_data()
    {
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a point is not a decimal in rupiah") << "IDR"
                                                            << "1.50"
                                                            << "bad_grouping";
        QTest::newRow("long group") << "IDR"
                                    << "1.0000"
                                    << "bad_grouping";
        QTest::newRow("short front") << "IDR"
                                     << ".500"
                                     << "bad_grouping";
        QTest::newRow("half a rupiah") << "IDR"
                                       << "12,5"
                                       << "too_many_decimals";
        QTest::newRow("three decimals") << "GBP"
                                        << "2.555"
                                        << "too_many_decimals";
        QTest::newRow("words") << "GBP"
                               << "twelve"
                               << "not_a_number";
        QTest::newRow("nothing") << "GBP"
                                 << ""
                                 << "not_a_number";
        QTest::newRow("two points") << "GBP"
                                    << "1.2.3"
                                    << "not_a_number";
        QTest::newRow("other digits") << "IDR"
                                      << "\u0661\u0662"
                                      << "not_a_number";
        QTest::newRow("too large") << "IDR"
                                   << "9999999999999999"
                                   << "overflow";
    }

    void refusesWhatCouldMeanTwoThings()
    {
        QFETCH(QString, currency);
        QFETCH(QString, typed);
        QFETCH(QString, reason);
        const auto read = MoneyFormat(currency).parseMoney(typed);
        QVERIFY(!read);
        QCOMPARE(read.error().reason, reason);
    }

    void readsBackWhatItWrote()
    {
        for (const QString &currency : {QStringLiteral("IDR"), QStringLiteral("GBP"), QStringLiteral("CHF")}) {
            const MoneyFormat format(currency);
            for (const qint64 minor : {0LL, 1LL, 99LL, 100LL, 999LL, 1000LL, 123456789LL, -1LL, -100000LL}) {
                const Money amount = Money::ofMinor(minor);
                QCOMPARE(format.parseMoney(format.format(amount)).value(), amount);
                QCOMPARE(format.parseMoney(format.formatPlain(amount)).value(), amount);
                const Quantity quantity = Quantity::ofThousandths(minor);
                QCOMPARE(format.parseQuantity(format.format(quantity)).value(), quantity);
            }
        }
    }
};

QTEST_APPLESS_MAIN(MoneyFormatTest)
#include "MoneyFormatTest.moc"
