// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Permission.h"

#include <QCoreApplication>

namespace pos::ui {

// Roles and what they may do, in words. What is granted is core/contract/Permission's to say.
class RoleWords {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::RoleWords)
public:
    static QString name(contract::Role role);
    static QString name(const QString &word); // "privacy_officer"
    static QString purpose(contract::Role role);
    static QString may(contract::Permission permission); // "sell and take payments"
    static QList<QPair<QString, QString>> choices();     // word, name: for a combo box
};

} // namespace pos::ui
