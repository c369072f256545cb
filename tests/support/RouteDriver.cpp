// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RouteDriver.h"

#include <QJsonDocument>

namespace pos::test {

namespace {

bool matches(const QByteArray &pattern, const QByteArray &path, QHash<QByteArray, QByteArray> &params)
{
    const QList<QByteArray> wanted = pattern.split('/');
    const QList<QByteArray> given = path.split('/');
    if (wanted.size() != given.size())
        return false;
    params.clear();
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i].startsWith('{'))
            params.insert(wanted[i].mid(1, wanted[i].size() - 2), QByteArray::fromPercentEncoding(given[i]));
        else if (wanted[i] != given[i])
            return false;
    }
    return true;
}

Answer toAnswer(const Result<http::Response> &response)
{
    Answer answer;
    if (!response) {
        answer.error = response.error();
        return answer;
    }
    answer.status = response->status;
    answer.text = response->body;
    answer.body = QJsonDocument::fromJson(response->body).object();
    answer.etag = response->header("ETag");
    return answer;
}

} // namespace

QString Answer::field(int index) const
{
    if (error.fields.size() <= index)
        return {};
    return error.fields[index].field + u' ' + error.fields[index].code;
}

Answer RouteDriver::call(const http::Principal &who, const QByteArray &method, const QByteArray &target,
                         const QJsonObject &body, const CallHeaders &headers) const
{
    http::Request request;
    request.method = method;
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.left(mark);
    request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    request.requestId = "test";
    if (!body.isEmpty()) {
        request.headers.emplaceBack("Content-Type", "application/json");
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    if (!headers.idempotencyKey.isEmpty())
        request.headers.emplaceBack("Idempotency-Key", headers.idempotencyKey);
    if (!headers.ifMatch.isEmpty())
        request.headers.emplaceBack("If-Match", headers.ifMatch);
    const http::BoundRoute *found = nullptr;
    for (const http::BoundRoute &route : m_routes) {
        // A route without parameters goes before one with them, as in the router.
        const bool better = !found || !QByteArrayView(route.spec->pattern).contains('{');
        if (method == route.spec->method && better && matches(route.spec->pattern, request.path, request.params))
            found = &route;
    }
    if (!found)
        return toAnswer(fail(Error::notFound(QStringLiteral("route"))));
    matches(found->spec->pattern, request.path, request.params);
    const Result<http::Call> call = http::Call::make(request, who);
    if (!call)
        return toAnswer(fail(call.error()));
    return toAnswer(found->endpoint(*call));
}

} // namespace pos::test
