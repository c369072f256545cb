// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/vault/VaultClient.h"

namespace pos::vault {

// Makes in Vault what the product needs, with an administrator's token: the Transit engine, its keys, the policies
// and the AppRole. Safe to run again: what is there is kept, and refused with a sentence when it does not fit.
class VaultSetup {
public:
    struct Options {
        QByteArray mount = "transit";
        QByteArray wrappingKey = "pii-kek";
        QByteArray role = "pos-backoffice"; // also the policy's name; the operator's is "…-operator"
        bool newSecret = false;             // a secret for the role, also when the role is not new
    };
    struct Outcome {
        QStringList steps; // what was made or found, a sentence each
        QByteArray roleId;
        Secret secretId; // empty: none was made
    };

    VaultSetup(VaultClient &client, Options options) : m_client(client), m_options(std::move(options)) { }

    Result<Outcome> run();
    QByteArray policy() const;         // of the server: "update" on what it does, nothing else
    QByteArray operatorPolicy() const; // of posctl keys rotate, rewrap and migrate

private:
    Result<void> makeEngine();
    Result<void> makeKey(const QByteArray &name, const QJsonObject &wanted);
    Result<void> makePolicy(const QByteArray &name, const QByteArray &text);
    Result<void> makeRole();
    void say(const QString &sentence) { m_outcome.steps.append(sentence); }

    VaultClient &m_client;
    const Options m_options;
    Outcome m_outcome;
};

} // namespace pos::vault
