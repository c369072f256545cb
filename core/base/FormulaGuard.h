// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pos {

// A spreadsheet runs a CSV cell that begins with = + - @ as a formula, whoever typed it into a product's
// name. Our exports put an apostrophe before such a text, our imports take it off again: what goes out
// comes back the same.
class FormulaGuard {
public:
    static bool isNeeded(QStringView text);
    static QString putOn(const QString &text);
    static QString takenOff(const QString &text);
};

} // namespace pos
