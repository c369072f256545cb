// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Product.h"
#include "core/contract/Stock.h"
#include "server/infra/postgres/Transaction.h"

#include <map>

namespace pos::product {

// Reads of stock, in the caller's transaction. What moves stock is inventory::StockLedger alone.
class StockRepository {
public:
    // Low ones first, then the rest, each by name. Archived things and services are not listed.
    struct LevelPosition {
        bool isLow = true;
        QString nameKey;
        Id product;
        Id variant;
    };
    struct LevelQuery {
        bool onlyLow = false;
        std::optional<Id> category;
        std::optional<Id> product;
        std::optional<QString> words; // of the first products that they lead to
        LevelPosition after;
        int limit = 50;
    };
    struct LevelPage {
        QList<contract::StockLevel> levels;
        std::optional<LevelPosition> next;
    };
    Result<LevelPage> levels(pg::Transaction &tx, const LevelQuery &query) const;

    Result<contract::StockCard> card(pg::Transaction &tx, const Id &variant) const;

    // The last recorded first.
    struct MovementQuery {
        std::optional<Id> variant;
        std::optional<QString> words; // of the first products that they lead to
        std::optional<Id> referenceId;
        std::optional<QString> reference;
        std::optional<QString> kind;
        std::optional<Instant> from; // of when it happened
        std::optional<Instant> to;   // exclusive
        std::optional<qint64> before; // place in the ledger
        int limit = 50;
    };
    struct MovementPage {
        QList<contract::StockMovement> movements;
        std::optional<qint64> next;
    };
    Result<MovementPage> movements(pg::Transaction &tx, const MovementQuery &query) const;
    // All of one document, in the order of their variants.
    Result<QList<contract::StockMovement>> movementsOf(pg::Transaction &tx, const Id &reference) const;

    // What a line needs to know of its variant. Unknown ones are missing.
    struct Item {
        Quantity onHand;
        bool isTracked = true;
        QList<contract::ProductUnit> units; // the first is the product's own
    };
    using Items = std::map<Id, Item>;
    // With the stock rows locked, in the order in which StockLedger locks them.
    Result<Items> lockItems(pg::Transaction &tx, const QList<Id> &variants) const;
};

} // namespace pos::product
