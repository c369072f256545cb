// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"

namespace pos::test {

struct Answer {
    int status = 0;        // 0 when the handler returned an error
    QByteArray text;
    QJsonObject body;
    QByteArray etag;
    Error error;           // where status is 0

    bool isError() const { return status == 0; }
    QString field(int index = 0) const; // "lines[0].quantity code"
};

struct CallHeaders {
    QByteArray idempotencyKey = {};
    QByteArray ifMatch = {};
};

// Calls the handlers of a service as the server does, without a socket: same routing, same Call.
// Thread-safe.
class RouteDriver {
public:
    explicit RouteDriver(std::vector<http::BoundRoute> routes) : m_routes(std::move(routes)) { }

    Answer call(const http::Principal &who, const QByteArray &method, const QByteArray &target,
                const QJsonObject &body = {}, const CallHeaders &headers = {}) const;
    Answer get(const http::Principal &who, const QByteArray &target) const { return call(who, "GET", target); }
    Answer post(const http::Principal &who, const QByteArray &target, const QJsonObject &body,
                const QByteArray &key = {}) const
    {
        return call(who, "POST", target, body, {key});
    }

private:
    std::vector<http::BoundRoute> m_routes;
};

} // namespace pos::test
