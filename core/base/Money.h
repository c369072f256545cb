// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <compare>

namespace pos {

// Half goes away from zero (HalfUp), to the even neighbour, or never up (Down = toward zero).
enum class Rounding { HalfUp, HalfEven, Down };

// a × b ÷ c through 128 bits, rounded once. Fails with "overflow" when the result leaves int64; c > 0.
Result<qint64> mulDiv(qint64 a, qint64 b, qint64 c, Rounding rounding);

// An amount in the smallest unit of a currency the document names once: no currency inside, no
// floating point anywhere. Sums are bounded by kMax, far below int64, so that adding cannot overflow.
class Money {
public:
    static constexpr qint64 kMax = 1'000'000'000'000'000; // 10^15: also exact in a JSON number

    constexpr Money() = default;
    static constexpr Money ofMinor(qint64 minor) { return Money(minor); }

    constexpr qint64 minor() const { return m_minor; }
    constexpr bool isZero() const { return m_minor == 0; }
    constexpr bool isNegative() const { return m_minor < 0; }
    constexpr bool inRange() const { return m_minor >= -kMax && m_minor <= kMax; }

    constexpr Money operator+(Money o) const { return Money(m_minor + o.m_minor); }
    constexpr Money operator-(Money o) const { return Money(m_minor - o.m_minor); }
    constexpr Money operator-() const { return Money(-m_minor); }
    constexpr Money &operator+=(Money o)
    {
        m_minor += o.m_minor;
        return *this;
    }
    constexpr Money &operator-=(Money o)
    {
        m_minor -= o.m_minor;
        return *this;
    }
    constexpr auto operator<=>(const Money &) const = default;

private:
    constexpr explicit Money(qint64 minor) : m_minor(minor) { }
    qint64 m_minor = 0;
};

} // namespace pos
