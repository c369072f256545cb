// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Routes.h"
#include "server/runtime/PosServer.h"
#include "tests/support/HttpTestClient.h"
#include "tests/support/TestDatabase.h"

#include <QMap>
#include <QTemporaryDir>

namespace pos::test {

// The whole server with two shops. The first has one person of each role and one of each thing; whatever it holds that
// can be read has "Canary" in its name. Everything was made over the API.
class ApiWorld {
public:
    ApiWorld();

    // To the gateway. A body is sent as application/json.
    HttpAnswer call(const QByteArray &method, const QByteArray &path, const QByteArray &token,
                    const QByteArray &body = {}, const QByteArray &headers = {});
    HttpAnswer call(const QByteArray &method, const QByteArray &path, const QByteArray &token, const QJsonObject &body,
                    const QByteArray &headers = {})
    {
        return call(method, path, token, QJsonDocument(body).toJson(QJsonDocument::Compact), headers);
    }
    // A 2xx or the end of the test program.
    QJsonObject make(const QByteArray &method, const QByteArray &path, const QByteArray &token,
                     const QJsonObject &body);

    QByteArray token(contract::Role role) const { return m_tokens[role]; }
    QByteArray owner() const { return token(contract::Role::Owner); }
    QByteArray otherOwner() const { return m_otherOwner; }
    // A new session of that person, for what ends sessions.
    QByteArray freshToken(contract::Role role);
    void signInAgain(contract::Role role) { m_tokens[role] = freshToken(role); }
    static QByteArray email(contract::Role role);
    static QString password() { return QStringLiteral("rahasia toko canary"); }

    // A request that a well-meaning client of the first shop would send: the path with the ids of its things.
    struct Sample {
        QByteArray path;
        QJsonObject body;
        QByteArray file = {}; // instead of a document
        QByteArray headers = "If-Match: \"1\"\r\n";

        QByteArray bytes() const { return body.isEmpty() ? file : QJsonDocument(body).toJson(QJsonDocument::Compact); }
    };
    Sample sample(const contract::RouteSpec &route) const;
    // The id of the thing a path names: "products/{id}".
    QString thing(const QByteArray &collection) const { return m_things.value(collection); }
    const QMap<QByteArray, QString> &things() const { return m_things; }

    pg::Rows admin(const QByteArray &sql) { return m_database.admin(sql); }

private:
    QByteArray registerShop(const QString &slug, const QByteArray &email, const QString &name);
    QByteArray login(const QByteArray &email);
    void hire(contract::Role role);
    QString mailedCode(const QString &mail);
    void makeThings();

    TestDatabase m_database;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    config::Settings m_settings;
    std::unique_ptr<runtime::PosServer> m_server;
    quint16 m_port = 0;
    QMap<contract::Role, QByteArray> m_tokens;
    QByteArray m_otherOwner;
    QMap<QByteArray, QString> m_things;
    QString m_variant;
};

} // namespace pos::test
