// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/JsonReader.h"

namespace pos::contract {

// What a person may write of a variant, when it is made and when it is changed.
struct VariantDraft {
    QString sku;
    QString name; // "Red, L"; empty for the only variant of a product
    Money price;
    std::optional<Money> cost;                 // as entered; what was paid is in the stock ledger
    std::optional<Quantity> lowStockThreshold;
    std::optional<QString> stockPolicy;        // allow, warn, block; none: the shop's own
    QStringList barcodes;                      // text: leading zeros count
};

struct Variant {
    Id id;
    Id product;
    bool isDefault = false;
    VariantDraft written;
    bool isTracked = true; // false: of a service, which has no stock
    Quantity onHand;
    Money averageCost;
    bool isLow = false;
    QString status; // active, archived
    qint64 version = 1;
    Instant createdAt = {};
    Instant updatedAt = {};
};

// Fields that the document does not name keep what `base` holds. For a new one sku and price are required.
VariantDraft readVariant(JsonReader &reader, VariantDraft base, bool isNew);
// With "status", which the default variant takes from its product: none when it is not named.
std::optional<QString> readStatus(JsonReader &reader);

QJsonObject toJson(const Variant &variant, const QString &currency);

// Shared with the product's codec.
namespace catalogue {
inline constexpr qsizetype kMaxBarcodes = 20;
QString line(JsonReader &reader, const char *name, const QString &base, bool isNew, qsizetype max, qsizetype min = 1);
void readSale(JsonReader &reader, VariantDraft &draft, bool isNew); // sku, price, cost, threshold, policy, barcodes
QJsonValue orNull(const std::optional<Money> &money);
QJsonValue orNull(const std::optional<Quantity> &quantity);
QJsonValue orNull(const std::optional<QString> &text);
QJsonValue orNull(const QString &text); // empty is null
QJsonValue orNull(const Id &id);
} // namespace catalogue

} // namespace pos::contract
