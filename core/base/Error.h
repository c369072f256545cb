// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace pos {

// Closed: one mapper turns each into an HTTP status, one into a translated sentence.
enum class ErrorCode {
    Invalid,              // 422 field errors
    BadRequest,           // 400 not understood at all
    Unauthenticated,      // 401
    Forbidden,            // 403
    NotFound,             // 404, also for another shop's things
    Conflict,             // 409
    PreconditionFailed,   // 412, `state` holds the current document
    PreconditionRequired, // 428
    TooLarge,             // 413
    UnsupportedMedia,     // 415
    KeyReused,            // 422 idempotency key with another body
    RateLimited,          // 429, retryAfterSeconds
    Unavailable,          // 503, retryAfterSeconds
    Timeout,              // 504
    Cancelled,            // the caller left or pressed Cancel
    Corrupt,              // 500, stored data that fails its proof: never retried
    Internal,             // 500
};

struct FieldError {
    QString field;   // path in the document: "lines[0].quantity"
    QString code;    // "required", "unknown_field", "wrong_type", "too_small", "too_long", …
    QString message; // English; the HTTP mapper translates by code where it knows it
};

// What went wrong, as a value. `detail` goes to the log and, for 4xx, to the client: never put
// personal data or secrets into it.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString reason; // stable machine word in snake_case: "price_changed"; empty = the code's own
    QString detail; // an English sentence
    QList<FieldError> fields = {};
    QJsonObject state = {}; // current document for 409/412
    int retryAfterSeconds = 0;

    static Error invalid(QList<FieldError> fields);
    static Error invalid(const QString &field, const QString &code, const QString &message);
    static Error notFound(const QString &what);
    static Error conflict(const QString &reason, const QString &detail);
    static Error forbidden(const QString &reason, const QString &detail);
    static Error unauthenticated(const QString &reason, const QString &detail);
    static Error unavailable(const QString &reason, const QString &detail, int retryAfterSeconds = 1);
    static Error internal(const QString &detail);
};

// "conflict", "not_found", …: the reason word used when `reason` is empty.
QString codeWord(ErrorCode code);

} // namespace pos
