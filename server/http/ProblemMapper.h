// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Language.h"
#include "server/http/Response.h"

namespace pos::http {

struct Request;

// The one place where an Error becomes HTTP: application/problem+json (RFC 9457) with `code`,
// `request_id` and `errors`, in the language of the request. What happened inside the server (5xx)
// goes into Response::note for the log, never to the client.
Response toProblem(const Error &error, const Request &request);

// For what the transport refuses: statuses that no Error stands for (404 without a route, 405, 408, 431, …).
// `more` are further members of the document.
Response refusal(int status, const QByteArray &detail, const Request *request = nullptr, const QJsonObject &more = {},
                 int retryAfterSeconds = 5);

int statusOf(ErrorCode code);

} // namespace pos::http
