// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/Session.h"

namespace pos::ui {

Session::Session(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&client, &ApiClient::sessionEnded, this, [this] {
        m_profile = {};
        Q_EMIT signedOut(true);
    });
    connect(&client, &ApiClient::forbidden, this, &Session::recheck);
}

// A refusal may be only about this one thing, or the role is another by now.
void Session::recheck()
{
    if (m_recheck || !isSignedIn())
        return;
    m_recheck = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/auth/me");
    m_client.call(request, m_recheck.get(), [this](const Result<ApiReply> &me) {
        m_recheck.release()->deleteLater();
        const Result<Profile> profile = me ? Profile::fromJson(me->document) : fail(me.error());
        if (!profile || !isSignedIn() || profile->permissions == m_profile.permissions)
            return;
        m_profile = *profile;
        Q_EMIT roleChanged();
    });
}

void Session::post(const QString &path, const QJsonObject &body, QObject *context, ApiAnswer answer)
{
    ApiRequest request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    request.anonymous = true;
    m_client.call(request, context, std::move(answer));
}

void Session::signIn(const QString &email, const QString &password, QObject *context, Done done, const QString &shop)
{
    QJsonObject body{{QStringLiteral("email"), email}, {QStringLiteral("password"), password}};
    if (!shop.isEmpty())
        body[QStringLiteral("shop")] = shop;
    post(QStringLiteral("/api/v1/auth/login"), body, context,
         [this, context, done](const Result<ApiReply> &answer) { enter(answer, context, done); });
}

void Session::acceptInvitation(const QString &code, const QString &name, const QString &password, QObject *context,
                               std::function<void(Result<bool>)> done)
{
    post(QStringLiteral("/api/v1/invitations/accept"),
         {{QStringLiteral("token"), code}, {QStringLiteral("name"), name}, {QStringLiteral("password"), password}},
         context, [this, password, context, done](const Result<ApiReply> &answer) {
             if (!answer) {
                 done(fail(answer.error()));
                 return;
             }
             signIn(answer->document[u"email"].toString(), password, context,
                    [done](const Result<void> &entered) { done(entered.has_value()); });
         });
}

void Session::registerShop(const QJsonObject &answers, QObject *context, Done done)
{
    post(QStringLiteral("/api/v1/auth/register"), answers, context,
         [this, context, done](const Result<ApiReply> &answer) { enter(answer, context, done); });
}

void Session::forgotPassword(const QString &email, QObject *context, Done done)
{
    send(QStringLiteral("/api/v1/auth/password/forgot"), {{QStringLiteral("email"), email}}, context, std::move(done));
}

void Session::send(const QString &path, const QJsonObject &body, QObject *context, Done done)
{
    post(path, body, context, [done](const Result<ApiReply> &answer) {
        if (answer)
            done({});
        else
            done(fail(answer.error()));
    });
}

void Session::enter(const Result<ApiReply> &answer, QObject *context, const Done &done)
{
    if (!answer) {
        done(fail(answer.error()));
        return;
    }
    m_client.setTokens({answer->document[u"access_token"].toString().toLatin1(),
                        answer->document[u"refresh_token"].toString().toLatin1()});
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/auth/me");
    m_client.call(request, context, [this, done](const Result<ApiReply> &me) {
        const Result<Profile> profile = me ? Profile::fromJson(me->document) : fail(me.error());
        if (!profile) {
            m_client.setTokens({});
            done(fail(profile.error()));
            return;
        }
        m_profile = *profile;
        done({});
        Q_EMIT signedIn();
    });
}

void Session::signOut()
{
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/auth/logout");
    m_client.call(request, this,
                  [](const Result<ApiReply> &) {}); // also when it is not reached: tokens are dropped here
    m_client.setTokens({});
    m_profile = {};
    Q_EMIT signedOut(false);
}

} // namespace pos::ui
