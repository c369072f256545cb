// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Middleware.h"

namespace pos::http {

// W3C trace context: a valid traceparent is carried on with a span id of our own, anything else starts a trace.
class TraceContext final : public Middleware {
public:
    std::optional<Response> before(Request &request) override;
};

} // namespace pos::http
