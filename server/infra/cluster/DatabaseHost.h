// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/infra/cluster/EmbeddedCluster.h"
#include "server/infra/postgres/Database.h"

namespace pos::cluster {

// The database a program works on: the one of DATABASE_URL, or the private cluster in DATA.
class DatabaseHost {
public:
    // With a DATABASE_URL both are the same: several programs may share DATA then.
    enum class Use {
        Serve, // holds DATA for itself; the private cluster runs as long as this object
        Visit, // joins the program that holds DATA; when nobody does, as Serve
    };
    enum class Role { App, System, Owner, Administrator };

    struct Options {
        QString program; // "pos-server": named to whoever finds DATA in use
        Use use = Use::Serve;
        std::function<void(const QString &)> progress = {};
        std::function<void(const QString &)> incident = {}; // EmbeddedCluster::Options
    };

    // Blocks: a first start takes some seconds. `settings` must outlive the host. Errors as DataFolder and
// EmbeddedCluster.
    static Result<std::unique_ptr<DatabaseHost>> open(const config::Settings &settings, const Options &options);

    // Where the database is reached as a role, without opening anything.
    static QByteArray url(const config::Settings &settings, Role role);
    QByteArray url(Role role) const { return url(m_settings, role); }
    static bool isEmbedded(const config::Settings &settings) { return settings.databaseUrl.isEmpty(); }

    const config::Settings &settings() const { return m_settings; }
    bool isVisitor() const { return isEmbedded(m_settings) && !m_cluster; } // of a program that runs
    // pg_dump and pg_restore of the cluster's version, or the newest for a database elsewhere.
    Result<PostgresTools> tools() const;

    pg::Database::Options databaseOptions(int connections) const;
    // Runs what is missing; refuses a dirty or newer schema. Returns the names of the files it ran.
    Result<QStringList> migrate() const;

private:
    explicit DatabaseHost(const config::Settings &settings) : m_settings(settings) { }

    const config::Settings &m_settings;
    std::unique_ptr<DataFolder> m_folder;
    std::unique_ptr<EmbeddedCluster> m_cluster;
};

} // namespace pos::cluster
