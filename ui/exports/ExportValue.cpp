// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports/ExportValue.h"

namespace pos::ui {

QString ExportValue::digits(QChar mark) const
{
    QString whole = QString::number(qAbs(scaled)).rightJustified(decimals + 1, u'0');
    QString fraction = whole.right(decimals);
    whole.chop(decimals);
    while (trim && fraction.endsWith(u'0'))
        fraction.chop(1);
    const QString number = fraction.isEmpty() ? whole : whole + mark + fraction;
    return scaled < 0 ? u'-' + number : number;
}

} // namespace pos::ui
