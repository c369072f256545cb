// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/ApiClient.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>

namespace pos::posctl {

namespace {

using namespace Qt::StringLiterals;

constexpr int kTimeoutMs = 60'000;
constexpr int kProbeMs = 2'000;

struct Answer {
    int status = 0;
    QByteArray body;
    QString fault; // of the network
};

Answer exchange(QNetworkAccessManager &network, QNetworkRequest request, const QByteArray &method,
                const QByteArray &body, int timeoutMs)
{
    request.setTransferTimeout(timeoutMs);
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, method, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), reply->errorString()};
}

Error problemFrom(const Answer &answer)
{
    const QJsonObject problem = QJsonDocument::fromJson(answer.body).object();
    Error error;
    error.code = answer.status == 422   ? ErrorCode::Invalid
                 : answer.status == 409 ? ErrorCode::Conflict
                                        : ErrorCode::Internal;
    error.reason = problem["code"_L1].toString();
    error.detail = problem["detail"_L1].toString(u"the server answered %1"_s.arg(answer.status));
    for (const QJsonValue &field : problem["errors"_L1].toArray())
        error.fields.append(
            {field["field"_L1].toString(), field["code"_L1].toString(), field["message"_L1].toString()});
    return error;
}

} // namespace

bool ApiClient::answers(const QUrl &base)
{
    QNetworkAccessManager network;
    return exchange(network, QNetworkRequest(base.resolved(QUrl(u"/health"_s))), "GET", {}, kProbeMs).status == 200;
}

Result<QJsonObject> ApiClient::post(const QString &path, const QJsonObject &body)
{
    return send("POST", path, "application/json", QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Result<QJsonObject> ApiClient::put(const QString &path, const QByteArray &bytes)
{
    return send("PUT", path, "application/octet-stream", bytes);
}

Result<QJsonObject> ApiClient::send(const QByteArray &method, const QString &path, const QByteArray &type,
                                    const QByteArray &body)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (m_token.isEmpty()) {
            POS_TRY(m_token, m_signIn());
        }
        QNetworkRequest request(m_base.resolved(QUrl(path)));
        request.setRawHeader("Authorization", "Bearer " + m_token);
        if (!type.isEmpty())
            request.setHeader(QNetworkRequest::ContentTypeHeader, type);
        const Answer answer = exchange(m_network, request, method, body, kTimeoutMs);
        if (answer.status == 0)
            return fail(Error::unavailable(u"no_server"_s, u"the server does not answer: %1"_s.arg(answer.fault)));
        if (answer.status == 401 && attempt == 0) {
            m_token.clear();
            continue;
        }
        if (answer.status >= 400)
            return fail(problemFrom(answer));
        return QJsonDocument::fromJson(answer.body).object();
    }
    return fail(Error::unauthenticated(u"not_signed_in"_s, u"the server does not take this session"_s));
}

} // namespace pos::posctl
