// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/infra/cluster/DatabaseHost.h"

#include <functional>

namespace pos::cluster {

// One file: 1,024 bytes that say what it is, then pg_dump's custom format ("tail -c +1025 FILE | pg_restore" reads it
// without us). The keys are not in it: without DATA/keys its personal data stays unreadable, and so whoever finds the
// file alone cannot read them either.
class Backup {
public:
    struct Manifest {
        Instant made;
        qint64 schema = 0;      // the migration it stands at
        int postgres = 0;       // major version of the server
        QString program;        // ours
        qint64 bytes = 0;       // of the dump
        QByteArray sha256;      // of the dump, hexadecimal
    };

    // Told how many bytes of the dump are written; false gives up.
    using Progress = std::function<bool(qint64 bytes)>;

    // Mode 0600; an existing file is not touched (Conflict "file_exists"). The database goes on working meanwhile.
    // Cancelled when `progress` said so.
    static Result<Manifest> write(const DatabaseHost &host, const Clock &clock, const QString &file,
                                  const Progress &progress = {});
    static Result<Manifest> readManifest(const QString &file); // its head alone: quick
    // Reads the whole file. Error: Corrupt "backup_damaged", Invalid "not_a_backup".
    static Result<Manifest> verify(const QString &file);
    // Into a database without a shop, all or nothing; then runs the migrations made since. Otherwise Conflict
    // "not_empty".
    static Result<Manifest> restore(const DatabaseHost &host, const QString &file);

    static Result<void> makeFolder(const QString &folder); // Unavailable "backup_folder" with what to do

    // The file of a day, and away with all but the newest kDailyKept of this kind.
    static constexpr int kDailyKept = 14;
    static QString dailyName(const Clock &clock);
    static void removeOldDailies(const QString &folder);

    // Before newer migrations change a private database that has data: a file of how it was, in `folder`. Returns its
    // path; empty when there is nothing to bring up. A start that fails over and over keeps no more than kUpgradesKept.
    static constexpr int kUpgradesKept = 5;
    static Result<QString> beforeUpgrade(const DatabaseHost &host, const Clock &clock, const QString &folder,
                                         const std::function<void(const QString &)> &progress = {});
};

} // namespace pos::cluster
