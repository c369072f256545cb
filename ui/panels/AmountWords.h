// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"

#include <QCoreApplication>

namespace pos::ui {

// Why an amount that was typed cannot be read, and how it would be.
class AmountWords {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::AmountWords)
public:
    static QString sentence(const Error &error, const MoneyFormat &format);
};

} // namespace pos::ui
