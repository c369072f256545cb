// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"
#include "server/http/MemoryBudget.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QPair>

#include <atomic>
#include <chrono>
#include <memory>

namespace pos::http {

// A copy that owns all it holds, so a worker may keep it after the connection is gone.
struct Request {
    QByteArray method;
    QByteArray path;  // as sent, percent-encoded, without the query
    QByteArray query; // as sent, without the question mark
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QHostAddress peer;

    QHash<QByteArray, QByteArray> params; // of the pattern, decoded
    QByteArray pattern;                   // empty when no route was found
    QByteArray requestId;                 // set by middleware, never empty behind it
    QByteArray traceparent;               // W3C, set by middleware: this service's own span
    QByteArray parentSpan;                // whose work this is part of; empty when the trace begins here
    QByteArray rateLimit;                 // for the answer's RateLimit header
    std::chrono::steady_clock::time_point received{};
    std::shared_ptr<const std::atomic<bool>> gone; // set when the client has left
    std::shared_ptr<const MemoryShare> share;      // what the body takes of the memory budget

    // The first header of that name, without surrounding blanks; empty when there is none.
    QByteArray header(QByteArrayView name) const;
    bool hasHeader(QByteArrayView name) const;
    // From Accept-Language; English when neither is asked for.
    Language language() const;
    bool clientGone() const { return gone && gone->load(std::memory_order_relaxed); }
};

} // namespace pos::http
