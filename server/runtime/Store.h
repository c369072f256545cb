// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/infra/cluster/DatabaseHost.h"
#include "server/infra/keyring/AccessToken.h"
#include "server/infra/keyring/KeyService.h"
#include "server/infra/keyring/SubjectKeys.h"
#include "server/infra/postgres/Database.h"

namespace pos::vault {
class VaultKeyService;
}

namespace pos::runtime {

// Where a server keeps everything: data folder, PostgreSQL (its own, or the one of DATABASE_URL) with an
// up-to-date schema, and the keys that fit it. Opened by programs that serve or work on a store directly.
class Store {
public:
    struct Options {
        const config::Settings &settings;
        const Clock &clock;
        QString program;                                       // named to whoever comes second
        int connections = 8;
        cluster::DatabaseHost::Use use = cluster::DatabaseHost::Use::Serve;
        std::function<void(const QString &)> progress = {};    // sentences for a person who waits
        std::function<void(const QString &)> incident = {};    // PostgreSQL died and was, or was not, started again
    };

    // Blocks: some seconds on a new data folder.
    static Result<std::unique_ptr<Store>> open(const Options &options);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    pg::Database &database() { return *m_database; }
    keyring::KeyService &keys() { return *m_keys; }
    const vault::VaultKeyService *vault() const { return m_vault; } // null with a key file
    keyring::SubjectKeys &subjectKeys() { return *m_subjectKeys; }
    std::shared_ptr<const keyring::TokenKeys> tokenKeys() const { return m_tokenKeys; }
    const cluster::DatabaseHost &host() const { return *m_host; }

private:
    Store() = default;
    Result<void> openDatabase(const Options &options);
    Result<void> openKeys(const Options &options);
    Result<void> openKeyFile(const Options &options);
    Result<void> openVault(const Options &options);

    std::unique_ptr<cluster::DatabaseHost> m_host;
    std::unique_ptr<pg::Database> m_database;
    std::unique_ptr<keyring::KeyService> m_keys; // proven to fit the database
    const vault::VaultKeyService *m_vault = nullptr; // m_keys, when it is one
    std::unique_ptr<keyring::SubjectKeys> m_subjectKeys;
    std::shared_ptr<const keyring::TokenKeys> m_tokenKeys;
};

} // namespace pos::runtime
