// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/vault/VaultSetup.h"
#include "tests/support/HttpTestClient.h"
#include "tests/support/StackServer.h"

namespace pos::test {

// A real Vault, prepared as `posctl vault init` does it. An operator's hand on it: seal, unseal, any request.
class VaultServer {
public:
    explicit VaultServer(const QStringList &arguments = {}) : m_server(QStringLiteral("vault"), arguments)
    {
        vault::VaultClient client(asRoot());
        auto made = vault::VaultSetup(client, {}).run();
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        m_roleId = made->roleId;
        m_secretId = made->secretId.clone();
    }

    StackServer &server() { return m_server; }
    QByteArray address() const { return m_server.env(QStringLiteral("VAULT_ADDR")).toLatin1(); }
    QByteArray rootToken() const { return m_server.env(QStringLiteral("VAULT_TOKEN")).toLatin1(); }
    const QByteArray &roleId() const { return m_roleId; }
    const Secret &secretId() const { return m_secretId; }

    vault::VaultClient::Options asRoot(const QByteArray &address = {}) const
    {
        return {.transport = transport(address),
                .credentials = {.token = Secret(rootToken()), .roleId = {}, .secretId = {}}};
    }
    vault::VaultClient::Options asRole(const QByteArray &address = {}) const
    {
        return {.transport = transport(address),
                .credentials = {.token = {}, .roleId = m_roleId, .secretId = m_secretId.clone()}};
    }

    // 0: no answer.
    HttpAnswer ask(const QByteArray &method, const QByteArray &path, const QJsonObject &body = {}) const
    {
        return httpRequest(quint16(m_server.port()), method, path,
                           "X-Vault-Token: " + rootToken() + "\r\nContent-Type: application/json\r\n",
                           body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    void seal() { ask("PUT", "/v1/sys/seal"); }
    void unseal()
    {
        ask("PUT", "/v1/sys/unseal", {{QStringLiteral("key"), m_server.ready()[QStringLiteral("unseal_key")]}});
    }
    // Requests for keys so far, by its own count.
    int requests() const { return ask("GET", "/requests").body.toInt(); }

private:
    vault::VaultTransport::Options transport(const QByteArray &address) const
    {
        return {.address = address.isEmpty() ? this->address() : address,
                .authorityFile = m_server.env(QStringLiteral("VAULT_CACERT")).toLatin1()};
    }

    StackServer m_server;
    QByteArray m_roleId;
    Secret m_secretId;
};

} // namespace pos::test
