// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

namespace pos {

Error Error::invalid(QList<FieldError> fields)
{
    return {ErrorCode::Invalid, {}, QStringLiteral("the document has invalid fields"), std::move(fields)};
}

Error Error::invalid(const QString &field, const QString &code, const QString &message)
{
    return invalid(QList<FieldError>{{field, code, message}});
}

Error Error::notFound(const QString &what)
{
    return {ErrorCode::NotFound, {}, QStringLiteral("no such %1").arg(what)};
}

Error Error::conflict(const QString &reason, const QString &detail)
{
    return {ErrorCode::Conflict, reason, detail};
}

Error Error::forbidden(const QString &reason, const QString &detail)
{
    return {ErrorCode::Forbidden, reason, detail};
}

Error Error::unauthenticated(const QString &reason, const QString &detail)
{
    return {ErrorCode::Unauthenticated, reason, detail};
}

Error Error::unavailable(const QString &reason, const QString &detail, int retryAfterSeconds)
{
    Error error{ErrorCode::Unavailable, reason, detail};
    error.retryAfterSeconds = retryAfterSeconds;
    return error;
}

Error Error::internal(const QString &detail)
{
    return {ErrorCode::Internal, {}, detail};
}

QString codeWord(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid: return QStringLiteral("invalid");
    case ErrorCode::BadRequest: return QStringLiteral("bad_request");
    case ErrorCode::Unauthenticated: return QStringLiteral("unauthenticated");
    case ErrorCode::Forbidden: return QStringLiteral("forbidden");
    case ErrorCode::NotFound: return QStringLiteral("not_found");
    case ErrorCode::Conflict: return QStringLiteral("conflict");
    case ErrorCode::PreconditionFailed: return QStringLiteral("precondition_failed");
    case ErrorCode::PreconditionRequired: return QStringLiteral("precondition_required");
    case ErrorCode::TooLarge: return QStringLiteral("too_large");
    case ErrorCode::UnsupportedMedia: return QStringLiteral("unsupported_media");
    case ErrorCode::KeyReused: return QStringLiteral("idempotency_key_reused");
    case ErrorCode::RateLimited: return QStringLiteral("rate_limited");
    case ErrorCode::Unavailable: return QStringLiteral("unavailable");
    case ErrorCode::Timeout: return QStringLiteral("timeout");
    case ErrorCode::Cancelled: return QStringLiteral("cancelled");
    case ErrorCode::Corrupt: return QStringLiteral("corrupt");
    case ErrorCode::Internal: break;
    }
    return QStringLiteral("internal");
}

} // namespace pos
