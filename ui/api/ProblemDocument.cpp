// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/ProblemDocument.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace pos::ui {

namespace {

ErrorCode codeOf(int status)
{
    switch (status) {
    case 400: return ErrorCode::BadRequest;
    case 401: return ErrorCode::Unauthenticated;
    case 403: return ErrorCode::Forbidden;
    case 404:
    case 405:
    case 410: return ErrorCode::NotFound;
    case 409: return ErrorCode::Conflict;
    case 412: return ErrorCode::PreconditionFailed;
    case 413: return ErrorCode::TooLarge;
    case 415: return ErrorCode::UnsupportedMedia;
    case 422: return ErrorCode::Invalid;
    case 428: return ErrorCode::PreconditionRequired;
    case 429: return ErrorCode::RateLimited;
    case 502:
    case 503: return ErrorCode::Unavailable;
    case 504: return ErrorCode::Timeout;
    default: return status >= 500 ? ErrorCode::Internal : ErrorCode::BadRequest;
    }
}

} // namespace

Error errorFromProblem(int status, const QByteArray &body, const QByteArray &retryAfter)
{
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    Error error{codeOf(status), problem[u"code"].toString(), problem[u"detail"].toString()};
    if (error.detail.isEmpty())
        error.detail = problem[u"title"].toString();
    error.state = problem[u"state"].toObject();
    error.retryAfterSeconds = qMax(0, retryAfter.toInt());
    for (const QJsonValue &value : problem[u"errors"].toArray()) {
        const QJsonObject field = value.toObject();
        error.fields.append({field[u"field"].toString(), field[u"code"].toString(), field[u"message"].toString()});
    }
    return error;
}

} // namespace pos::ui
