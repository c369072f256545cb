// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Order.h"
#include "server/order/ShopSettings.h"

namespace pos::order {

// One order as its receipt says it, row by row; ReceiptText and ReceiptPdf only set it.
struct Receipt {
    enum class Style { Title, Centered, Plain, Strong, Rule };
    struct Row {
        Style style = Style::Plain;
        QString left;
        QString right = {};
    };

    std::vector<Row> rows;
    int columns = 32; // the shop's paper: 32 or 48

    static Receipt of(const contract::Order &order, const ShopSettings &shop);
};

} // namespace pos::order
