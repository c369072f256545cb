// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FormulaGuard.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pos;

class FormulaGuardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noTextStaysAFormula_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"=1+1", "+62812", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "  =1", "'=1", "＝1"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void noTextStaysAFormula()
    {
        QFETCH(QString, text);
        const QString guarded = FormulaGuard::putOn(text);
        QVERIFY(guarded.startsWith(u'\''));
        QCOMPARE(FormulaGuard::takenOff(guarded), text);
    }

    void otherTextsAreLeftAlone()
    {
        for (const char *text : {"", "Kopi", "a=b", "'t Hof", "12-34", " x", "5", "'"}) {
            QCOMPARE(FormulaGuard::putOn(QString::fromUtf8(text)), QString::fromUtf8(text));
            QCOMPARE(FormulaGuard::takenOff(QString::fromUtf8(text)), QString::fromUtf8(text));
        }
    }

    void whateverGoesOutComesBack()
    {
        const bool holds = rc::check([] {
            const auto letters = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("='+-@ \t\r\nab5")));
            const QString text = QString::fromStdString(letters);
            RC_ASSERT(FormulaGuard::takenOff(FormulaGuard::putOn(text)) == text);
            RC_ASSERT(!FormulaGuard::isNeeded(FormulaGuard::putOn(text))
                      || FormulaGuard::putOn(text).startsWith(u'\''));
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(FormulaGuardTest)
#include "FormulaGuardTest.moc"
