// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/ApiClient.h"

#include "core/base/Version.h"
#include "ui/api/ProblemDocument.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSysInfo>
#include <QUuid>

namespace pos::ui {

namespace {
constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr auto kAuthPrefix = "/api/v1/auth/";
constexpr const char *kShown = "posCertificate"; // of a reply: the certificate it was refused for

Error givenUp()
{
    return {ErrorCode::Unavailable, QStringLiteral("connection_lost"), {}};
}

QByteArray digestOf(const QNetworkReply *reply)
{
    return reply->sslConfiguration().peerCertificate().digest(QCryptographicHash::Sha256);
}

// What a person sees in the list of their sessions.
QString deviceName()
{
    static const QString name = QStringLiteral("POS Back Office %1 (%2)").arg(version(), QSysInfo::machineHostName());
    return name;
}
}// namespace

struct ApiClient::Call {
    ApiRequest request;
    QPointer<QObject> context;
    ApiAnswer answer;
    QByteArray idempotencyKey; // the same for every try
    QByteArray tokenUsed = {};
    bool repeated = false;
    int generation = 0;

    void tell(const Result<ApiReply> &result) const
    {
        if (context)
            answer(result);
    }
};

ApiClient::ApiClient(const QUrl &base, QObject *parent) : QObject(parent), m_base(base)
{
}

void ApiClient::setBase(const QUrl &base)
{
    ++m_generation;
    m_base = base;
    m_tokens = {};
    m_confirmed.clear();
    m_refreshing = false;
    m_network.clearConnectionCache();
    for (const auto &call : std::exchange(m_waiting, {}))
        call->tell(fail(givenUp()));
    setOnline(true); // until the new one was asked
}

void ApiClient::setConfirmedCertificate(const QByteArray &sha256)
{
    m_confirmed = sha256;
    m_network.clearConnectionCache();
}

void ApiClient::checkCertificate(QNetworkReply *reply)
{
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply] {
        if (!m_confirmed.isEmpty() && digestOf(reply) == m_confirmed)
            reply->ignoreSslErrors();
        else
            reply->setProperty(kShown, digestOf(reply));
    });
    // Also one that this computer trusts is refused when another was confirmed. Nothing was sent yet.
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] {
        if (m_confirmed.isEmpty() || digestOf(reply) == m_confirmed)
            return;
        reply->setProperty(kShown, digestOf(reply));
        reply->abort();
    });
}

Error ApiClient::errorOf(const QNetworkReply *reply)
{
    const QByteArray shown = reply->property(kShown).toByteArray();
    if (!shown.isEmpty()) {
        Q_EMIT certificateRefused(shown, m_confirmed);
        return {ErrorCode::Unavailable,
                m_confirmed.isEmpty() ? QStringLiteral("certificate_unknown") : QStringLiteral("certificate_changed"),
                {}};
    }
    setOnline(false);
    const bool slow =
        reply->error() == QNetworkReply::OperationCanceledError || reply->error() == QNetworkReply::TimeoutError;
    return slow ? Error{ErrorCode::Timeout, QStringLiteral("no_answer"), {}}
                : Error{ErrorCode::Unavailable, QStringLiteral("connection_lost"), {}};
}

void ApiClient::call(const ApiRequest &request, QObject *context, ApiAnswer answer)
{
    Q_ASSERT(context);
    auto call = std::make_shared<Call>(Call{request, context, std::move(answer), request.idempotencyKey});
    if (call->idempotencyKey.isEmpty() && request.method == "POST"
        && !request.path.startsWith(QLatin1String(kAuthPrefix)))
        call->idempotencyKey = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    if (m_refreshing && !request.anonymous)
        m_waiting.push_back(call);
    else
        start(call);
}

