// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QSemaphore>
#include <QString>

namespace pos::keyring {

// Argon2id by libsodium, for passwords and PINs. Each run takes memoryBytes and tens of milliseconds, so
// only so many run at once and the next waits; Unavailable after five seconds. Workers only.
class PasswordHasher {
public:
    struct Cost {
        unsigned long long passes = 2;
        size_t memoryBytes = 19 * 1024 * 1024;
        int atOnce = 2;
    };
    static Cost usual() { return {}; }
    static Cost cheapest() { return {1, 8192, 8}; } // for tests

    explicit PasswordHasher(const Cost &cost = usual());

    Result<QString> hash(const QString &secret);
    // False also for an empty hash, after the same work: an unknown person costs what a known one does.
    Result<bool> verify(const QString &hash, const QString &secret);

private:
    Cost m_cost;
    QSemaphore m_slots;
    QString m_nobody; // the hash of a secret that nobody knows
};

} // namespace pos::keyring
