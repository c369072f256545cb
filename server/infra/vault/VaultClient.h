// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/vault/VaultGate.h"
#include "server/infra/vault/VaultLogin.h"

#include <QJsonObject>

#include <atomic>

namespace pos::vault {

// Vault's API as we use it: signed in, tried again where that helps, at once refused while Vault is away.
//   403            logs in once more, then Unavailable
//   429, 5xx       again after a jittered pause, as long as the patience lasts
//   sealed, no answer   Unavailable; further calls fail at once until it is back (VaultGate)
//   400 "message authentication failed"   Corrupt, never again
// Thread-safe; blocks for the patience at most.
class VaultClient {
public:
    struct Options {
        VaultTransport::Options transport;
        VaultLogin::Credentials credentials;
        Duration patience = std::chrono::seconds(8); // of one call with all its tries
    };

    explicit VaultClient(Options options);

    Result<QJsonObject> post(const QByteArray &path, const QJsonObject &body);
    Result<QJsonObject> get(const QByteArray &path);
    Result<QJsonObject> put(const QByteArray &path, const QJsonObject &body);
    // As post() for "batch_input": one result an item in order, each with its own "error" perhaps.
    Result<QJsonArray> postBatch(const QByteArray &path, const QJsonArray &items);

    // Asks Vault how it is, without a token and without a second try.
    Result<void> health();
    void keepLogin() { m_login.keep(); }
    std::optional<Error> trouble() const { return m_gate.trouble(); }
    quint64 logins() const { return m_login.logins(); }
    qint64 requests() const { return m_requests.load(); } // sent so far, health and login not counted

private:
    enum class Shape { Document, Batch };
    Result<QJsonObject> call(const char *method, const QByteArray &path, const Secret &body, Shape shape);
    Result<QJsonObject> tries(const char *method, const QByteArray &path, const Secret &body, Shape shape);

    const VaultTransport m_transport;
    const Duration m_patience;
    VaultLogin m_login;
    VaultGate m_gate;
    std::atomic<qint64> m_requests = 0;
};

} // namespace pos::vault
