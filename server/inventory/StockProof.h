// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Transaction.h"

namespace pos::inventory {

// A variant whose stock row and ledger do not tell the same.
struct StockMismatch {
    Id variant;
    Quantity onHand;
    Quantity ledgerOnHand;
    Money value;
    Money ledgerValue;
};

// That on-hand and value of every variant equal the sums of its movements.
struct StockProof {
    static constexpr int kMaxMismatches = 100; // more are not listed

    Instant checkedAt = {};
    qint64 items = 0;
    QList<StockMismatch> mismatches;

    bool holds() const { return mismatches.isEmpty(); }
};

// Reads the shop's whole ledger in one snapshot: sales go on meanwhile. Takes seconds on millions of movements.
Result<StockProof> prove(pg::Transaction &tx, Instant now);

// The proof of each night is kept.
void keepProof(pg::Transaction &tx, const Id &id, const StockProof &proof);
Result<std::optional<StockProof>> lastKeptProof(pg::Transaction &tx);

QJsonObject toJson(const StockProof &proof);

} // namespace pos::inventory
