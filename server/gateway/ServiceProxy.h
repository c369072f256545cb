// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Routes.h"
#include "server/http/Request.h"
#include "server/http/Response.h"

#include <chrono>

namespace pos::gateway {

// A service in another process, asked over HTTP. Thread-safe; blocks its worker until the deadline at most.
class ServiceProxy {
public:
    struct Deadlines {
        std::chrono::milliseconds connect{2'000};
        std::chrono::milliseconds answer{30'000};
    };

    // `baseUrl` as "http://127.0.0.1:8085".
    ServiceProxy(contract::Service service, QByteArray baseUrl, Deadlines deadlines);

    // Passes the request on under its id and trace, and the client's address in X-Forwarded-For. Answers
    // 503 when the service cannot be reached, 504 when it takes too long, 502 when it breaks off.
    http::Response forward(const http::Request &request) const;

    // For /ready: does it say that it is alive?
    Result<void> check() const;

private:
    struct Transfer;
    int perform(Transfer &transfer, std::chrono::milliseconds deadline) const; // a CURLcode
    QString name() const;

    const contract::Service m_service;
    const QByteArray m_baseUrl;
    const Deadlines m_deadlines;
};

} // namespace pos::gateway
