// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Middleware.h"

namespace pos::runtime {

// Behind the gateway the client's address comes in X-Forwarded-For. Believed from this machine alone,
// where the services listen; the gateway replaces what a client sent.
class ForwardedPeer final : public http::Middleware {
public:
    std::optional<http::Response> before(http::Request &request) override
    {
        if (!request.peer.isLoopback())
            return {};
        const QHostAddress client(QString::fromLatin1(request.header("X-Forwarded-For")));
        if (!client.isNull())
            request.peer = client;
        return {};
    }
};

} // namespace pos::runtime
