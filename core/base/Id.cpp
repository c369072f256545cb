// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Id.h"

#include <QRandomGenerator>

#include <array>

namespace pos {

Id Id::make(const Clock &clock)
{
    // 48 bits of time, 12 bits that count within the millisecond, 62 random bits.
    thread_local qint64 lastMs = -1;
    thread_local quint32 counter = 0;
    qint64 ms = clock.now().time_since_epoch().count();
    QRandomGenerator *random = QRandomGenerator::system();
    if (ms == lastMs && ++counter > 0xfff) {
        ++ms;
        counter = 0;
    } else if (ms != lastMs) {
        counter = random->generate() & 0x3ff;
    }
    lastMs = ms;

    std::array<quint8, 16> bytes{};
    for (size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<quint8>(ms >> (40 - 8 * i));
    bytes[6] = static_cast<quint8>(0x70 | (counter >> 8));
    bytes[7] = static_cast<quint8>(counter);
    const quint64 tail = random->generate64();
    for (size_t i = 0; i < 8; ++i)
        bytes[8 + i] = static_cast<quint8>(tail >> (8 * i));
    bytes[8] = static_cast<quint8>((bytes[8] & 0x3f) | 0x80);
    return Id(QUuid::fromRfc4122(QByteArrayView(bytes.data(), bytes.size())));
}

Result<Id> Id::parse(QStringView text)
{
    const QUuid uuid = text.size() == 36 ? QUuid::fromString(text) : QUuid();
    if (uuid.isNull())
        return fail({ErrorCode::Invalid, QStringLiteral("not_an_id"), QStringLiteral("not a UUID")});
    return Id(uuid);
}

} // namespace pos
