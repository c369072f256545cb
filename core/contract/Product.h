// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Stock.h"
#include "core/contract/Variant.h"

namespace pos::contract {

// What a person may write of a product. SKU, price, barcodes and stock rules are its default variant's.
struct ProductDraft {
    QString name;
    QString description;
    QString kind = QStringLiteral("goods"); // or "service", which has no stock
    QString unit = QStringLiteral("pcs");
    QString taxClass = QStringLiteral("standard"); // the shop's tax rules answer to it
    Id category;                                   // null: none
    QList<ProductUnit> units;
    VariantDraft sale;
};

// A product without variants is its own single variant: variant_id is there from the start.
struct Product {
    Id id;
    Id variant; // the default one
    ProductDraft written;
    QString currency;
    Quantity onHand; // of all its variants
    Money averageCost;
    bool isLow = false;
    int variantCount = 1;
    QString photo;  // its ETag; empty without one
    QString status; // active, archived
    qint64 version = 1;
    Instant createdAt = {};
    Instant updatedAt = {};

    bool isService() const { return written.kind == QLatin1StringView("service"); }
};

// Fields that the document does not name keep what `base` holds. For a new one name, sku and price are required.
Result<ProductDraft> readProduct(JsonReader &reader, ProductDraft base, bool isNew);
QJsonObject toJson(const Product &product);

// The names of the fields that differ, for the audit trail.
QStringList changedFields(const QJsonObject &before, const QJsonObject &after);

} // namespace pos::contract
