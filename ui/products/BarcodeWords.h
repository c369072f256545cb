// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace pos::ui {

// What a barcode is, and whether its check digit fits, in words. Codes of one's own are as good: nothing
// is refused here.
class BarcodeWords {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::BarcodeWords)
public:
    static QStringList codesIn(const QString &text); // several with blanks between them
    // -1: not digits alone, or of no length that has one (EAN-8, UPC-A, EAN-13, GTIN-14).
    static int checkDigitOf(const QString &code);
    static bool isMistyped(const QString &code);
    static QString sentence(const QStringList &codes); // about the first that looks wrong, else what they are
};

} // namespace pos::ui
