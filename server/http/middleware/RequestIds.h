// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/http/Middleware.h"

namespace pos::http {

// Gives every request an id: the client's X-Request-Id when it is plain (1..128 letters, digits, "._-"),
// a fresh UUIDv7 otherwise. It comes back in the answer.
class RequestIds final : public Middleware {
public:
    explicit RequestIds(const Clock &clock) : m_clock(clock) { }
    std::optional<Response> before(Request &request) override;
    void after(const Request &request, Response &response) override;

private:
    const Clock &m_clock;
};

} // namespace pos::http
