// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>

namespace pos::trace {

// A piece of work that has ended. Nothing in it names a person: routes, types of events and statuses alone.
struct Span {
    enum class Kind { Internal = 1, Server = 2, Client = 3, Consumer = 5 }; // OTLP's numbers
    struct Attribute {
        const char *key;
        QByteArray text = {};
        qint64 number = 0; // when there is no text
    };

    QByteArray service;     // "order-service"
    QByteArray name;        // "POST /api/v1/orders"
    Kind kind = Kind::Internal;
    QByteArray traceparent; // its own
    QByteArray parent = {}; // span id (16); empty: the trace begins here
    std::chrono::system_clock::time_point began = {};
    std::chrono::nanoseconds took{0};
    QList<Attribute> attributes = {};
    bool failed = false;
};

} // namespace pos::trace
