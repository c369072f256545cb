// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ColumnMapping.h"

#include <QTimeZone>

#include <functional>

namespace pos::imports {

// What the shop brings to reading its files.
struct ShopFacts {
    QString currency;
    int scale = 0; // decimals of the currency
    QTimeZone zone;
};

// Reads one record into a staged line: outcome "ready", or "error" with every field that is wrong.
// One thread; one reader a file.
class LineReader {
public:
    virtual ~LineReader() = default;
    virtual StagedLine read(qint64 line, const QStringList &record) = 0;
};

struct LineReaderInput {
    ColumnMapping mapping;
    csv::CsvFormat format;
    QString timeFormat; // sales
    ShopFacts shop;
    const Clock &clock;
    // Keyed hash of a customer's number elsewhere: tells that two invoices are of one person, never who.
    std::function<Result<QByteArray>(const QString &)> customerHash;
};

std::unique_ptr<LineReader> makeLineReader(Kind kind, LineReaderInput input);

// Codes of other systems that are no goods: postage, discounts, charges, manual entries.
bool isServiceCode(QStringView sku);
// One SKU however it is written: trimmed, upper case.
QString canonicalSku(const QString &text);

} // namespace pos::imports
