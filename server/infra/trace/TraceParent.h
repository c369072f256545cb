// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// W3C trace context. A traceparent of ours has 55 bytes: "00-" trace id (32) "-" span id (16) "-" flags (2), in hex.
namespace pos::trace {

// version "-" trace-id "-" parent-id "-" flags; a later version may have more behind them.
bool isTraceParent(const QByteArray &value);

QByteArray newTrace(bool sampled);
// A span of its own in the trace of `parent`, which isTraceParent().
QByteArray childOf(const QByteArray &parent);

inline QByteArray traceIdOf(const QByteArray &traceparent)
{
    return traceparent.mid(3, 32);
}
inline QByteArray spanIdOf(const QByteArray &traceparent)
{
    return traceparent.mid(36, 16);
}
inline bool isSampled(const QByteArray &traceparent)
{
    // The last bit of the flags.
    return traceparent.size() >= 55 && QByteArrayView("13579bdf").contains(traceparent[54]);
}

} // namespace pos::trace
