// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace pos::ui::test {

// The text of an order's receipt, 32 characters wide.
QByteArray fakeReceipt(const QJsonObject &order);

} // namespace pos::ui::test
