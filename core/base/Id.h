// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QHashFunctions>
#include <QUuid>

namespace pos {

// A UUIDv7 (RFC 9562): sorts by the time it was made. Null until set.
class Id {
public:
    Id() = default;
    explicit Id(const QUuid &uuid) : m_uuid(uuid) { }

    // Thread-safe; ids of one thread and one millisecond still ascend.
    static Id make(const Clock &clock);
    // Takes the 36-character form alone, any version, so that ids of other makers can be read.
    static Result<Id> parse(QStringView text);

    bool isNull() const { return m_uuid.isNull(); }
    const QUuid &uuid() const { return m_uuid; }
    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    QByteArray toBytes() const { return m_uuid.toRfc4122(); }

    friend bool operator==(const Id &a, const Id &b) { return a.m_uuid == b.m_uuid; }
    friend bool operator!=(const Id &a, const Id &b) { return !(a == b); }
    // Byte order, as PostgreSQL sorts uuid: QUuid's own order puts the variant first.
    friend bool operator<(const Id &a, const Id &b) { return a.toBytes() < b.toBytes(); }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

} // namespace pos
