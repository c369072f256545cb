// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace pos::cluster {

// A PostgreSQL that runs on a data folder, whoever started it.
class Postmaster {
public:
    // By postmaster.pid, proved by the process's working folder: after a power cut the number may be anybody's.
    static std::optional<Postmaster> find(const QString &dataFolder);
    // Takes away the lock files that no running PostgreSQL holds; PostgreSQL itself would refuse to start when
    // the number in them now belongs to another process of its user.
    static void clearStale(const QString &dataFolder, const QString &socket);
    // A descriptor that becomes readable when the process ends; -1 when it is gone.
    static int openFd(qint64 pid);

    qint64 pid() const { return m_pid; }
    // Fast (SIGINT), then at once (SIGQUIT), then hard. True when it is gone.
    bool stop() const;

private:
    explicit Postmaster(qint64 pid) : m_pid(pid) { }
    qint64 m_pid;
};

} // namespace pos::cluster
