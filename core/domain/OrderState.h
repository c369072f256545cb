// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>

namespace pos::domain {

enum class OrderKind { Sale, Refund };
QByteArray toWord(OrderKind kind); // "sale", "refund"
Result<OrderKind> orderKindFromWord(QByteArrayView word);

enum class OrderState { AwaitingPayment, Paid, PartiallyRefunded, Refunded, Voided };
QByteArray toWord(OrderState state); // "awaiting_payment", "paid", …
Result<OrderState> orderStateFromWord(QByteArrayView word);
const QList<OrderState> &allOrderStates();

// The one table of what may follow what. A refund document is Paid from its birth and stays so.
bool canMove(OrderKind kind, OrderState from, OrderState to);
bool isFinal(OrderKind kind, OrderState state);
// Conflict "state_not_allowed" where the table has no such step.
Result<void> checkMove(OrderKind kind, OrderState from, OrderState to);

} // namespace pos::domain
