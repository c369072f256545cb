// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QStringView>

namespace pos::domain {

// Cash that has no coins for the last digits. What rounding adds or takes is a line of its own on the
// order; other ways to pay are never rounded.
class CashRounding {
public:
    CashRounding() = default; // none
    static CashRounding toStep(Money step);           // the smallest coin; 0 or 1: none
    static CashRounding defaultFor(QStringView currency); // Rp100 for IDR, none elsewhere

    Money step() const { return m_step; }
    // What is paid in cash for this amount, half away from zero.
    Money round(Money amount) const;

private:
    Money m_step;
};

} // namespace pos::domain
