// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Secret.h"

#include <chrono>
#include <functional>
#include <optional>

namespace pos::keyring {

// A person's data key. Wiped when the last user lets go of it.
struct DataKey {
    Secret bytes; // 32
    quint16 version = 1;
};
using DataKeyPtr = std::shared_ptr<const DataKey>;

// A column that holds personal data, "schema.table" and its name: a constant of PersonalColumns.h.
struct Column {
    const char *table;
    const char *name;
};

// Where a sealed value lives. It opens there and nowhere else.
struct Place {
    Column column;
    Id tenant;
    Id row;
    Id subject;
};

// One field of personal data as AES-256-GCM: 0x01 | key version (2, big endian) | nonce (12) |
// ciphertext | tag (16), bound to its place. NULL stays NULL, "" is sealed. Thread-safe, never blocks.
class FieldCipher {
public:
    enum class Operation { Encrypt, Decrypt, Refused };
    // For the metrics: what was done and, of one in kSampled, how long it took. Others say zero.
    using Observer = std::function<void(Operation, std::chrono::nanoseconds)>;
    static constexpr unsigned kSampled = 64;

    static constexpr qsizetype kOverhead = 1 + 2 + 12 + 16;
    static constexpr qsizetype kMaxBytes = 16 * 1024 * 1024;

    explicit FieldCipher(Observer observer = {}) : m_observer(std::move(observer)) { }

    Result<QByteArray> seal(const DataKey &key, const Place &place, QByteArrayView plain) const;
    Result<QByteArray> sealText(const DataKey &key, const Place &place, const QString &plain) const;
    Result<std::optional<QByteArray>> sealText(const DataKey &key, const Place &place,
                                               const std::optional<QString> &plain) const;
    // Corrupt when anything does not fit: another place, another key, a changed bit, an unknown version.
    // That is an alarm, never a reason to try again.
    Result<QByteArray> open(const DataKey &key, const Place &place, QByteArrayView sealed) const;
    Result<QString> openText(const DataKey &key, const Place &place, QByteArrayView sealed) const;

private:
    void observe(Operation operation, std::chrono::nanoseconds took = {}) const
    {
        if (m_observer)
            m_observer(operation, took);
    }
    Observer m_observer;
};

} // namespace pos::keyring
