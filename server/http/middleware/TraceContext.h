// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Middleware.h"

namespace pos::http {

// W3C trace context: a valid traceparent is carried on with a span id of our own, anything else starts a trace; one
// that starts here is recorded where traces are made.
class TraceContext final : public Middleware {
public:
    explicit TraceContext(bool records = false) : m_records(records) { }
    std::optional<Response> before(Request &request) override;

private:
    const bool m_records;
};

} // namespace pos::http
