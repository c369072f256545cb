// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/cluster/ClusterUser.h"
#include "server/infra/cluster/DataFolder.h"
#include "server/infra/cluster/PostgresTools.h"

#include <atomic>
#include <functional>
#include <thread>

namespace pos::cluster {

// The private PostgreSQL in DATA/postgres: made on first use, reached through a Unix socket alone, restarted
// when it dies, stopped with this object. What an earlier process of ours left running when it was killed is stopped
// first. Its logins are the roles of database.md; the operating system vouches for who connects (peer).
class EmbeddedCluster {
public:
    struct Options {
        QString installed = QStringLiteral("/usr/lib/postgresql"); // VERSION/bin below it
        std::function<void(const QString &)> progress = {};        // sentences for a person who waits
        // Called on the watching thread when PostgreSQL died and was, or was not, started again.
        std::function<void(const QString &)> incident = {};
    };

    static constexpr const char *kDatabase = "pos";

    // Blocks until PostgreSQL answers and roles and database are there. `folder` must outlive the cluster.
    static Result<std::unique_ptr<EmbeddedCluster>> start(const DataFolder &folder, const Options &options);
    ~EmbeddedCluster(); // stop()
    EmbeddedCluster(const EmbeddedCluster &) = delete;
    EmbeddedCluster &operator=(const EmbeddedCluster &) = delete;

    void stop();
    qint64 pid() const;
    const PostgresTools &tools() const { return m_tools; }

    // "postgresql:///pos?host=…&user=…" of the cluster in that folder; role "postgres" is its administrator.
    static QByteArray url(const QString &dataPath, const QByteArray &role, const QByteArray &database = kDatabase);

private:
    EmbeddedCluster(const DataFolder &folder, const Options &options, ClusterUser user, PostgresTools tools);
    Result<void> create();
    Result<void> configure();
    Result<void> stopOrphan();
    Result<void> launch(QProcess &process);
    Result<void> launchOnce(QProcess &process);
    Result<void> initialise();
    void watch(std::function<void(Result<void>)> started);
    QString lastWords(qint64 logStart) const;

    const DataFolder &m_folder;
    const Options m_options;
    const ClusterUser m_user;
    const PostgresTools m_tools;
    const QString m_data;
    const QString m_socketFolder;
    const int m_stopEvent;
    std::atomic<qint64> m_pid = 0;
    std::thread m_watcher;
};

} // namespace pos::cluster
