// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/Receipt.h"

namespace pos::order {

// The receipt as lines of at most that many characters (32 or 48), each ended by a line feed.
QString receiptText(const Receipt &receipt, int columns);

} // namespace pos::order
