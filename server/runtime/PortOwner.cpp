// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/PortOwner.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace pos::runtime {

namespace {

// Lines of /proc/net/tcp: "sl local_address rem_address st … inode"; state 0A listens.
QSet<QByteArray> listeningInodes(quint16 port)
{
    QSet<QByteArray> inodes;
    const QByteArray wanted = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    for (const char *path : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        QFile file(QString::fromLatin1(path));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() > 9 && fields[3] == "0A" && fields[1].endsWith(wanted))
                inodes.insert("socket:[" + fields[9] + ']');
        }
    }
    return inodes;
}

} // namespace

QString ownerOfPort(quint16 port)
{
    const QSet<QByteArray> inodes = listeningInodes(port);
    if (inodes.isEmpty())
        return {};
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &process : processes) {
        if (!process.front().isDigit())
            continue;
        const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(process));
        const QStringList entries = descriptors.entryList(QDir::Files | QDir::System);
        for (const QString &entry : entries) {
            if (!inodes.contains(QFile::symLinkTarget(descriptors.filePath(entry)).section(u'/', -1).toLatin1()))
                continue;
            QFile name(QStringLiteral("/proc/%1/comm").arg(process));
            const QString program =
                name.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(name.readAll()).trimmed() : QString();
            return QStringLiteral("%1 (process %2)").arg(program, process);
        }
    }
    return {};
}

} // namespace pos::runtime
