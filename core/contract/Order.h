// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/JsonReader.h"

#include <QDate>

#include <vector>

namespace pos::contract {

// A refund carries its amounts and quantities negated: its lines and its rounding add up to its total.
struct OrderLine {
    int position = 0; // from 1: names the line in a refund
    Id variant;
    QString sku;
    QString name;
    QString unit;
    Quantity quantity;
    Money unitPrice;
    Money discount;
    Money tax;
    Money total;               // what is paid for the line: with its tax, less its discount
    bool taxInclusive = false; // the unit price contains the tax
    Quantity refunded = {};    // of a sale: how much of it was given back so far
    std::optional<int> refundOfPosition = {}; // of a refund: the line of the sale
    std::optional<bool> restocked = {};

    QJsonObject toJson() const;
};

struct OrderTax {
    QString name;
    qint64 ratePpm = 0; // parts per million: 12 % is 120000
    bool inclusive = false;
    Money net;
    Money tax;

    QJsonObject toJson() const;
};

// tendered − change = amount.
struct OrderPayment {
    Id id;
    QString method;
    QString status;
    Money amount;
    Money tendered;
    Money change;
    Instant createdAt = {};

    QJsonObject toJson() const;
};

struct Order {
    Id id;
    QString kind;
    QString number;
    std::optional<QString> externalRef;
    QString status;
    int terminal = 0;
    QDate businessDate;
    Instant createdAt = {};
    QString currency;
    Money subtotal;
    Money discountTotal;
    Money taxTotal;
    Money rounding;
    Money total;
    Money paid;
    Money change;
    Id customer; // null: none
    std::optional<QString> note;
    std::optional<QString> reason;
    Id refundOf;
    Id createdBy;
    Id approvedBy;
    std::optional<Instant> voidedAt;
    qint64 version = 1;
    std::vector<OrderLine> lines;
    std::vector<OrderTax> taxes;
    std::vector<OrderPayment> payments;
    QList<Id> refunds; // documents that give back parts of this sale
    QStringList stockWarnings = {}; // ids of variants now below nothing, for the one who sells; not stored

    QJsonObject summary() const; // as lists show it: without lines, taxes, payments and refunds
    QJsonObject toJson() const;
};

struct TenderRequest {
    QString method; // cash, transfer
    Money amount;
    std::optional<Money> tendered;

    static TenderRequest read(JsonReader &reader);
};

struct OrderLineRequest {
    Id variant;
    Quantity quantity;
    std::optional<Money> unitPrice; // only compared
    Money discount;

    static OrderLineRequest read(JsonReader &reader);
    QJsonObject toJson() const;
};

// POST orders, orders/price and carts/{id}/checkout.
struct OrderRequest {
    static constexpr int kMaxLines = 500;
    static constexpr int kMaxPayments = 20;

    std::vector<OrderLineRequest> lines;
    std::vector<TenderRequest> payments; // empty: pays later
    std::optional<Money> total;          // only compared
    std::optional<Id> customer;
    std::optional<QString> note;
    std::optional<QString> discountReason;
    std::optional<Id> approval; // of a discount beyond the limit of the role

    static Result<OrderRequest> read(JsonReader &reader);
    // Of a held cart: the lines are known already.
    static Result<OrderRequest> readCheckout(JsonReader &reader);
};

struct PaymentsRequest {
    std::vector<TenderRequest> payments;

    // {"payments": […]}, or one payment as the document itself.
    static Result<PaymentsRequest> read(JsonReader &reader);
};

struct VoidRequest {
    QString reason;
    std::optional<Id> approval;

    static Result<VoidRequest> read(JsonReader &reader);
};

struct RefundLineRequest {
    std::optional<int> position; // or, where the variant is on one line alone, the variant
    std::optional<Id> variant;
    std::optional<Quantity> quantity; // nothing: all that is left of the line
    bool restock = true;
};

struct RefundRequest {
    std::vector<RefundLineRequest> lines; // empty: all that is left
    bool restock = true;                  // of lines that do not say it
    std::optional<QString> method;        // nothing: as the sale was paid first
    QString reason;
    std::optional<Id> approval;

    static Result<RefundRequest> read(JsonReader &reader);
};

// A held order: prices are not part of it, they are those of the checkout.
struct CartRequest {
    QString name;
    std::vector<OrderLineRequest> lines;
    std::optional<Id> customer;
    std::optional<QString> note;

    static Result<CartRequest> read(JsonReader &reader);
};

} // namespace pos::contract
