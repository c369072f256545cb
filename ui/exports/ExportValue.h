// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"
#include "core/base/Quantity.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace pos::ui {

// A cell as another program should have it: a number is a number, whatever the window makes of it.
struct ExportValue {
    enum class Kind { Text, Number, Time };

    Kind kind = Kind::Text;
    QString text = {};
    qint64 scaled = 0; // the number × 10^decimals
    int decimals = 0;
    bool trim = false; // "7.25", not "7.250"
    QDateTime time = {}; // on the shop's clock

    static ExportValue ofText(const QString &text) { return {.text = text}; }
    static ExportValue ofMoney(Money money, int decimals)
    {
        return {.kind = Kind::Number, .scaled = money.minor(), .decimals = decimals};
    }
    static ExportValue ofQuantity(Quantity quantity)
    {
        return {.kind = Kind::Number, .scaled = quantity.thousandths(), .decimals = 3, .trim = true};
    }
    static ExportValue ofCount(qint64 count) { return {.kind = Kind::Number, .scaled = count}; }
    static ExportValue ofTime(const QDateTime &time)
    {
        return time.isValid() ? ExportValue{.kind = Kind::Time, .time = time} : ExportValue{};
    }

    QString digits(QChar mark) const; // of a number: "-2.55", without groups
};

} // namespace pos::ui

Q_DECLARE_METATYPE(pos::ui::ExportValue)
