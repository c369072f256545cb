// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/middleware/TraceContext.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pos::http {

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

// version "-" trace-id "-" parent-id "-" flags; a later version may have more behind them.
bool isValid(const QByteArray &value)
{
    const QList<QByteArray> parts = value.split('-');
    return parts.size() >= 4 && parts[0].size() == 2 && parts[0] != "ff" && (parts[0] != "00" || parts.size() == 4)
           && parts[1].size() == 32 && parts[1].count('0') < 32 && parts[2].size() == 16 && parts[2].count('0') < 16
           && parts[3].size() == 2 && isHex(parts[0] + parts[1] + parts[2] + parts[3]);
}

} // namespace

std::optional<Response> TraceContext::before(Request &request)
{
    const QByteArray given = request.header("traceparent");
    const bool valid = isValid(given);
    request.traceparent = "00-" + (valid ? given.mid(3, 32) : randomHex(2)) + '-' + randomHex(1) + '-'
                          + (valid ? given.mid(53, 2) : QByteArrayLiteral("00"));
    return {};
}

} // namespace pos::http
