// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Connection.h"

#include <QStringList>

namespace pos::pg {

// Brings the schema up and down with golang-migrate's files, table and advisory lock, so that both tools work on
// the same database and exclude each other. A file and the note of its version are one transaction: ours
// never leaves a database dirty. Blocks; use one object on one thread.
class Migrator {
public:
    struct State {
        qint64 version = 0; // 0: nothing was run yet
        qint64 newest = 0;  // of the files
        bool dirty = false; // another tool broke off in the middle
        bool isCurrent() const { return !dirty && version == newest; }
    };

    // `url` may act as pos_owner. `folder` holds NNNNNN_name.up.sql and .down.sql.
    explicit Migrator(const QByteArray &url, const QString &folder = QStringLiteral(":/migrations"));

    // Every verb returns the names of the files it ran.
    Result<QStringList> up(int atMost = -1);
    Result<QStringList> down(int count);
    Result<State> state();
    // Notes a version without running anything: after a dirty database was mended by hand.
    Result<void> force(qint64 version);

    // The refusal of a dirty database or one newer than this program; nothing otherwise.
    static Result<void> checkUsable(const State &state);
    // Makes the next pair of empty files and returns their paths.
    static Result<QStringList> create(const QString &folder, const QString &name);
    // golang-migrate's lock of a database named in an URL.
    static qint64 advisoryLockId(const QByteArray &database);

private:
    struct File {
        qint64 version;
        QString name; // "000001_roles_and_schemas"
    };
    Result<void> connect();
    Result<void> lock();
    void unlock();
    Result<State> readState();
    Result<void> runFile(const File &file, const char *direction, qint64 versionAfter);

    const QByteArray m_url;
    const QString m_folder;
    QList<File> m_files;
    std::unique_ptr<Connection> m_connection;
    qint64 m_lockId = 0;
};

} // namespace pos::pg
