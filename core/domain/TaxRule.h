// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"

#include <QDate>
#include <QList>
#include <QString>

namespace pos::domain {

// A dated rule of a tax. PPN of 2025 is 12 % on a base of 11/12 of the price; a tax without a base of
// its own has 1/1. Rates are parts per million: 12 % = 120000.
struct TaxRule {
    static constexpr qint64 kPpm = 1'000'000;

    Id id;
    QString name; // as it is printed: "PPN 12 %"
    qint64 ratePpm = 0;
    qint64 baseNumerator = 1;
    qint64 baseDenominator = 1;
    bool inclusive = false; // the price contains the tax
    QDate from;             // first business date it holds for; null = always did
    QDate until;            // first business date it no longer holds for; null = no end known

    bool isNone() const { return ratePpm == 0; }
    bool appliesOn(QDate businessDate) const;
    // "invalid" with the field that is wrong: rate 0 to 100 %, base above 0 and at most 1.
    Result<void> validate() const;
};

} // namespace pos::domain
