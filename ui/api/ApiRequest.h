// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QJsonObject>
#include <QUrlQuery>

#include <functional>
#include <optional>

namespace pos::ui {

struct ApiRequest {
    QByteArray method = "GET";
    QString path; // from the root: "/api/v1/products"
    QUrlQuery query = {};
    std::optional<QJsonObject> body = {};
    QByteArray bytes = {}; // instead of a JSON body: a part of a file
    QByteArray ifMatch = {};
    QByteArray accept = "application/json";
    QByteArray content = {};        // in place of `body`: a picture, a file
    QByteArray contentType = {};    // of `content`
    QByteArray idempotencyKey = {}; // kept by who may ask the same again; else each POST has a new one
    bool anonymous = false; // without the bearer token: sign-in and what comes before it
};

struct ApiReply {
    int status = 0;
    QJsonObject document; // empty when the body is not a JSON object
    QByteArray bytes;
    QByteArray etag;
};

using ApiAnswer = std::function<void(Result<ApiReply>)>;

} // namespace pos::ui
