// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/http/Response.h"
#include "server/infra/postgres/Database.h"
#include "server/product/ChangeLog.h"

namespace pos::http {
class Endpoints;
}

namespace pos::product {

// What every group of routes here works with. Lives as long as the service.
struct RouteParts {
    pg::Database &database;
    const Clock &clock;
    ChangeLog log;
};

// PreconditionFailed with the document as it is now, unless the caller knows this version.
Result<void> requireVersion(qint64 known, qint64 current, const QJsonObject &document);

// What a cursor held, read to its end: Invalid unless it is one that this list has handed out.
Result<void> finishCursor(contract::JsonReader &reader, bool isOfThisList = true);

// A text filter of a list: nothing, or at most 200 characters.
Result<std::optional<QString>> queryText(const http::Call &call, const char *name);

} // namespace pos::product
