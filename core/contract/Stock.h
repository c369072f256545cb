// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/JsonReader.h"
#include "core/contract/MovementKind.h"

namespace pos::contract {

// One of this is numerator / denominator of the product's own unit: a carton of 24 is 24/1.
struct ProductUnit {
    QString name;
    qint64 numerator = 1;
    qint64 denominator = 1;
};
QJsonArray toJson(const QList<ProductUnit> &units);

struct StockLevel {
    Id variant;
    Id product;
    QString sku;
    QString name;        // the product's
    QString variantName; // empty for the only variant
    QString unit;
    QList<ProductUnit> units; // others it is bought in
    QString barcode;          // the first one; empty: none
    QString currency;
    Money price;
    Quantity onHand;
    Money value;
    Money averageCost;
    std::optional<Quantity> lowStockThreshold;
    std::optional<QString> stockPolicy;
    bool isLow = false;
};

struct StockMovement {
    Id id;
    Id variant;
    QString sku;
    QString name;
    MovementKind kind = MovementKind::Adjustment;
    Quantity quantity; // negative left the shop
    QString currency;
    Money unitCost;
    Money valueChange;
    Quantity onHandAfter;
    Money averageCostAfter;
    QString referenceType;
    Id reference;
    QString referenceText;
    QString reason;
    Id actor;
    Instant occurredAt = {};
    Instant recordedAt = {};
};

// Why there are as many as there are: what each kind of movement brought and took.
struct StockCard {
    struct Total {
        MovementKind kind = MovementKind::Adjustment;
        qint64 count = 0;
        Quantity quantity;
        Money valueChange;
    };
    StockLevel level;
    bool isTracked = true;
    QList<Total> totals; // in the order of the kinds

    bool holds() const; // on hand and value are what the totals add up to
};

QJsonObject toJson(const StockLevel &level);
QJsonObject toJson(const StockCard &card);
QJsonObject toJson(const StockMovement &movement);

// What people do with stock by hand. One document, several lines.
struct StockEntryLine {
    Id variant;
    Quantity quantity;            // change, received or counted; in `unit` where it is named
    QString unit;                 // a unit of the product; empty: its own
    std::optional<Money> unitCost; // of one such unit
    std::optional<Quantity> expected; // of a count: on hand as the counter knew it, in the product's own unit
};

struct StockEntry {
    MovementKind kind = MovementKind::Adjustment;
    QList<StockEntryLine> lines;
    QString reason;
    QString reference; // a readable name: the supplier's invoice
    std::optional<Instant> occurredAt;
};

inline constexpr qsizetype kMaxStockLines = 1000;

// {"lines": [{"variant_id", "quantity", "unit_cost"?}], "reason", "kind"?: adjustment|waste|opening, "reference"?,
// "occurred_at"?}
Result<StockEntry> readAdjustment(JsonReader &reader);
// {"lines": [{"variant_id", "quantity", "unit"?, "unit_cost"?}], "reference"?, "reason"?, "occurred_at"?}
Result<StockEntry> readReceipt(JsonReader &reader);
// {"lines": [{"variant_id", "counted", "unit"?, "expected"?}], "reference"?, "reason"?}; each variant once. What moved
// since it was expected refuses the count.
Result<StockEntry> readCount(JsonReader &reader);

} // namespace pos::contract
