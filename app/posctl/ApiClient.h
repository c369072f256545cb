// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>

namespace pos::posctl {

// The server's API for commands: one request at a time, waits for its answer. A token that has run out is
// replaced once by signing in again. A problem document comes back as an Error with its fields.
class ApiClient {
public:
    using SignIn = std::function<Result<QByteArray>()>; // an access token

    ApiClient(const QUrl &base, SignIn signIn) : m_base(base), m_signIn(std::move(signIn)) { }

    Result<QJsonObject> get(const QString &path) { return send("GET", path, {}, {}); }
    Result<QJsonObject> post(const QString &path, const QJsonObject &body);
    Result<QJsonObject> put(const QString &path, const QByteArray &bytes);

    // Is a server of ours there at all?
    static bool answers(const QUrl &base);

private:
    Result<QJsonObject> send(const QByteArray &method, const QString &path, const QByteArray &type,
                             const QByteArray &body);

    QNetworkAccessManager m_network;
    QUrl m_base;
    SignIn m_signIn;
    QByteArray m_token;
};

} // namespace pos::posctl
