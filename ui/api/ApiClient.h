// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiRequest.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <memory>

QT_FORWARD_DECLARE_CLASS(QNetworkReply)

namespace pos::ui {

// The window's way to a server. GUI thread only; nothing here blocks. An answer comes exactly once,
// unless its context object is gone by then: then the request is given up and nobody is called.
class ApiClient final : public QObject {
    Q_OBJECT
public:
    struct Tokens {
        QByteArray access;
        QByteArray refresh;
    };

    explicit ApiClient(const QUrl &base, QObject *parent = nullptr);

    const QUrl &base() const { return m_base; }
    // Another server: what is still running is given up, tokens are forgotten.
    void setBase(const QUrl &base);
    // SHA-256 of the certificate that a person confirmed for this server; empty: those that this computer trusts.
    void setConfirmedCertificate(const QByteArray &sha256);
    void setLanguage(const QString &code) { m_language = code.toLatin1(); } // "id" or "en"
    void setTimeout(std::chrono::milliseconds timeout) { m_timeout = timeout; }

    void setTokens(const Tokens &tokens) { m_tokens = tokens; }
    const Tokens &tokens() const { return m_tokens; }

    // A 401 on a call with a token refreshes the token once and repeats the call.
    void call(const ApiRequest &request, QObject *context, ApiAnswer answer);

    bool isOnline() const { return m_online; }

Q_SIGNALS:
    // Any answer of the server, also an error, means online; no answer means offline.
    void onlineChanged(bool online);
    // The session is over: refreshing was refused.
    void sessionEnded();
    // Something was refused that this person's role allowed when they signed in.
    void forbidden();
    // The server showed another certificate than the one confirmed, or one that nobody here trusts. Nothing was sent.
    void certificateRefused(const QByteArray &shown, const QByteArray &confirmed);

private:
    struct Call;

    void start(const std::shared_ptr<Call> &call);
    void finish(const std::shared_ptr<Call> &call, QNetworkReply *reply);
    void refresh();
    void refreshed(const Result<ApiReply> &answer);
    void setOnline(bool online);
    void checkCertificate(QNetworkReply *reply);
    Error errorOf(const QNetworkReply *reply);

    QNetworkAccessManager m_network;
    QUrl m_base;
    QByteArray m_language = "en";
    std::chrono::milliseconds m_timeout = std::chrono::seconds(15);
    Tokens m_tokens;
    QByteArray m_confirmed;
    int m_generation = 0; // of the base: answers of the server before are nobody's
    std::vector<std::shared_ptr<Call>> m_waiting; // for a new token
    bool m_refreshing = false;
    bool m_online = true;
};

} // namespace pos::ui
