// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/order/Receipt.h"

namespace pos::order {

// The receipt on paper of 58 mm (32 columns) or 80 mm (48), as long as it needs to be, in the font we
// ship. One at a time, on any thread. Needs a QGuiApplication (offscreen will do): Unavailable without.
Result<QByteArray> receiptPdf(const Receipt &receipt, int columns);

} // namespace pos::order
