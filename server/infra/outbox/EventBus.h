// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Event.h"
#include "server/infra/postgres/Transaction.h"

#include <functional>

namespace pos::outbox {

// Who takes events. handle() works in a transaction of the system role that also moves the consumer's place, so what
// it writes there happens exactly once; whatever else it does happens at least once. It comes in order per key
// (tenant and subject), except for an event that was parked and is tried again later. On one thread at a time.
// Unavailable and Timeout mean "not this event's fault": tried again without end. Any other error counts, and
// after kMaxTries the event is parked and those behind it go on.
//
// Behind a broker the order holds within a topic, and the handler's transaction also holds the mark that keeps a
// second delivery of the same event out.
struct Consumer {
    QByteArray name; // "audit-service": its place is kept under it, so it never changes
    QList<QByteArray> topics;
    std::function<Result<void>(pg::Transaction &, const Event &)> handle;
    std::function<void()> committed = {}; // after a batch is done; on the same thread
    // For one that hands events on. finish(): those handled since are all to be gone before their place is moved.
    std::function<Result<void>()> finish = {};
    std::function<bool()> isReady = {}; // false: nothing can be handed on now, so nothing is tried
};

inline constexpr int kMaxTries = 5;

inline bool isOutage(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout
           || error.code == ErrorCode::Cancelled;
}

// Brings events to consumers: out of the outbox within this process or, where a broker is set, through that.
class EventBus {
public:
    virtual ~EventBus() = default;
    virtual void subscribe(Consumer consumer) = 0; // before start(), on one thread
    virtual Result<void> start() = 0;
    virtual void stop() = 0; // waits for the handler at work; safe to call twice
};

} // namespace pos::outbox
