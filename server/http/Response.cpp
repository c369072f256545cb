// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Response.h"

#include "server/http/Call.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

#include <http_parser.h>

#include <algorithm>

namespace pos::http {

namespace {

QByteArray httpDate()
{
    // Formatting a date costs more than the rest of the head; it changes once a second.
    thread_local qint64 cachedSecond = -1;
    thread_local QByteArray cached;
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    if (second != cachedSecond) {
        cachedSecond = second;
        cached = QLocale::c()
                     .toString(QDateTime::fromSecsSinceEpoch(second, Qt::UTC), u"ddd, dd MMM yyyy HH:mm:ss")
                     .toLatin1()
                 + " GMT";
    }
    return cached;
}

bool isSafeHeader(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

QByteArray reasonPhrase(int status)
{
    const char *text = http_status_str(static_cast<http_status>(status));
    return text ? QByteArray(text) : QByteArray("Unknown");
}

Response Response::json(int status, const QJsonObject &object)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact), {{"Content-Type", "application/json"}}, {}};
}

Response Response::created(const QByteArray &location, const QJsonObject &object)
{
    return json(201, object).with("Location", location);
}

Response Response::page(const QJsonArray &items, const std::optional<QJsonObject> &nextPosition)
{
    const QJsonValue next = nextPosition ? QJsonValue(Call::encodeCursor(*nextPosition)) : QJsonValue(QJsonValue::Null);
    return json(200, {{QStringLiteral("items"), items}, {QStringLiteral("next_cursor"), next}});
}

Response Response::noContent()
{
    return {204, {}, {}, {}};
}

Response Response::bytes(const QByteArray &mediaType, const QByteArray &data)
{
    return {200, data, {{"Content-Type", mediaType}}, {}};
}

Response Response::etag(qint64 version) const
{
    return with("ETag", '"' + QByteArray::number(version) + '"');
}

Response Response::with(const QByteArray &name, const QByteArray &value) const
{
    Response copy = *this;
    copy.headers.emplaceBack(name, value);
    return copy;
}

QByteArray Response::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray Response::toWire(Connection connection, Body bodyMode) const
{
    const bool statusHasBody = status >= 200 && status != 204 && status != 304;
    QByteArray wire;
    wire.reserve(256 + body.size());
    wire += "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    wire += "Date: " + httpDate() + "\r\n";
    for (const auto &[name, value] : headers) {
        if (isSafeHeader(name) && isSafeHeader(value))
            wire += name + ": " + value + "\r\n";
    }
    if (statusHasBody)
        wire += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    wire += connection == Connection::Close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    if (statusHasBody && bodyMode == Body::Send)
        wire += body;
    return wire;
}

} // namespace pos::http
