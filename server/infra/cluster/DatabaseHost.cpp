// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/DatabaseHost.h"

#include "server/infra/postgres/Migrator.h"

#include <QFile>

#include <thread>

namespace pos::cluster {

namespace {

constexpr auto kVisitPatience = std::chrono::seconds(30); // the one we visit may still be starting
constexpr auto kVisitPause = std::chrono::milliseconds(100);

Result<void> waitForAnswer(const config::Settings &settings)
{
    const auto until = std::chrono::steady_clock::now() + kVisitPatience;
    const QByteArray url = EmbeddedCluster::url(settings.dataDir, "postgres");
    while (!pg::Connection::isReady(url)) {
        const auto holder = DataFolder::holder(settings.dataDir);
        if (!holder || std::chrono::steady_clock::now() > until)
            return fail(Error::unavailable(
                QStringLiteral("database_unavailable"),
                QStringLiteral("The database in %1 does not answer%2.")
                    .arg(settings.dataDir,
                         holder ? QStringLiteral(", though %1 (process %2) runs").arg(holder->program).arg(holder->pid)
                                : QStringLiteral("; try again"))));
        std::this_thread::sleep_for(kVisitPause);
    }
    return {};
}

} // namespace

Result<std::unique_ptr<DatabaseHost>> DatabaseHost::open(const config::Settings &settings, const Options &options)
{
    std::unique_ptr<DatabaseHost> host(new DatabaseHost(settings));
    if (!isEmbedded(settings))
        return host;
    auto folder = DataFolder::open(settings.dataDir, options.program);
    if (!folder) {
        if (options.use == Use::Serve || folder.error().reason != QStringLiteral("data_in_use"))
            return fail(folder.error());
        POS_CHECK(waitForAnswer(settings));
        return host;
    }
    host->m_folder = std::move(*folder);
    POS_TRY(host->m_cluster,
            EmbeddedCluster::start(*host->m_folder, {.progress = options.progress, .incident = options.incident}));
    return host;
}

QByteArray DatabaseHost::url(const config::Settings &settings, Role role)
{
    if (!isEmbedded(settings)) {
        const Secret &url = role == Role::System                                 ? settings.databaseSystemUrl
                            : role == Role::Owner || role == Role::Administrator ? settings.databaseAdminUrl
                                                                                 : settings.databaseUrl;
        return url.isEmpty() ? settings.databaseUrl.reveal() : url.reveal();
    }
    switch (role) {
    case Role::App: return EmbeddedCluster::url(settings.dataDir, "pos_app");
    case Role::System: return EmbeddedCluster::url(settings.dataDir, "pos_system");
    case Role::Owner: return EmbeddedCluster::url(settings.dataDir, "pos_owner");
    case Role::Administrator: break;
    }
    return EmbeddedCluster::url(settings.dataDir, "postgres");
}

Result<PostgresTools> DatabaseHost::tools() const
{
    if (m_cluster)
        return m_cluster->tools();
    QFile mark(DataFolder::postgresOf(m_settings.dataDir) + QStringLiteral("/PG_VERSION"));
    const bool isOurs = isEmbedded(m_settings) && mark.open(QIODevice::ReadOnly);
    return PostgresTools::find(isOurs ? mark.readAll().trimmed().toInt() : 0);
}

pg::Database::Options DatabaseHost::databaseOptions(int connections) const
{
    pg::Database::Options options{.url = url(Role::App), .connections = connections};
    if (isEmbedded(m_settings) || !m_settings.databaseSystemUrl.isEmpty())
        options.systemUrl = url(Role::System);
    return options;
}

Result<QStringList> DatabaseHost::migrate() const
{
    return pg::Migrator(url(Role::Owner)).up();
}

} // namespace pos::cluster
