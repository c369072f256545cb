// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Category.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::product {

// Categories as rows, in the caller's transaction.
class CategoryRepository {
public:
    // In the order of position and name, after the given one.
    struct Position {
        qint64 position = -1;
        QString nameKey;
        Id id;
    };
    struct Page {
        QList<contract::Category> categories;
        std::optional<Position> next;
    };
    Result<Page> list(pg::Transaction &tx, const Position &after, int limit) const;
    Result<contract::Category> read(pg::Transaction &tx, const Id &id) const;
    Result<contract::Category> readLocked(pg::Transaction &tx, const Id &id) const;
    void insert(pg::Transaction &tx, const contract::Category &category) const; // Conflict "category_name_taken"
    void update(pg::Transaction &tx, const contract::Category &category) const;
    void remove(pg::Transaction &tx, const Id &id, Instant now) const;
};

} // namespace pos::product
