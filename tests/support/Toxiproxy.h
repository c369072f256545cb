// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/HttpTestClient.h"
#include "tests/support/StackServer.h"

namespace pos::test {

// Bad days on the way to a server: one link through toxiproxy, healthy at first.
class BadLink {
public:
    BadLink(const StackServer &toxiproxy, const QString &name, int port)
        : m_api(quint16(toxiproxy.port())), m_name(name)
    {
        const QJsonObject made = call("POST", "/proxies",
                                      {{QStringLiteral("name"), name},
                                       {QStringLiteral("listen"), QStringLiteral("127.0.0.1:0")},
                                       {QStringLiteral("upstream"), QStringLiteral("127.0.0.1:%1").arg(port)}});
        m_listen = made[QStringLiteral("listen")].toString();
    }

    int port() const { return m_listen.section(u':', -1).toInt(); }

    void refuse() { enable(false); } // and cuts what is open
    void hang() { poison("timeout", {{QStringLiteral("timeout"), 0}}); } // swallows every answer
    void slow(int milliseconds) { poison("latency", {{QStringLiteral("latency"), milliseconds}}); }
    // Answers end after so many bytes, in the middle of whatever they are.
    void cutAfter(int bytes) { poison("limit_data", {{QStringLiteral("bytes"), bytes}}); }
    void heal()
    {
        if (!m_toxic.isEmpty())
            call("DELETE", path() + "/toxics/" + m_toxic, {});
        m_toxic.clear();
        enable(true);
    }

private:
    QByteArray path() const { return "/proxies/" + m_name.toUtf8(); }
    void enable(bool enabled) { call("POST", path(), {{QStringLiteral("enabled"), enabled}}); }
    void poison(const QByteArray &type, const QJsonObject &attributes)
    {
        m_toxic = type;
        call("POST", path() + "/toxics",
             {{QStringLiteral("name"), QString::fromLatin1(type)},
              {QStringLiteral("type"), QString::fromLatin1(type)},
              {QStringLiteral("stream"), QStringLiteral("downstream")},
              {QStringLiteral("attributes"), attributes}});
    }
    QJsonObject call(const QByteArray &method, const QByteArray &path, const QJsonObject &body) const
    {
        const HttpAnswer answer = httpRequest(m_api, method, path, "Content-Type: application/json\r\n",
                                              QJsonDocument(body).toJson(QJsonDocument::Compact));
        if (answer.status / 100 != 2)
            qFatal("toxiproxy: %s %s: %d %s", method.constData(), path.constData(), answer.status,
                   answer.body.constData());
        return answer.json();
    }

    const quint16 m_api;
    const QString m_name;
    QString m_listen;
    QByteArray m_toxic;
};

} // namespace pos::test
