// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/KeyService.h"
#include "server/infra/vault/PreparedKeys.h"
#include "server/infra/vault/RememberedHashes.h"
#include "server/infra/vault/VaultClient.h"

#include <condition_variable>
#include <thread>

namespace pos::vault {

// Keys in Vault Transit. Data keys are made here and wrapped there, by a key that is derived for one tenant and
// subject (the context); lookup hashes are made there alone. A thread of its own renews the login, watches Vault's
// health and keeps keys ready ahead of need.
//
// While Vault is away, what was prepared and remembered goes on working; the rest is Unavailable.
class VaultKeyService final : public keyring::KeyService {
public:
    struct Options {
        VaultClient::Options client;
        QByteArray wrappingKey = "pii-kek";
        QByteArray mount = "transit";
        Duration watchEvery = std::chrono::seconds(2); // its health, and whether the login wants renewing
    };

    explicit VaultKeyService(Options options);
    ~VaultKeyService() override;
    VaultKeyService(const VaultKeyService &) = delete;
    VaultKeyService &operator=(const VaultKeyService &) = delete;

    // Does it wrap, open and hash with these credentials? The sentence says what is missing.
    Result<void> prove();
    // From now on: watches, renews and prepares. For the shops that are named at once, for others when they come.
    void start(const QList<Id> &tenants);

    std::vector<Result<WrappedKey>> wrapAll(const std::vector<Plain> &keys) override;
    std::vector<Result<Secret>> unwrapAll(const std::vector<Wrapped> &keys) override;
    std::vector<Result<WrappedKey>> rewrapAll(const std::vector<Wrapped> &keys) override;
    std::optional<NewSubject> takePrepared(const Id &tenant) override;
    Result<int> rotate() override;
    Result<int> newestVersion() override;
    bool isOwn(int version) const override { return version >= kVaultVersions; }
    Result<QByteArray> lookupHash(const QByteArray &keyName, const QByteArray &value, int version) override;
    int lookupVersion(const QByteArray &keyName) const override;
    Result<void> check() override;

    size_t prepared() const { return m_prepared.size(); }
    qint64 requests() const { return m_client.requests(); }
    quint64 logins() const { return m_client.logins(); }

private:
    QByteArray pathOf(const char *operation) const;
    Result<WrappedKey> wrappedFrom(const QJsonObject &item, const QByteArray &path) const;
    void work();
    void watch();
    void prepare();
    Result<void> prepareFor(const PreparedKeys::Want &want);
    void note(const Result<void> &health);

    const QByteArray m_wrappingKey;
    const QByteArray m_mount;
    const Duration m_watchEvery;
    VaultClient m_client;
    PreparedKeys m_prepared;
    RememberedHashes m_remembered;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<Error> m_unwell; // by the last look at its health
    bool m_isWanted = false;       // a shelf is half empty
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace pos::vault
