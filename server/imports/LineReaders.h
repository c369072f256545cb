// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/LineReader.h"

#include <QSet>

namespace pos::imports {

// data: sku, name, kind, price, cost?, category?, unit?, barcodes?, on_hand? and low_stock_threshold? (thousandths),
// and the ids a new product and a new category would get.
class ProductLineReader final : public LineReader {
public:
    explicit ProductLineReader(LineReaderInput input) : m_input(std::move(input)) { }
    StagedLine read(qint64 line, const QStringList &record) override;

private:
    void readMoney(const QStringList &record, const char *field, bool required, StagedLine &line) const;
    void readQuantity(const QStringList &record, const char *field, StagedLine &line) const;

    LineReaderInput m_input;
};

// data: sku, name, quantity (thousandths, negative when it comes back), price, total, customer? (keyed hash, hex), and
// on the first line of each SKU the ids a new product would get. The group is the invoice.
class SaleLineReader final : public LineReader {
public:
    explicit SaleLineReader(LineReaderInput input) : m_input(std::move(input)) { }
    StagedLine read(qint64 line, const QStringList &record) override;

private:
    LineReaderInput m_input;
    QSet<QString> m_seen; // SKUs
};

} // namespace pos::imports
