// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MoneyFormat.h"

#include <QLocale>
#include <QRandomGenerator>
#include <QTest>

using namespace pos;

// What holds for every amount and every text, not for the examples alone.
class AmountParserTest : public QObject {
    Q_OBJECT

private:
    static constexpr int kRounds = 20'000;
    QRandomGenerator m_random{20260122}; // the same numbers at each run

    // As many small ones as large ones: their number of digits is what is even.
    qint64 anyUpTo(qint64 most)
    {
        qint64 limit = 10;
        for (int digits = m_random.bounded(15); digits > 0 && limit < most; --digits)
            limit *= 10;
        return static_cast<qint64>(m_random.generate64() % static_cast<quint64>(qMin(limit, most) + 1));
    }
    QString anyText()
    {
        static const QString alphabet =
            QStringLiteral("0123456789.,-+ \u2212Rp£$eE\u00a0\u0661\u0e53\uff11'_x/\t\"\\%\u202e\u200b()");
        QString text;
        for (int length = m_random.bounded(24); length > 0; --length)
            text += alphabet[m_random.bounded(static_cast<int>(alphabet.size()))];
        return text;
    }

private Q_SLOTS:
    static void formats_data()
    {
        QTest::addColumn<QString>("currency");
        for (const char *currency : {"IDR", "GBP", "USD", "JPY", "CHF"})
            QTest::newRow(currency) << QString::fromLatin1(currency);
    }

    void everyAmountReadsBack_data() { formats_data(); }
    void everyAmountReadsBack()
    {
        QFETCH(QString, currency);
        const MoneyFormat format(currency);
        for (int round = 0; round < kRounds; ++round) {
            const qint64 minor = anyUpTo(Money::kMax) * (m_random.bounded(4) == 0 ? -1 : 1);
            const Money amount = Money::ofMinor(minor);
            for (const QString &text : {format.format(amount), format.formatPlain(amount)}) {
                const auto read = format.parseMoney(text);
                QVERIFY2(read && *read == amount, qPrintable(text));
            }
            // Bare digits, as they are typed, are the same amount.
            QString bare = format.formatPlain(amount);
            bare.remove(currency == QLatin1String("IDR") ? u'.' : u',');
            const auto typed = format.parseMoney(bare);
            QVERIFY2(typed && *typed == amount, qPrintable(bare));
        }
    }

    void everyQuantityReadsBack_data() { formats_data(); }
    void everyQuantityReadsBack()
    {
        QFETCH(QString, currency);
        const MoneyFormat format(currency);
        for (int round = 0; round < kRounds; ++round) {
            const Quantity quantity =
                Quantity::ofThousandths(anyUpTo(Quantity::kMax) * (m_random.bounded(4) == 0 ? -1 : 1));
            const auto read = format.parseQuantity(format.format(quantity));
            QVERIFY2(read && *read == quantity, qPrintable(format.format(quantity)));
        }
    }

    // Whatever is read means one amount: written again it reads as the same, and it is within bounds.
    void noTextMeansTwoThings_data() { formats_data(); }
    void noTextMeansTwoThings()
    {
        QFETCH(QString, currency);
        const MoneyFormat format(currency);
        int readable = 0;
        for (int round = 0; round < kRounds; ++round) {
            const QString text = anyText();
            if (const auto amount = format.parseMoney(text)) {
                ++readable;
                QVERIFY2(amount->inRange(), qPrintable(text));
                QCOMPARE(format.parseMoney(format.format(*amount)).value(), *amount);
            } else {
                QVERIFY2(!amount.error().reason.isEmpty(), qPrintable(text));
            }
            if (const auto quantity = format.parseQuantity(text)) {
                QVERIFY2(quantity->inRange(), qPrintable(text));
                QCOMPARE(format.parseQuantity(format.format(*quantity)).value(), *quantity);
            }
        }
        QVERIFY(readable > 50); // else this looked at refusals alone
    }

    // One digit more or less, or a sign moved, is never silently another amount of a group cut short.
    void aGroupCutShortIsRefused_data() { formats_data(); }
    void aGroupCutShortIsRefused()
    {
        QFETCH(QString, currency);
        const MoneyFormat format(currency);
        const QChar group = currency == QLatin1String("IDR") ? u'.' : u',';
        for (int round = 0; round < kRounds; ++round) {
            const Money amount = Money::ofMinor(1'000'000 + anyUpTo(Money::kMax - 1'000'000));
            QString text = format.formatPlain(amount);
            const qsizetype at = text.indexOf(group);
            QVERIFY2(at > 0, qPrintable(text));
            text.remove(at + 1, 1);
            const auto read = format.parseMoney(text);
            QVERIFY2(!read, qPrintable(text));
        }
    }

    // The language of the window does not change how the shop writes numbers.
    void theWindowsLanguageChangesNothing()
    {
        const MoneyFormat rupiah(QStringLiteral("IDR"));
        const MoneyFormat pound(QStringLiteral("GBP"));
        for (const QLocale &locale :
             {QLocale(QLocale::Indonesian), QLocale(QLocale::English), QLocale(QLocale::Arabic)}) {
            QLocale::setDefault(locale);
            QCOMPARE(rupiah.format(Money::ofMinor(1234500)), QStringLiteral("Rp1.234.500"));
            QCOMPARE(pound.format(Money::ofMinor(123450)), QStringLiteral("£1,234.50"));
            QCOMPARE(rupiah.parseMoney(QStringLiteral("100.000")).value(), Money::ofMinor(100'000));
            QCOMPARE(rupiah.parseQuantity(QStringLiteral("7,25")).value(), Quantity::ofThousandths(7250));
        }
        QLocale::setDefault(QLocale::c());
    }

    void hostileTextsAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a megabyte of nines") << QString(1'000'000, u'9');
        QTest::newRow("a megabyte of groups")
            << QStringLiteral("1") + QString(QStringLiteral(".000")).repeated(250'000);
        QTest::newRow("two minus signs") << QStringLiteral("--5");
        QTest::newRow("minus at the end") << QStringLiteral("5-");
        QTest::newRow("minus in the middle") << QStringLiteral("5-5");
        QTest::newRow("plus") << QStringLiteral("+5");
        QTest::newRow("exponent") << QStringLiteral("1e3");
        QTest::newRow("hexadecimal") << QStringLiteral("0x10");
        QTest::newRow("NUL") << QStringLiteral("5") + QChar(0) + QStringLiteral("0");
        QTest::newRow("right to left") << QStringLiteral("\u202e005");
        QTest::newRow("full width") << QStringLiteral("\uff15\uff10");
        QTest::newRow("lone surrogate") << QString(QChar(0xd83d));
        QTest::newRow("symbol alone") << QStringLiteral("Rp");
        QTest::newRow("symbol twice") << QStringLiteral("RpRp5");
        QTest::newRow("separator alone") << QStringLiteral(",");
        QTest::newRow("infinity") << QStringLiteral("inf");
        QTest::newRow("one more than the most") << QStringLiteral("1.000.000.000.000.001");
    }
    void hostileTextsAreRefused()
    {
        QFETCH(QString, text);
        const MoneyFormat rupiah(QStringLiteral("IDR"));
        QVERIFY(!rupiah.parseMoney(text));
        QVERIFY(!rupiah.parseQuantity(text));
    }
};

QTEST_APPLESS_MAIN(AmountParserTest)
#include "AmountParserTest.moc"
