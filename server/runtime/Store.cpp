// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Store.h"

#include "server/infra/cluster/Backup.h"
#include "server/infra/keyring/LocalKeyService.h"
#include "server/runtime/Keys.h"

#include <QFileInfo>

namespace pos::runtime {

namespace {

// The ones to prepare keys for before anybody asks; others follow when they come.
const pg::Statement kShops{"store_shops", "SELECT id FROM shop.tenants ORDER BY updated_at DESC LIMIT 32"};

} // namespace

Result<std::unique_ptr<Store>> Store::open(const Options &options)
{
    auto store = std::unique_ptr<Store>(new Store);
    POS_CHECK(store->openDatabase(options));
    POS_CHECK(store->openKeys(options));
    return store;
}

Store::~Store()
{
    m_subjectKeys.reset();
    m_database.reset(); // before PostgreSQL stops
    m_host.reset();
}

Result<void> Store::openDatabase(const Options &options)
{
    POS_TRY(m_host, cluster::DatabaseHost::open(options.settings, {.program = options.program,
                                                                   .use = options.use,
                                                                   .progress = options.progress,
                                                                   .incident = options.incident}));
    POS_CHECK(cluster::Backup::beforeUpgrade(*m_host, options.clock, options.settings.backupDir, options.progress));
    POS_TRY(const QStringList migrated, m_host->migrate());
    if (!migrated.isEmpty() && options.progress)
        options.progress(QStringLiteral("Brought the database up to date (%1 steps).").arg(migrated.size()));
    m_database = std::make_unique<pg::Database>(m_host->databaseOptions(options.connections));
    return m_database->ping(); // the application's own login, which nothing has used yet
}

Result<void> Store::openKeys(const Options &options)
{
    return keys::areInVault(options.settings) ? openVault(options) : openKeyFile(options);
}

Result<void> Store::openKeyFile(const Options &options)
{
    const QString &file = options.settings.encryptionKeyPath;
    POS_TRY(m_keys, keyring::LocalKeyService::open(file));
    m_subjectKeys = std::make_unique<keyring::SubjectKeys>(*m_keys, options.clock);
    POS_CHECK(keys::proveFits(*m_database, *m_keys, *m_subjectKeys));
    POS_TRY(m_tokenKeys, keyring::TokenKeys::open(QFileInfo(file).path()));
    return {};
}

// Nothing of it lies in a file of this machine.
Result<void> Store::openVault(const Options &options)
{
    POS_TRY(auto service, keys::openVault(options.settings));
    m_subjectKeys = std::make_unique<keyring::SubjectKeys>(*service, options.clock);
    POS_CHECK(keys::proveFits(*m_database, *service, *m_subjectKeys));
    POS_TRY(m_tokenKeys, keyring::signingkeys::open(*m_database, *service, options.clock));
    if (options.use == cluster::DatabaseHost::Use::Serve) {
        POS_TRY(const pg::Rows shops, m_database->asSystem([](pg::Transaction &tx) { return tx.run(kShops); }));
        QList<Id> tenants;
        for (const pg::Row shop : shops)
            tenants.append(shop.id("id"));
        service->start(tenants);
    }
    m_vault = service.get();
    m_keys = std::move(service);
    return {};
}

} // namespace pos::runtime
