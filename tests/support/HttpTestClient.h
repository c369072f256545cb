// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace pos::test {

struct HttpAnswer {
    int status = 0; // 0: no answer
    QByteArray head;
    QByteArray body;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
                return line.mid(colon + 1).trimmed();
        }
        return {};
    }
};

// One request on a connection of its own, for servers that run on another thread. Blocks up to ten seconds.
inline HttpAnswer httpRequest(quint16 port, const QByteArray &method, const QByteArray &path,
                              const QByteArray &headers = {}, const QByteArray &body = {})
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(10'000))
        return {};
    QByteArray wire = method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers;
    if (!body.isEmpty())
        wire += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    socket.write(wire + "\r\n" + body);
    QByteArray all;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(10'000))
        all += socket.readAll();
    all += socket.readAll();
    const qsizetype end = all.indexOf("\r\n\r\n");
    if (end < 0)
        return {};
    HttpAnswer answer{all.mid(9, 3).toInt(), all.left(end), all.mid(end + 4)};
    return answer;
}

} // namespace pos::test
