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
    // Takes away lock files whose number now belongs to another process of PostgreSQL's user: it would take that one
    // for itself and refuse to start. Files of a dead process it clears itself, without a race.
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
