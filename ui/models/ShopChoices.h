// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QPair>

namespace pos::ui {

// What a shop can choose among when it is set up and later: value and words, for a combo box.
class ShopChoices {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::ShopChoices)
public:
    using Choices = QList<QPair<QString, QString>>;

    static Choices currencies();
    static Choices zones();
    static Choices hours();
    static QString timeIn(const QString &zone); // "There it is 15:42, Thursday 22 January now"
};

} // namespace pos::ui
