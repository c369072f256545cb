// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/OrderNumber.h"

namespace pos::domain {

QString numberPrefix(const QString &storeCode, int terminal, QDate businessDate, OrderKind kind)
{
    return QStringLiteral("%1-T%2-%3-%4")
        .arg(storeCode, QStringLiteral("%1").arg(terminal, 2, 10, QLatin1Char('0')),
             businessDate.toString(QStringLiteral("yyMMdd")),
             kind == OrderKind::Refund ? QStringLiteral("R") : QString());
}

} // namespace pos::domain
