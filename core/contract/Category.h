// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/JsonReader.h"

namespace pos::contract {

struct CategoryDraft {
    QString name;
    qint64 position = 0; // smaller first
};

struct Category {
    Id id;
    CategoryDraft written;
    qint64 productCount = 0; // active ones
    qint64 version = 1;
    Instant createdAt = {};
    Instant updatedAt = {};
};

Result<CategoryDraft> readCategory(JsonReader &reader, CategoryDraft base, bool isNew);
QJsonObject toJson(const Category &category);

} // namespace pos::contract
