// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <mutex>
#include <optional>

namespace pos::vault {

// Spares a Vault that is away a storm of attempts, and its callers the wait: after a failure further calls
// fail at once, with growing and jittered pauses between single tries, until one succeeds. Thread-safe.
class VaultGate {
public:
    static constexpr Duration kFirstPause = std::chrono::milliseconds(100);
    static constexpr Duration kLongestPause = std::chrono::seconds(5);

    // May a call be made now? The failure of the last one when not. Whoever is admitted answers with good() or bad().
    Result<void> admit();
    void good();
    void bad(const Error &error);
    // Why calls fail now; nothing while they succeed.
    std::optional<Error> trouble() const;

private:
    using Steady = std::chrono::steady_clock;

    mutable std::mutex m_mutex;
    std::optional<Error> m_trouble;
    int m_failures = 0;
    bool m_trying = false; // one caller is finding out
    Steady::time_point m_closedUntil;
};

// Grows by two with each attempt, between half of it and all of it by chance.
Duration pauseAfter(int failures, Duration first, Duration longest);

} // namespace pos::vault
