// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <atomic>
#include <chrono>

namespace pos {

// UTC, in milliseconds: the resolution of the API, the database columns and UUIDv7.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

// "2026-01-22T03:04:05.678Z".
QString toRfc3339(Instant instant);
// Any RFC 3339 instant; offsets are converted to UTC, finer fractions are cut.
Result<Instant> instantFromRfc3339(QStringView text);

// Where time comes from. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

// For tests and for replays: stands still until it is moved.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : m_now(start.time_since_epoch().count()) { }
    Instant now() const override { return Instant(Duration(m_now.load())); }
    void set(Instant instant) { m_now = instant.time_since_epoch().count(); }
    void advance(Duration by) { m_now += by.count(); }

private:
    std::atomic<qint64> m_now;
};

} // namespace pos
