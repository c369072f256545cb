// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QProcess>

#include <sys/types.h>

namespace pos::cluster {

// Who PostgreSQL runs as. It refuses root, so for root it is the system user "postgres", else the user itself.
class ClusterUser {
public:
    // Error: Unavailable when root has no user "postgres" to give it to.
    static Result<ClusterUser> ofThisProcess();

    bool isOther() const { return m_isOther; }
    const QString &name() const { return m_name; }
    // The operating system's name of the user this process runs as: PostgreSQL trusts it on the socket.
    static Result<QByteArray> clientName();
    // For root with a folder of somebody else's, such as the service's: this process becomes its owner, for good.
    // Before the first thread. Returns that user's name; empty for anybody else, and where there is no folder yet.
    static Result<QString> becomeOwnerOf(const QString &folder);

    // The child becomes this user and leaves our session, so that Ctrl-C in a terminal reaches only us. It is
    // interrupted (for PostgreSQL: a fast shutdown) when the thread that starts it ends, also by kill -9.
    void become(QProcess &process) const;
    Result<void> own(const QString &path) const;
    // Every folder above `path` lets this user pass; the error names the one that does not.
    Result<void> checkReachable(const QString &path) const;

private:
    uid_t m_uid = 0;
    gid_t m_gid = 0;
    bool m_isOther = false;
    QString m_name;
};

} // namespace pos::cluster
