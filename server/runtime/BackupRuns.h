// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/cluster/Backup.h"
#include "server/infra/outbox/Outbox.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace pos::runtime {

// The backups of this server: those in the folder, and the one that is being made. One at a time; any thread.
class BackupRuns {
public:
    struct Item {
        QString file; // without its folder
        QByteArray kind; // "daily", "manual", "upgrade"
        cluster::Backup::Manifest manifest;
        QString fault; // why it cannot be read; the manifest is empty then
    };
    struct Failure {
        Instant at;
        QString sentence;
    };
    struct State {
        bool running = false;
        Instant startedAt = {};
        qint64 bytes = 0;                // written so far
        std::optional<Failure> failure = {}; // of the last run, daily ones too
    };
    using Done = std::function<void(const QString &file, const Result<cluster::Backup::Manifest> &made)>;

    BackupRuns(const cluster::DatabaseHost &host, const Clock &clock, QString folder);
    ~BackupRuns(); // gives up what runs
    BackupRuns(const BackupRuns &) = delete;
    BackupRuns &operator=(const BackupRuns &) = delete;

    // False: one runs already. `done` is called on the backup's own thread.
    bool start(Done done);
    // Today's, unless there is one; on the calling thread.
    Result<void> daily(const Done &done);
    void stop();

    // What the audit trail keeps of it, whoever asked for it.
    static outbox::AuditEntry auditEntry(const QString &file, const Result<cluster::Backup::Manifest> &made);

    State state() const;
    QList<Item> list() const; // the newest first
    // When the newest that can be read was made, as of some minutes ago at most.
    std::optional<Instant> newest() const;
    const QString &folder() const { return m_folder; }

private:
    bool begin();
    Result<cluster::Backup::Manifest> run(const QString &file);
    void end(const Result<cluster::Backup::Manifest> &made);

    const cluster::DatabaseHost &m_host;
    const Clock &m_clock;
    const QString m_folder;
    mutable std::mutex m_mutex;
    State m_state;
    mutable std::optional<Instant> m_newest;
    mutable Instant m_lookAgain;
    std::atomic<qint64> m_bytes = 0;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace pos::runtime
