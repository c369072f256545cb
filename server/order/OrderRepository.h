// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Transaction.h"
#include "server/order/OrderRecord.h"

namespace pos::order {

// What is sold, as it stands at this moment.
struct VariantForSale {
    Id id;
    QString sku;
    QString name; // with the variant's own: "Coffee, 250 g"
    QString unit;
    QString taxClass;
    Money price;
    Money cost;
    bool isArchived = false;
};

struct OrderFilter {
    std::optional<QString> status;
    std::optional<QString> kind;
    std::optional<QString> number;
    std::optional<QString> externalRef;
    std::optional<QDate> from; // business dates, both included
    std::optional<QDate> to;
    std::optional<int> terminal;
    std::optional<Id> refundOf;
    std::optional<Id> seller;
    std::optional<QString> words; // part of a number or reference
    bool newestFirst = true;
    std::optional<Instant> afterTime; // the last row of the page before
    Id afterId;
    int limit = 50;
};

enum class Lock { None, ForChange };

// The tables of orders. Everything works in the caller's transaction and on its thread.
namespace repository {

// quantities: of all lines of a variant together; they decide the step of the price list.
size_t queueVariants(pg::Transaction &tx, const QList<Id> &variants, const QList<qint64> &quantities);
QHash<Id, VariantForSale> readVariants(const pg::Rows &rows);

// Lines, taxes and payments: everything of a new order but its own row.
void queueParts(pg::Transaction &tx, const OrderRecord &order);
// The row itself, with its number from the terminal's range and the profit of its lines. Queue it last: the range is
// locked from here to the commit. Returns its index; numberOf() reads the number it got.
size_t queueOrder(pg::Transaction &tx, const OrderRecord &order);
QString numberOf(const pg::Rows &rows);

void queuePayments(pg::Transaction &tx, const Id &order, const std::vector<contract::OrderPayment> &payments,
                   const Id &by);
// State, sums and reason of an order that was loaded ForChange; counts its version up.
void queueChange(pg::Transaction &tx, OrderRecord &order, const Id &voidedBy = Id());

// Brings the sales whose lines an imported refund gives back into the state that follows.
void queueRefundedState(pg::Transaction &tx, const OrderRecord &refund);

// One round trip in all: queue it with what else is to be read, and give read() its place in the flush.
size_t queueLoad(pg::Transaction &tx, const Id &order, Lock lock);
Result<OrderRecord> read(const std::vector<pg::Rows> &rows, size_t at);
Result<OrderRecord> load(pg::Transaction &tx, const Id &order, Lock lock = Lock::None);

// Heads alone; one more than the limit where there is another page.
Result<std::vector<contract::Order>> list(pg::Transaction &tx, const OrderFilter &filter);

} // namespace repository

} // namespace pos::order
