// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

namespace pos {

// A count or measure in thousandths of its unit: 2 pieces = 2000, 0.25 kg = 250.
class Quantity {
public:
    static constexpr qint64 kScale = 1000;
    static constexpr qint64 kMax = 1'000'000'000'000; // 10^9 units

    constexpr Quantity() = default;
    static constexpr Quantity ofThousandths(qint64 thousandths) { return Quantity(thousandths); }
    static constexpr Quantity ofUnits(qint64 units) { return Quantity(units * kScale); }

    constexpr qint64 thousandths() const { return m_thousandths; }
    constexpr bool isZero() const { return m_thousandths == 0; }
    constexpr bool isNegative() const { return m_thousandths < 0; }
    constexpr bool inRange() const { return m_thousandths >= -kMax && m_thousandths <= kMax; }

    constexpr Quantity operator+(Quantity o) const { return Quantity(m_thousandths + o.m_thousandths); }
    constexpr Quantity operator-(Quantity o) const { return Quantity(m_thousandths - o.m_thousandths); }
    constexpr Quantity operator-() const { return Quantity(-m_thousandths); }
    constexpr Quantity &operator+=(Quantity o)
    {
        m_thousandths += o.m_thousandths;
        return *this;
    }
    constexpr auto operator<=>(const Quantity &) const = default;

private:
    constexpr explicit Quantity(qint64 thousandths) : m_thousandths(thousandths) { }
    qint64 m_thousandths = 0;
};

// price per unit × quantity, rounded half up to the smallest unit of money; "overflow" past Money::kMax.
Result<Money> times(Money unitPrice, Quantity quantity);

} // namespace pos
