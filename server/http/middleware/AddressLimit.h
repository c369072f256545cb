// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Middleware.h"
#include "server/http/RateLimiter.h"

namespace pos::http {

// So many requests a second from one address; 429 with Retry-After beyond that. /health, /ready and
// /metrics are always answered.
class AddressLimit final : public Middleware {
public:
    explicit AddressLimit(RateLimiter &limiter) : m_limiter(limiter) { }
    std::optional<Response> before(Request &request) override;
    void after(const Request &request, Response &response) override;

private:
    RateLimiter &m_limiter;
};

} // namespace pos::http
