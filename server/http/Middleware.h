// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Request.h"
#include "server/http/Response.h"

#include <optional>

namespace pos::http {

// A step every request of a server takes. All three run on the server's thread and must not block.
class Middleware {
public:
    virtual ~Middleware() = default;

    // In order, before the handler. An answer ends the way there.
    virtual std::optional<Response> before(Request &) { return {}; }
    // In reverse order, on every answer, wherever it came from. The client may have left: see clientGone().
    virtual void after(const Request &, Response &) { }
    // Bytes that never became a request have been answered and the connection closes.
    virtual void refused(const QHostAddress & /*peer*/, int /*status*/, const QByteArray & /*detail*/) { }
};

} // namespace pos::http
