// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QByteArrayList>

#include <optional>

namespace pos::cache {

// What may be lost at any moment and is looked up again then. Thread-safe; workers only, may block for a moment.
// An error says that nothing is known: whoever asks goes to where the truth is.
class Cache {
public:
    struct Entry {
        QByteArray value;
        Duration left = {}; // until it is forgotten
    };

    virtual ~Cache() = default;
    // All keys at one instant; nothing where nothing is kept.
    virtual Result<QList<std::optional<Entry>>> get(const QByteArrayList &keys) = 0;
    virtual Result<void> put(const QByteArray &key, const QByteArray &value, Duration keep) = 0;
};

} // namespace pos::cache
