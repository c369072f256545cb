// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QStringList>

namespace pos::contract {

// Why stock moved.
enum class MovementKind { Sale, Refund, Void, Receipt, Count, Adjustment, Transfer, Waste, Opening, Import };

QByteArray toWord(MovementKind kind); // "sale", …
Result<MovementKind> movementKindFromWord(QByteArrayView word);
const QStringList &movementKindWords();

} // namespace pos::contract
