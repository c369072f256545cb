// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QPair>

#include <optional>

namespace pos::http {

struct Response {
    int status = 200;
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
    QString note; // what went wrong, for the log alone; never sent

    static Response json(int status, const QJsonObject &object);
    // 201 with the path of what was made.
    static Response created(const QByteArray &location, const QJsonObject &object);
    // {"items": […], "next_cursor": …}; no position means that this is the last page.
    static Response page(const QJsonArray &items, const std::optional<QJsonObject> &nextPosition);
    static Response noContent();
    static Response bytes(const QByteArray &mediaType, const QByteArray &data);

    // Copies with one more header, so that they chain: Response::json(200, o).etag(3).
    Response etag(qint64 version) const;
    Response with(const QByteArray &name, const QByteArray &value) const;
    QByteArray header(QByteArrayView name) const;

    enum class Connection { KeepAlive, Close };
    enum class Body { Send, Omit };
    QByteArray toWire(Connection connection, Body bodyMode) const;
};

QByteArray reasonPhrase(int status);

} // namespace pos::http
