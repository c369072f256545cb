// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/JsonReader.h"

namespace pos::contract {

// From this quantity on, one unit of the variant costs this.
struct PriceStep {
    Id variant;
    Quantity minQuantity;
    Money price;
};

struct PriceListDraft {
    QString name;
    bool isDefault = false; // holds for every sale; a shop has at most one
    QList<PriceStep> steps;
};

struct PriceList {
    Id id;
    PriceListDraft written;
    qint64 stepCount = 0;
    QString currency;
    qint64 version = 1;
    Instant createdAt = {};
    Instant updatedAt = {};
};

inline constexpr qsizetype kMaxPriceSteps = 5000;

Result<PriceListDraft> readPriceList(JsonReader &reader);
enum class PriceListDetail { WithoutSteps, WithSteps };
QJsonObject toJson(const PriceList &list, PriceListDetail detail);

} // namespace pos::contract
