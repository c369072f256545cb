// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/OrderState.h"

#include <QDate>
#include <QString>

namespace pos::domain {

// "STORE-T01-260122-" for sales, "STORE-T01-260122-R" for refunds: what stands before the count of
// this terminal, business date and kind. The count itself is taken in the database, at least four digits.
QString numberPrefix(const QString &storeCode, int terminal, QDate businessDate, OrderKind kind);

} // namespace pos::domain
