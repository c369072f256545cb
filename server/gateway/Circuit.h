// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <mutex>

namespace pos::gateway {

// Whether a service that failed is asked at all: after some failures in a row it is left alone for a moment, then
// one request tries it. Thread-safe.
class Circuit {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr int kFailures = 5;
    static constexpr std::chrono::milliseconds kPause{1'000};

    // Who is admitted says succeeded() or failed() afterwards.
    bool admits(Time now)
    {
        const std::lock_guard lock(m_mutex);
        if (m_failures < kFailures)
            return true;
        if (m_isTried || now < m_openUntil)
            return false;
        m_isTried = true;
        return true;
    }
    void succeeded()
    {
        const std::lock_guard lock(m_mutex);
        m_failures = 0;
        m_isTried = false;
    }
    void failed(Time now)
    {
        const std::lock_guard lock(m_mutex);
        ++m_failures;
        m_isTried = false;
        m_openUntil = now + kPause;
    }
    bool isOpen() const
    {
        const std::lock_guard lock(m_mutex);
        return m_failures >= kFailures;
    }

private:
    mutable std::mutex m_mutex;
    int m_failures = 0; // in a row
    bool m_isTried = false;
    Time m_openUntil;
};

} // namespace pos::gateway