void ApiClient::start(const std::shared_ptr<Call> &call)
{
    if (!call->context)
        return;
    call->generation = m_generation;
    QUrl url = m_base;
    url.setPath(call->request.path);
    QUrlQuery query;
    for (const auto &[name, value] : call->request.query.queryItems(QUrl::FullyDecoded))
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value))); // "+" must stay a plus
    if (!query.isEmpty())
        url.setQuery(query);

    QNetworkRequest request(url);
    request.setTransferTimeout(static_cast<int>(m_timeout.count()));
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::UserAgentHeader, deviceName());
    request.setRawHeader("Accept", call->request.accept);
    request.setRawHeader("Accept-Language", m_language);
    if (!call->request.ifMatch.isEmpty())
        request.setRawHeader("If-Match", call->request.ifMatch);
    if (!call->idempotencyKey.isEmpty())
        request.setRawHeader("Idempotency-Key", call->idempotencyKey);
    call->tokenUsed = call->request.anonymous ? QByteArray() : m_tokens.access;
    if (!call->tokenUsed.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + call->tokenUsed);
    QByteArray body = call->request.content;
    if (!call->request.contentType.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, call->request.contentType);
    if (call->request.body) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        body = QJsonDocument(*call->request.body).toJson(QJsonDocument::Compact);
    } else if (!call->request.bytes.isEmpty()) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/octet-stream"));
        body = call->request.bytes;
    }

    QNetworkReply *reply = m_network.sendCustomRequest(request, call->request.method, body);
    reply->setParent(this);
    checkCertificate(reply);
    // A widget says destroyed() while pointers to it still hold: nobody may be called from here on.
    connect(call->context.data(), &QObject::destroyed, reply, [call, reply] {
        call->context.clear();
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, call, reply] {
        reply->deleteLater();
        finish(call, reply);
    });
}

void ApiClient::finish(const std::shared_ptr<Call> &call, QNetworkReply *reply)
{
    if (!call->context)
        return;
    if (call->generation != m_generation) {
        call->tell(fail(givenUp()));
        return;
    }
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        call->tell(fail(errorOf(reply)));
        return;
    }
    setOnline(true);
    const QByteArray body = reply->readAll();
    if (status == kUnauthorized && !call->tokenUsed.isEmpty() && !call->repeated && !m_tokens.refresh.isEmpty()) {
        call->repeated = true;
        if (call->tokenUsed != m_tokens.access) { // somebody refreshed it meanwhile
            start(call);
            return;
        }
        m_waiting.push_back(call);
        refresh();
        return;
    }
    if (status < 200 || status >= 300) {
        call->tell(fail(errorFromProblem(status, body, reply->rawHeader("Retry-After"))));
        if (status == kForbidden && !call->tokenUsed.isEmpty())
            Q_EMIT forbidden();
        return;
    }
    if (reply->error() != QNetworkReply::NoError) { // the answer broke off
        call->tell(fail({ErrorCode::Unavailable, QStringLiteral("connection_lost"), {}}));
        return;
    }
    call->tell(ApiReply{status, QJsonDocument::fromJson(body).object(), body, reply->rawHeader("ETag")});
}

void ApiClient::refresh()
{
    if (m_refreshing)
        return;
    m_refreshing = true;
    ApiRequest request;
    request.method = "POST";
    request.path = QLatin1String(kAuthPrefix) + QStringLiteral("refresh");
    request.body = QJsonObject{{QStringLiteral("refresh_token"), QString::fromLatin1(m_tokens.refresh)}};
    request.anonymous = true;
    start(
        std::make_shared<Call>(Call{request, this, [this](const Result<ApiReply> &answer) { refreshed(answer); }, {}}));
}

void ApiClient::refreshed(const Result<ApiReply> &answer)
{
    m_refreshing = false;
    const auto waiting = std::exchange(m_waiting, {});
    if (answer) {
        m_tokens.access = answer->document[u"access_token"].toString().toLatin1();
        m_tokens.refresh = answer->document[u"refresh_token"].toString().toLatin1();
        for (const auto &call : waiting)
            start(call);
        return;
    }
    const ErrorCode code = answer.error().code;
    const bool refused = code == ErrorCode::Unauthenticated || code == ErrorCode::Forbidden
                         || code == ErrorCode::Invalid || code == ErrorCode::BadRequest;
    if (refused)
        m_tokens = {};
    for (const auto &call : waiting)
        call->tell(fail(answer.error()));
    if (refused)
        Q_EMIT sessionEnded();
}

void ApiClient::setOnline(bool online)
{
    if (online == m_online)
        return;
    m_online = online;
    Q_EMIT onlineChanged(online);
}

} // namespace pos::ui
