// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

namespace pos::domain {

// How much of a line's price somebody may take off without an approver, in parts per million.
class DiscountLimit {
public:
    static constexpr qint64 kEverything = 1'000'000;

    constexpr explicit DiscountLimit(qint64 ppm) : m_ppm(ppm) { }
    constexpr qint64 ppm() const { return m_ppm; }
    // The limit itself is allowed; what it comes to is cut, never rounded up.
    bool allows(Money amount, Money discount) const;

private:
    qint64 m_ppm;
};

} // namespace pos::domain
