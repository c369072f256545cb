// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/contract/JsonReader.h"
#include "server/http/Principal.h"
#include "server/http/Request.h"

#include <initializer_list>
#include <optional>

namespace pos::http {

// What a handler sees of one request: read-only, used on one worker thread, valid while the handler
// runs. Everything from outside is checked; errors are values the ProblemMapper understands.
class Call {
public:
    // BadRequest for a query that is not UTF-8, holds control characters or names a parameter twice,
    // and for a malformed Idempotency-Key.
    static Result<Call> make(const Request &request, std::optional<Principal> principal = {});

    const Request &request() const { return *m_request; }
    bool isSignedIn() const { return m_principal.has_value(); }
    const Principal &principal() const; // only on routes that are not public
    QByteArray requestId() const { return m_request->requestId; }
    QByteArray traceparent() const { return m_request->traceparent; }
    Language language() const { return m_request->language(); }
    QHostAddress peerAddress() const { return m_request->peer; }
    // True when the client has left: long work may stop.
    bool clientGone() const { return m_request->clientGone(); }

    // The body as an object. UnsupportedMedia unless its type is application/json.
    Result<contract::JsonReader> json() const;
    const QByteArray &body() const { return m_request->body; }
    QByteArray mediaType() const; // lower case, without parameters

    QString pathText(const char *name) const;
    Result<Id> pathId(const char *name) const; // not an id: NotFound, as for an id nobody has

    // Refuses every parameter that is not named, by name. Call it first in each handler of a list.
    Result<void> allowQuery(std::initializer_list<const char *> names) const;
    std::optional<QString> query(const char *name) const; // empty counts as absent
    Result<std::optional<Id>> queryId(const char *name) const;
    Result<std::optional<Instant>> queryInstant(const char *name) const;
    Result<std::optional<qint64>> queryInteger(const char *name, qint64 min, qint64 max) const;
    Result<std::optional<bool>> queryBoolean(const char *name) const; // true, false
    Result<std::optional<QString>> queryOneOf(const char *name, const QStringList &allowed) const;

    static constexpr int kDefaultLimit = 50;
    static constexpr int kMaxLimit = 200;
    Result<int> limit() const;
    // The position a former page handed out (Response::page), empty for the first page. Its fields
    // come back from outside: read them with a JsonReader or check them.
    Result<QJsonObject> cursor() const;
    static QString encodeCursor(const QJsonObject &position);

    // 1..255 visible ASCII characters.
    std::optional<QString> idempotencyKey() const;
    // The version from If-Match: "3". None or "*": PreconditionRequired; another form: PreconditionFailed.
    Result<qint64> ifMatch() const;

private:
    Call() = default;

    const Request *m_request = nullptr;
    std::optional<Principal> m_principal;
    QList<QPair<QString, QString>> m_query;
};

} // namespace pos::http
