// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/api/Profile.h"

namespace pos::ui {

// Signing in and out, and who is signed in. Passwords are passed through and not kept; tokens live in
// memory alone.
class Session final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;

    explicit Session(ApiClient &client, QObject *parent = nullptr);

    // shop: the short name, for who belongs to several; without it their sign-in is a Conflict "choose_shop".
    void signIn(const QString &email, const QString &password, QObject *context, Done done, const QString &shop = {});
    // Makes the account and signs in. False: it is made, but signing in did not follow.
    void acceptInvitation(const QString &code, const QString &name, const QString &password, QObject *context,
                          std::function<void(Result<bool>)> done);
    // Makes the first shop and its owner, and signs the owner in.
    void registerShop(const QJsonObject &answers, QObject *context, Done done);
    void forgotPassword(const QString &email, QObject *context, Done done);
    // What somebody sends who is not signed in.
    void send(const QString &path, const QJsonObject &body, QObject *context, Done done);
    void signOut();

    // The server runs inside this program: it can stop it and bring a backup back.
    void setServerHere(bool here) { m_serverHere = here; }
    bool isServerHere() const { return m_serverHere; }
    void askRestore(const QString &file) { Q_EMIT restoreAsked(file); }

    bool isSignedIn() const { return !m_profile.id.isEmpty(); }
    const Profile &profile() const { return m_profile; }
    ApiClient &client() const { return m_client; }

Q_SIGNALS:
    void signedIn();
    // byServer: the session ended there, nobody pressed the button.
    void signedOut(bool byServer);
    // Somebody changed this person's role meanwhile.
    void roleChanged();
    void restoreAsked(const QString &file);

private:
    void recheck();
    void post(const QString &path, const QJsonObject &body, QObject *context, ApiAnswer answer);
    void enter(const Result<ApiReply> &answer, QObject *context, const Done &done);

    ApiClient &m_client;
    Profile m_profile;
    std::unique_ptr<QObject> m_recheck; // while it runs
    bool m_serverHere = false;
};

} // namespace pos::ui
