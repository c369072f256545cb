// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Quantity.h"
#include "core/base/Result.h"

#include <QChar>
#include <QString>

namespace pos {

// How a shop writes amounts and quantities: by its currency, in every language of the window alike
// ("Rp12.500", "£2.55"). Exact: digits are moved, nothing is calculated in floating point.
class MoneyFormat {
public:
    // ISO 4217. A currency without an entry of its own is written "CHF 2.55" with two decimals.
    explicit MoneyFormat(const QString &currency);
    MoneyFormat() : MoneyFormat(QStringLiteral("IDR")) { }

    const QString &currency() const { return m_currency; }
    const QString &symbol() const { return m_symbol; }
    int decimals() const { return m_decimals; }

    QString format(Money amount) const;           // "Rp12.500", "−£2.55"
    QString formatPlain(Money amount) const;      // "12.500", "-2.55": what a field is edited as
    QString format(Quantity quantity) const;      // "1.240", "7,25"

    QString formatCount(qint64 count) const;      // "300.000": rows, lines

    // Symbol, spaces and grouping are optional, but a group must have three digits: "100.000" is one
    // hundred thousand rupiah and never 100; "1.50" rupiah is refused. Errors: "not_a_number",
    // "bad_grouping", "too_many_decimals", "overflow".
    Result<Money> parseMoney(QStringView text) const;
    Result<Quantity> parseQuantity(QStringView text) const;

private:
    QString digits(quint64 value, int decimals, bool trimZeros) const;
    Result<qint64> parse(QStringView text, int decimals, qint64 most) const;

    QString m_currency;
    QString m_symbol;
    QChar m_group;
    QChar m_decimal;
    int m_decimals = 0;
};

} // namespace pos
