// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/middleware/RequestIds.h"

#include "core/base/Id.h"

#include <algorithm>

namespace pos::http {

namespace {

bool isPlain(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_'
               || c == '-';
    });
}

} // namespace

std::optional<Response> RequestIds::before(Request &request)
{
    const QByteArray given = request.header("X-Request-Id");
    request.requestId = isPlain(given) ? given : Id::make(m_clock).toString().toLatin1();
    return {};
}

void RequestIds::after(const Request &request, Response &response)
{
    response.headers.emplaceBack("X-Request-Id", request.requestId);
}

} // namespace pos::http
