// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultClient.h"

#include "server/infra/vault/VaultError.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <thread>

namespace pos::vault {

namespace {

using Steady = std::chrono::steady_clock;

constexpr Duration kFirstPause = std::chrono::milliseconds(100);
constexpr Duration kLongestPause = std::chrono::seconds(1);

Secret jsonOf(const QJsonObject &document)
{
    return Secret(QJsonDocument(document).toJson(QJsonDocument::Compact));
}

// A batch with one bad item comes as 400, and still holds the results of the good ones.
bool isBatchAnswer(const VaultTransport::Reply &reply, const QJsonObject &document)
{
    return (reply.isGood() || reply.status == 400)
           && document.value(u"data").toObject().value(u"batch_results").isArray();
}

bool isAway(const Error &error)
{
    return error.code == ErrorCode::Unavailable;
}

} // namespace

VaultClient::VaultClient(Options options)
    : m_transport(std::move(options.transport)), m_patience(options.patience),
      m_login(m_transport, std::move(options.credentials))
{
}

Result<QJsonObject> VaultClient::tries(const char *method, const QByteArray &path, const Secret &body, Shape shape)
{
    const auto until = Steady::now() + m_patience;
    bool mayLogInAgain = true;
    for (int failures = 0;; ++failures) {
        POS_TRY(const VaultLogin::TokenPtr token, m_login.token());
        ++m_requests;
        const auto reply = m_transport.send(method, path, body, token->bytes);
        QJsonObject document = reply.json();
        if (shape == Shape::Batch ? isBatchAnswer(reply, document) : reply.isGood())
            return document;
        if (reply.status == 403 && std::exchange(mayLogInAgain, false) && m_login.replace(token->number))
            continue;
        const Duration pause = pauseAfter(failures, kFirstPause, kLongestPause);
        if (!mayPass(reply) || Steady::now() + pause >= until)
            return fail(errorOf(m_transport, path, reply));
        std::this_thread::sleep_for(pause);
    }
}

Result<QJsonObject> VaultClient::call(const char *method, const QByteArray &path, const Secret &body, Shape shape)
{
    POS_CHECK(m_gate.admit());
    auto answer = tries(method, path, body, shape);
    if (!answer && isAway(answer.error()))
        m_gate.bad(answer.error());
    else
        m_gate.good();
    return answer;
}

Result<QJsonObject> VaultClient::post(const QByteArray &path, const QJsonObject &body)
{
    return call("POST", path, jsonOf(body), Shape::Document);
}

Result<QJsonObject> VaultClient::put(const QByteArray &path, const QJsonObject &body)
{
    return call("PUT", path, jsonOf(body), Shape::Document);
}

Result<QJsonObject> VaultClient::get(const QByteArray &path)
{
    return call("GET", path, {}, Shape::Document);
}

Result<QJsonArray> VaultClient::postBatch(const QByteArray &path, const QJsonArray &items)
{
    POS_TRY(const QJsonObject document,
            call("POST", path, jsonOf({{QStringLiteral("batch_input"), items}}), Shape::Batch));
    QJsonArray results = document.value(u"data").toObject().value(u"batch_results").toArray();
    if (results.size() != items.size())
        return fail(Error::internal(QStringLiteral("Vault answered %1 items of %2 at %3")
                                        .arg(results.size())
                                        .arg(items.size())
                                        .arg(QString::fromUtf8(path))));
    return results;
}

Result<void> VaultClient::health()
{
    const auto reply = m_transport.send("GET", "sys/health", {}, {});
    return healthOf(m_transport, reply.status, reply.failure);
}

} // namespace pos::vault
