// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/ClusterUser.h"

#include <QDir>
#include <QFile>

#include <array>
#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pos::cluster {

namespace {

struct Account {
    bool found = false;
    QByteArray name;
    uid_t uid = 0;
    gid_t gid = 0;
};

Account lookUp(const std::function<int(passwd *, char *, size_t, passwd **)> &query)
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    query(&entry, buffer.data(), buffer.size(), &found);
    return found ? Account{true, QByteArray(entry.pw_name), entry.pw_uid, entry.pw_gid} : Account{};
}

Account accountOf(uid_t uid)
{
    return lookUp([uid](passwd *e, char *b, size_t n, passwd **f) { return ::getpwuid_r(uid, e, b, n, f); });
}

Account ownAccount()
{
    return accountOf(::geteuid());
}

} // namespace

Result<ClusterUser> ClusterUser::ofThisProcess()
{
    ClusterUser user;
    user.m_isOther = ::geteuid() == 0;
    const Account account =
        user.m_isOther
            ? lookUp([](passwd *e, char *b, size_t n, passwd **f) { return ::getpwnam_r("postgres", e, b, n, f); })
            : ownAccount();
    if (!account.found)
        return fail(Error::unavailable(
            QStringLiteral("postgres_missing"),
            user.m_isOther
                ? QStringLiteral(
                    "PostgreSQL does not run as root, and there is no system user \"postgres\" to run it as. "
                    "Install PostgreSQL (apt install postgresql-15), or start this program as an ordinary user.")
                : QStringLiteral("The user number %1 has no name on this machine (/etc/passwd); PostgreSQL needs one.")
                      .arg(::geteuid()),
            60));
    user.m_uid = account.uid;
    user.m_gid = account.gid;
    user.m_name = QString::fromLocal8Bit(account.name);
    return user;
}

Result<QByteArray> ClusterUser::clientName()
{
    const Account account = ownAccount();
    if (!account.found)
        return fail(
            Error::unavailable(QStringLiteral("user_unknown"),
                               QStringLiteral("The user number %1 has no name on this machine").arg(::geteuid()), 60));
    return account.name;
}

Result<QString> ClusterUser::becomeOwnerOf(const QString &folder)
{
    struct stat info { };
    if (::geteuid() != 0 || ::stat(QFile::encodeName(folder).constData(), &info) != 0 || info.st_uid == 0)
        return QString();
    const Account owner = accountOf(info.st_uid);
    if (!owner.found)
        return fail(
            Error::unavailable(QStringLiteral("user_unknown"),
                               QStringLiteral("%1 belongs to the user number %2, who has no name on this machine")
                                   .arg(folder)
                                   .arg(info.st_uid),
                               60));
    if (::initgroups(owner.name.constData(), owner.gid) != 0 || ::setgid(owner.gid) != 0 || ::setuid(owner.uid) != 0)
        return fail(
            Error::forbidden(QStringLiteral("not_owner"),
                             QStringLiteral("%1 belongs to the user %2, and this process may not become that user")
                                 .arg(folder, QString::fromLocal8Bit(owner.name))));
    return QString::fromLocal8Bit(owner.name);
}

void ClusterUser::become(QProcess &process) const
{
    // Runs between fork and exec, maybe in our own memory: system calls alone. The C library's setgroups, setgid and
    // setuid mark every thread of ours and wait for those that are just being made.
    process.setChildProcessModifier([other = m_isOther, uid = m_uid, gid = m_gid, parent = ::getpid()] {
        ::setsid();
        ::umask(0077);
        if (other
            && (::syscall(SYS_setgroups, 1, &gid) != 0 || ::syscall(SYS_setresgid, gid, gid, gid) != 0
                || ::syscall(SYS_setresuid, uid, uid, uid) != 0))
            ::_exit(126);
        // When we are killed it ends too; after setuid, which would take this back.
        ::prctl(PR_SET_PDEATHSIG, SIGINT);
        if (::getppid() != parent)
            ::_exit(126);
    });
}

Result<void> ClusterUser::own(const QString &path) const
{
    if (m_isOther && ::chown(QFile::encodeName(path).constData(), m_uid, m_gid) != 0)
        return fail(Error::unavailable(QStringLiteral("data_unusable"),
                                       QStringLiteral("%1 cannot be given to the user %2").arg(path, m_name), 60));
    return {};
}

Result<void> ClusterUser::checkReachable(const QString &path) const
{
    if (!m_isOther)
        return {};
    QString folder;
    const QStringList parts = QDir::cleanPath(path).split(u'/', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        folder += u'/' + part;
        struct stat info { };
        if (::stat(QFile::encodeName(folder).constData(), &info) != 0)
            break;
        const mode_t needed = info.st_uid == m_uid ? S_IXUSR : info.st_gid == m_gid ? S_IXGRP : S_IXOTH;
        if ((info.st_mode & needed) == 0)
            return fail(Error::unavailable(
                QStringLiteral("data_unreachable"),
                QStringLiteral("As root the database runs as the user \"%1\", and %2 is closed to it. "
                               "Choose a folder it can reach, for example --data /var/lib/pos-backoffice, "
                               "or start this program as an ordinary user.")
                    .arg(m_name, folder),
                60));
    }
    return {};
}

} // namespace pos::cluster
