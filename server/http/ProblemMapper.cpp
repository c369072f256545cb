// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/ProblemMapper.h"

#include "server/http/ProblemTexts.h"
#include "server/http/Request.h"

#include <QJsonDocument>

namespace pos::http {

namespace {

// What the client reads instead of the detail when the fault is the server's.
QString harmlessDetail(const Error &error)
{
    if (error.reason == QStringLiteral("keys_unavailable"))
        return QStringLiteral("Failed to encrypt field: the key service is not available at the moment, try again "
                              "shortly");
    switch (error.code) {
    case ErrorCode::Unavailable: return QStringLiteral("the service is not available at the moment, try again shortly");
    case ErrorCode::Timeout: return QStringLiteral("the server took too long, try again");
    case ErrorCode::Corrupt: return QStringLiteral("stored data failed its check of integrity");
    default: return QStringLiteral("something went wrong in the server; name the request id when you report it");
    }
}

QString wordOf(int status)
{
    switch (status) {
    case 400: return QStringLiteral("bad_request");
    case 404: return QStringLiteral("not_found");
    case 405: return QStringLiteral("method_not_allowed");
    case 408: return QStringLiteral("request_timeout");
    case 413: return QStringLiteral("too_large");
    case 414: return QStringLiteral("target_too_long");
    case 417: return QStringLiteral("expectation_failed");
    case 429: return QStringLiteral("rate_limited");
    case 431: return QStringLiteral("head_too_large");
    case 501: return QStringLiteral("not_offered");
    case 502: return QStringLiteral("bad_gateway");
    case 503: return QStringLiteral("unavailable");
    case 505: return QStringLiteral("http_version");
    default: return QStringLiteral("internal");
    }
}

// `general` is the word whose sentence stands in for a reason that has none in the client's language.
Response document(int status, const QString &word, const QString &general, const QString &englishDetail,
                  const Request *request, QJsonObject more)
{
    const Language language = request ? request->language() : Language::English;
    QString title = QString::fromLatin1(reasonPhrase(status));
    QString detail = englishDetail;
    if (language == Language::Indonesian) {
        if (const QString text = problemtexts::title(status); !text.isEmpty())
            title = text;
        if (const QString text = problemtexts::reason(word); !text.isEmpty())
            detail = text;
        else if (const QString other = problemtexts::reason(general); !other.isEmpty())
            detail = other;
    }
    more[u"type"] = QStringLiteral("urn:pos:problem:") + word;
    more[u"title"] = title;
    more[u"status"] = status;
    more[u"code"] = word;
    if (!detail.isEmpty())
        more[u"detail"] = detail;
    if (request) {
        more[u"instance"] = QString::fromLatin1(request->path);
        more[u"request_id"] = QString::fromLatin1(request->requestId);
    }
    Response response{status,
                      QJsonDocument(more).toJson(QJsonDocument::Compact),
                      {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}},
                      {}};
    if (request)
        response.headers.emplaceBack("Content-Language", toWord(language));
    return response;
}

} // namespace

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
    case ErrorCode::KeyReused: return 422;
    case ErrorCode::BadRequest: return 400;
    case ErrorCode::Unauthenticated: return 401;
    case ErrorCode::Forbidden: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict:
    case ErrorCode::Cancelled: return 409;
    case ErrorCode::PreconditionFailed: return 412;
    case ErrorCode::PreconditionRequired: return 428;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::UnsupportedMedia: return 415;
    case ErrorCode::RateLimited: return 429;
    case ErrorCode::Unavailable: return 503;
    case ErrorCode::Timeout: return 504;
    case ErrorCode::Corrupt:
    case ErrorCode::Internal: break;
    }
    return 500;
}

Response toProblem(const Error &error, const Request &request)
{
    const int status = statusOf(error.code);
    const QString word = error.reason.isEmpty() ? codeWord(error.code) : error.reason;
    QJsonObject more;
    if (!error.state.isEmpty())
        more[u"state"] = error.state;
    if (!error.fields.isEmpty()) {
        const bool indonesian = request.language() == Language::Indonesian;
        QJsonArray errors;
        for (const FieldError &field : error.fields) {
            errors.append(QJsonObject{
                {QStringLiteral("field"), field.field},
                {QStringLiteral("code"), field.code},
                {QStringLiteral("message"), indonesian ? problemtexts::fieldMessage(field) : field.message}});
        }
        more[u"errors"] = errors;
    }
    Response response = document(status, word, codeWord(error.code),
                                 status >= 500 ? harmlessDetail(error) : error.detail, &request, std::move(more));
    response.note = error.detail;
    if (status == 401)
        response.headers.emplaceBack("WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503)
        response.headers.emplaceBack("Retry-After", QByteArray::number(qMax(1, error.retryAfterSeconds)));
    return response;
}

Response refusal(int status, const QByteArray &detail, const Request *request, const QJsonObject &more,
                 int retryAfterSeconds)
{
    Response response = document(status, wordOf(status), wordOf(status), QString::fromUtf8(detail), request, more);
    response.note = QString::fromUtf8(detail);
    if (status == 503)
        response.headers.emplaceBack("Retry-After", QByteArray::number(retryAfterSeconds));
    return response;
}

} // namespace pos::http
