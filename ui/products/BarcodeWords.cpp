// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/BarcodeWords.h"

#include <algorithm>

namespace pos::ui {

QStringList BarcodeWords::codesIn(const QString &text)
{
    return text.simplified().split(u' ', Qt::SkipEmptyParts);
}

int BarcodeWords::checkDigitOf(const QString &code)
{
    const qsizetype size = code.size();
    const bool fits = size == 8 || size == 12 || size == 13 || size == 14;
    if (!fits || !std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return -1;
    int sum = 0;
    for (qsizetype i = 0; i < size - 1; ++i) // from the right the digits count 3, 1, 3, …
        sum += code[i].digitValue() * ((size - 2 - i) % 2 == 0 ? 3 : 1);
    return (10 - sum % 10) % 10;
}

bool BarcodeWords::isMistyped(const QString &code)
{
    const int check = checkDigitOf(code);
    return check >= 0 && code.back().digitValue() != check;
}

QString BarcodeWords::sentence(const QStringList &codes)
{
    const auto wrong = std::find_if(codes.begin(), codes.end(), isMistyped);
    if (wrong != codes.end())
        return tr("Look at %1 again: as a barcode of a maker it would end in %2, not %3.")
            .arg(*wrong)
            .arg(checkDigitOf(*wrong))
            .arg(wrong->back());
    const auto checked =
        std::count_if(codes.begin(), codes.end(), [](const QString &c) { return checkDigitOf(c) >= 0; });
    if (checked > 0)
        return tr("The check digits fit.");
    return codes.isEmpty() ? tr("Scan or type; several with a space between them")
                           : tr("A code of your own: it has no check digit.");
}

} // namespace pos::ui
