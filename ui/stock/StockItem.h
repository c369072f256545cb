// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"
#include "core/base/Quantity.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace pos::ui {

// A variant that stock is kept of, as a list, a search or a scan knew it.
struct StockItem {
    QString variant; // empty: none
    QString product;
    QString name; // with the variant's
    QString sku;
    QString unit;
    QStringList units; // its own first, then what it is bought in
    Quantity onHand;
    Money averageCost;
    Money price;
    QString barcode; // the first one, or nothing
    bool isTracked = true;

    bool isEmpty() const { return variant.isEmpty(); }

    static StockItem fromLevel(const QJsonObject &level);   // of /stock
    static StockItem fromLookup(const QJsonObject &product); // of /products/lookup
};

} // namespace pos::ui
