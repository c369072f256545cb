// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/PriceList.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::product {

// Price lists with their quantity steps as rows, in the caller's transaction.
class PriceListRepository {
public:
    struct Position {
        QString nameKey;
        Id id;
    };
    struct Page {
        QList<contract::PriceList> lists; // without their steps
        std::optional<Position> next;
    };
    Result<Page> list(pg::Transaction &tx, const Position &after, int limit) const;
    Result<contract::PriceList> read(pg::Transaction &tx, const Id &id) const;
    Result<contract::PriceList> readLocked(pg::Transaction &tx, const Id &id) const;
    // Conflict "price_list_name_taken", "variant_unknown". A list that becomes the default takes over from the former
    // one.
    void insert(pg::Transaction &tx, const contract::PriceList &list) const;
    void replace(pg::Transaction &tx, const contract::PriceList &list) const;
    void remove(pg::Transaction &tx, const Id &id) const;

private:
    void writeSteps(pg::Transaction &tx, const contract::PriceList &list) const;
};

} // namespace pos::product
