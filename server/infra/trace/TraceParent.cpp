// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/trace/TraceParent.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pos::trace {

namespace {

QByteArray randomHex(int words)
{
    QByteArray bytes;
    for (int i = 0; i < words; ++i) {
        const quint64 word = QRandomGenerator::global()->generate64();
        bytes.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    return bytes.toHex();
}

bool isHex(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

bool isTraceParent(const QByteArray &value)
{
    const QList<QByteArray> parts = value.split('-');
    return parts.size() >= 4 && parts[0].size() == 2 && parts[0] != "ff" && (parts[0] != "00" || parts.size() == 4)
           && parts[1].size() == 32 && parts[1].count('0') < 32 && parts[2].size() == 16 && parts[2].count('0') < 16
           && parts[3].size() == 2 && isHex(parts[0] + parts[1] + parts[2] + parts[3]);
}

QByteArray newTrace(bool sampled)
{
    return "00-" + randomHex(2) + '-' + randomHex(1) + (sampled ? "-01" : "-00");
}

QByteArray childOf(const QByteArray &parent)
{
    return "00-" + traceIdOf(parent) + '-' + randomHex(1) + '-' + parent.mid(53, 2);
}

} // namespace pos::trace
