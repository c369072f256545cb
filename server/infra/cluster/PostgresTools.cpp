// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/PostgresTools.h"

#include <QDir>
#include <QFileInfo>

namespace pos::cluster {

Result<PostgresTools> PostgresTools::find(int version, const QString &root)
{
    PostgresTools tools;
    QStringList installed;
    const QStringList entries = QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        const int found = entry.toInt();
        const QString bin = root + u'/' + entry + QStringLiteral("/bin");
        if (found < kOldest || !QFileInfo(bin + QStringLiteral("/postgres")).isExecutable()
            || !QFileInfo(bin + QStringLiteral("/initdb")).isExecutable())
            continue;
        installed.append(entry);
        if (version == 0 ? found > tools.m_version : found == version) {
            tools.m_version = found;
            tools.m_bin = bin;
        }
    }
    if (tools.m_version != 0)
        return tools;
    const QString detail =
        version == 0 ? QStringLiteral(
            "PostgreSQL is not installed: apt install postgresql-15 (or set DATABASE_URL to a server elsewhere).")
                     : QStringLiteral("The data folder was made by PostgreSQL %1, which is not installed here (found: "
                                      "%2). Install it: apt install postgresql-%1")
                           .arg(version)
                           .arg(installed.isEmpty() ? QStringLiteral("none") : installed.join(QStringLiteral(", ")));
    return fail(Error::unavailable(QStringLiteral("postgres_missing"), detail, 60));
}

Result<void> PostgresTools::run(const QString &name, const QStringList &arguments, const ClusterUser *as) const
{
    QProcess process;
    if (as)
        as->become(process);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(QStringLiteral("/"));
    process.start(program(name), arguments, QIODevice::ReadOnly);
    process.waitForFinished(-1);
    if (process.error() == QProcess::FailedToStart)
        return fail(toolFailure(name, process.errorString()));
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(toolFailure(name, QString::fromLocal8Bit(process.readAll())));
    return {};
}

Error toolFailure(const QString &what, const QString &said)
{
    if (said.contains(QStringLiteral("No space left on device"))
        || said.contains(QStringLiteral("Disk quota exceeded")))
        return Error::unavailable(
            QStringLiteral("disk_full"),
            QStringLiteral("The disk that holds the database is full: free some space, for example by moving old "
                           "backups away, and start again. What was stored is still there."),
            60);
    const QStringList lines = said.trimmed().split(u'\n');
    return Error::unavailable(
        QStringLiteral("database_failed"),
        QStringLiteral("%1 failed: %2")
            .arg(what, lines.mid(std::max<qsizetype>(0, lines.size() - 4)).join(QStringLiteral(" / "))),
        10);
}

} // namespace pos::cluster
