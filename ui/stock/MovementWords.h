// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/theme/Tone.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace pos::ui {

// What happened to stock, for the person in front of the window.
class MovementWords {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::MovementWords)
public:
    static QString kind(const QString &word);
    static Tone tone(const QString &word);
    static QList<QPair<QString, QString>> kinds(); // word, in words: for a filter
    static QString document(const QJsonObject &movement); // "STORE-T01-260122-0001", "INV-7", its reason, or nothing
    static QString signedQuantity(Quantity quantity, const MoneyFormat &format); // "+24", "−3"
    static bool isOrder(const QJsonObject &movement); // its document is an order
};

} // namespace pos::ui
