// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <optional>

namespace pos::cluster {

// DATA: where an installation keeps everything. One program at a time works in it: it holds the lock.
//   DATA 0711 (as an ordinary user 0700), postgres/ 0700 (belongs to the user PostgreSQL runs as), keys/ 0700, logs/
//   0750, backups/ 0700, settings.env, lock
class DataFolder {
public:
    struct Holder {
        qint64 pid = 0;
        QString program;
    };

    // Makes what is missing and takes the lock until destroyed. `program` is named to whoever comes second.
    // Errors: Conflict "data_in_use", "data_foreign", "data_newer", "data_of_another" (for root); Unavailable
// "data_unusable", "disk_full".
    static Result<std::unique_ptr<DataFolder>> open(const QString &path, const QString &program);
    ~DataFolder();
    DataFolder(const DataFolder &) = delete;
    DataFolder &operator=(const DataFolder &) = delete;

    // Who works in the folder now, this process included; nothing when nobody does.
    static std::optional<Holder> holder(const QString &path);
    static QString postgresOf(const QString &path) { return path + QStringLiteral("/postgres"); }

    const QString &path() const { return m_path; }
    QString postgres() const { return postgresOf(m_path); }
    QString keys() const { return m_path + QStringLiteral("/keys"); }
    QString backups() const { return m_path + QStringLiteral("/backups"); }

private:
    DataFolder(QString path, int lockFd) : m_path(std::move(path)), m_lockFd(lockFd) { }

    const QString m_path; // absolute
    const int m_lockFd;
};

} // namespace pos::cluster
