// SPDX-License-Identifier: GPL-3.0-or-later
// Skips one of its functions and ends well: what scripts/ctest-strict must not let pass. Not a test itself.
#include <QTest>

class SkippingProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passes() { QVERIFY(true); }
    void skips() { QSKIP("to be found out"); }
};

QTEST_APPLESS_MAIN(SkippingProgram)
#include "SkippingProgram.moc"
