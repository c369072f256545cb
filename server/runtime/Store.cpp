// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Store.h"

#include "server/infra/cluster/Backup.h"

#include <QFileInfo>

namespace pos::runtime {

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
    POS_TRY(m_keys, keyring::LocalKeyService::open(options.settings.encryptionKeyPath));
    POS_TRY(m_tokenKeys, keyring::TokenKeys::open(QFileInfo(options.settings.encryptionKeyPath).path()));
    m_subjectKeys = std::make_unique<keyring::SubjectKeys>(*m_keys, options.clock);
    return m_subjectKeys->proveFits(*m_database);
}

} // namespace pos::runtime
