// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Store.h"

#include "server/infra/postgres/Migrator.h"

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
    m_cluster.reset();
}

Result<void> Store::openDatabase(const Options &options)
{
    const config::Settings &settings = options.settings;
    const auto orElse = [](const Secret &wanted, const QByteArray &otherwise) { return wanted.isEmpty() ? otherwise : wanted.reveal(); };
    QByteArray appUrl = settings.databaseUrl.reveal();
    QByteArray ownerUrl = orElse(settings.databaseAdminUrl, appUrl);
    m_systemUrl = orElse(settings.databaseSystemUrl, appUrl);
    if (settings.databaseUrl.isEmpty()) {
        POS_TRY(m_folder, cluster::DataFolder::open(settings.dataDir, options.program));
        POS_TRY(m_cluster, cluster::EmbeddedCluster::start(*m_folder, {.progress = options.progress, .incident = options.incident}));
        appUrl = cluster::EmbeddedCluster::url(settings.dataDir, "pos_app");
        ownerUrl = cluster::EmbeddedCluster::url(settings.dataDir, "pos_owner");
        m_systemUrl = cluster::EmbeddedCluster::url(settings.dataDir, "pos_system");
    }
    POS_TRY(const QStringList migrated, pg::Migrator(ownerUrl).up());
    if (!migrated.isEmpty() && options.progress)
        options.progress(QStringLiteral("Brought the database up to date (%1 steps).").arg(migrated.size()));
    m_database = std::make_unique<pg::Database>(
        pg::Database::Options{.url = appUrl, .systemUrl = m_systemUrl, .connections = options.connections});
    return {};
}

Result<void> Store::openKeys(const Options &options)
{
    POS_TRY(m_keys, keyring::LocalKeyService::open(options.settings.encryptionKeyPath));
    POS_TRY(m_tokenKeys, keyring::TokenKeys::open(QFileInfo(options.settings.encryptionKeyPath).path()));
    m_subjectKeys = std::make_unique<keyring::SubjectKeys>(*m_keys, options.clock);
    return m_subjectKeys->proveFits(*m_database);
}

} // namespace pos::runtime
