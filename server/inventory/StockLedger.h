// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/MovementKind.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::inventory {

// One line of a document. A negative quantity leaves the shop. `cost` is what the line cost
// altogether, for what comes in; none: at the average.
struct StockChange {
    Id variant;
    Quantity quantity;
    std::optional<Money> cost = {};
};

// What the shop did, in one document: a sale, a receipt, a count.
struct StockMove {
    contract::MovementKind kind = contract::MovementKind::Adjustment;
    QList<StockChange> changes;       // lines of one variant are summed; services are passed over
    Instant occurredAt = {};
    Id actor = {};                    // null: the system
    QByteArray referenceType = {};    // "order", "receipt", …
    Id reference = {};                // the document
    QString referenceText = {};       // its readable name: a number, an invoice
    QString reason = {};
    bool enforce = true;              // false records what has happened already: nothing is refused
};

// One variant after the move.
struct StockOutcome {
    Id variant;
    Quantity onHand;
    Money averageCost; // per whole unit
    bool isShort = false; // sold below zero where the shop wants to be warned
    bool isLow = false;   // at or below its threshold
};

// The one path that moves stock: rows are locked in the order of their ids, allow/warn/block is
// checked on the sums, one movement a variant is written and on-hand, value and average follow, all
// in one statement (shop.move_stock). Call it before the number counter is taken and within the
// document's own transaction. Stateless; same thread as the transaction.
class StockLedger {
public:
    explicit StockLedger(const Clock &clock) : m_clock(clock) { }

    // Queues the move for the transaction's next flush() or commit(): no round trip of its own.
    // Returns its index in that flush; read its rows with outcomes().
    size_t queue(pg::Transaction &tx, const StockMove &move) const;
    static QList<StockOutcome> outcomes(const pg::Rows &rows);

    // The same in a round trip of its own.
    Result<QList<StockOutcome>> move(pg::Transaction &tx, const StockMove &move) const;

    // Makes of the database's refusal what a client can use: Conflict "stock_not_enough" with the
    // variant in its state, Invalid "variant_unknown". Other errors pass as they are.
    static Error explain(Error error);

private:
    const Clock &m_clock;
};

} // namespace pos::inventory
