// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/cluster/ClusterUser.h"

#include <QStringList>

namespace pos::cluster {

// The programs of one PostgreSQL version on this machine.
class PostgresTools {
public:
    static constexpr int kOldest = 15;

    // The version the folder was made with, or for a new one (0) the newest that is installed. `root` holds
    // VERSION/bin, as Debian does. Error: Unavailable "postgres_missing".
    static Result<PostgresTools> find(int version, const QString &root = QStringLiteral("/usr/lib/postgresql"));

    int version() const { return m_version; }
    // Absolute.
    QString program(const QString &name) const { return m_bin + u'/' + name; }

    // Runs to its end; the error holds what it said last. Blocks.
    Result<void> run(const QString &name, const QStringList &arguments, const ClusterUser *as = nullptr) const;

private:
    int m_version = 0;
    QString m_bin;
};

// "No space left on device" anywhere in what a PostgreSQL program said becomes the sentence that helps.
Error toolFailure(const QString &what, const QString &said);

} // namespace pos::cluster
