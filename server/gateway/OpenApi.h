// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QJsonObject>

namespace pos::gateway::openapi {

// The whole API as OpenAPI 3.1, put together from resources/openapi: frame.json and one file a service
// with its paths and schemas. What core/contract/Routes.h knows is filled in: who may call, path
// parameters, Idempotency-Key, and the problem documents every operation may answer with.
// Internal when a file is broken, two describe the same thing, or an operation is no route.
Result<QJsonObject> assemble();

// "GET /api/v1/orders" for each operation of a document.
QStringList operationsOf(const QJsonObject &document);

} // namespace pos::gateway::openapi
