// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Product.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::product {

// One page of products: what to show, in what order, after which one.
struct ProductQuery {
    std::optional<QString> words;
    std::optional<Id> category;
    std::optional<QString> status;
    std::optional<QString> kind;
    std::optional<QString> sku;
    std::optional<QString> barcode;
    bool onlyLow = false;
    QString sortBy = QStringLiteral("name"); // name, sku, price, on_hand, created_at
    bool descending = false;
    std::optional<QString> afterKey;
    Id afterId;
    int limit = 50;
};

struct ProductPage {
    QList<contract::Product> products;
    std::optional<QString> nextKey; // none: this is the last page
    Id nextId;
};

// Products and variants as rows. Stateless; every call works in the caller's transaction, whose
// tenant decides which shop is seen. Things of another shop are not found.
class ProductRepository {
public:
    Result<ProductPage> find(pg::Transaction &tx, const ProductQuery &query) const;
    Result<contract::Product> read(pg::Transaction &tx, const Id &product) const;
    // The same with the row locked until the transaction ends.
    Result<contract::Product> readLocked(pg::Transaction &tx, const Id &product) const;

    // Errors of the writes: Conflict "sku_taken", "barcode_taken", Invalid for an unknown category; see asFieldError.
    void insert(pg::Transaction &tx, const contract::Product &product) const;
    void update(pg::Transaction &tx, const contract::Product &product) const; // takes the next version
    void setStatus(pg::Transaction &tx, const Id &product, const QString &status, Instant now) const;
    void touch(pg::Transaction &tx, const Id &product, Instant now) const; // the next version, nothing else
    Result<bool> hasMoved(pg::Transaction &tx, const Id &product) const;

    Result<QList<contract::Variant>> variantsOf(pg::Transaction &tx, const Id &product) const;
    Result<contract::Variant> readVariant(pg::Transaction &tx, const Id &variant) const;
    Result<Id> variantByBarcode(pg::Transaction &tx, const QString &barcode) const;
    Result<Id> variantBySku(pg::Transaction &tx, const QString &sku) const;
    void insertVariant(pg::Transaction &tx, const contract::Variant &variant) const;
    void updateVariant(pg::Transaction &tx, const contract::Variant &variant) const; // takes the next version

private:
    void writeBarcodes(pg::Transaction &tx, const Id &variant, const QStringList &codes) const;
    void writeUnits(pg::Transaction &tx, const Id &product, const QList<contract::ProductUnit> &units) const;
};

// Names the field that a refusal of the database is about.
Error asFieldError(Error error);

} // namespace pos::product
