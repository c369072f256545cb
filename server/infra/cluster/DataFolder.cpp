// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/DataFolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pos::cluster {

namespace {

constexpr int kFormat = 1; // of the layout, written into the marker
const QString kMarker = QStringLiteral("pos-backoffice.format");
const QString kLock = QStringLiteral("lock");

Error unusable(const QString &path, int error)
{
    const QString why = QString::fromLocal8Bit(std::strerror(error));
    if (error == ENOSPC || error == EDQUOT)
        return Error::unavailable(
            QStringLiteral("disk_full"),
            QStringLiteral("The disk that holds %1 is full: free some space and start again.").arg(path), 60);
    return Error::unavailable(
        QStringLiteral("data_unusable"),
        QStringLiteral("%1 cannot be used (%2). Choose another data folder with --data, or mend its rights.")
            .arg(path, why),
        60);
}

Error inUse(const QString &path, const DataFolder::Holder &holder)
{
    return Error::conflict(
        QStringLiteral("data_in_use"),
        QStringLiteral(
            "%1 is in use by %2 (process %3). Stop that program first, or choose another data folder with --data.")
            .arg(path, holder.program)
            .arg(holder.pid));
}

// As root we would give its database to PostgreSQL's user, and its owner could not start it again.
Result<void> checkOwner(const QString &path)
{
    struct stat info { };
    if (::geteuid() != 0 || ::stat(QFile::encodeName(path).constData(), &info) != 0 || info.st_uid == 0)
        return {};
    const QString owner = QFileInfo(path).owner();
    return fail(Error::conflict(
        QStringLiteral("data_of_another"),
        QStringLiteral("%1 belongs to the user %2: start this program as that user (runuser -u %2 -- …), or choose "
                       "another data folder with --data.")
            .arg(path, owner.isEmpty() ? QString::number(info.st_uid) : owner)));
}

Result<void> makeFolder(const QString &path, mode_t mode)
{
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), mode) != 0 && errno != EEXIST)
        return fail(unusable(path, errno));
    // Past the umask, and also where an older or a careless hand left it too open.
    if (::chmod(name.constData(), mode) != 0)
        return fail(unusable(path, errno));
    return {};
}

Result<void> writeSmallFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size() || !file.flush())
        return fail(unusable(path, errno));
    return {};
}

// A folder that holds other things is somebody else's: never spread files in it.
Result<void> checkOurs(const QString &path)
{
    QFile marker(path + u'/' + kMarker);
    if (marker.open(QIODevice::ReadOnly)) {
        const int format = marker.readAll().trimmed().toInt();
        if (format > kFormat)
            return fail(Error::conflict(
                QStringLiteral("data_newer"),
                QStringLiteral("%1 was written by a newer version of this program (format %2, this one knows %3). "
                               "Install the newer version.")
                    .arg(path)
                    .arg(format)
                    .arg(kFormat)));
        return {};
    }
    static const QStringList kKnown{QStringLiteral("settings.env"),
                                    QStringLiteral("keys"),
                                    QStringLiteral("logs"),
                                    QStringLiteral("backups"),
                                    kLock,
                                    QStringLiteral("lost+found")};
    const QStringList entries =
        QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        if (!kKnown.contains(entry))
            return fail(Error::conflict(QStringLiteral("data_foreign"),
                                        QStringLiteral("%1 is not a data folder of this program: it holds \"%2\". "
                                                       "Choose an empty or new folder with --data.")
                                            .arg(path, entry)));
    }
    return {};
}

DataFolder::Holder readHolder(int fd)
{
    QByteArray text(200, '\0');
    const ssize_t length = ::pread(fd, text.data(), static_cast<size_t>(text.size()), 0);
    const QList<QByteArray> parts = text.left(std::max<qsizetype>(length, 0)).trimmed().split(' ');
    return {parts.value(0).toLongLong(), QString::fromUtf8(parts.value(1, "another program"))};
}

} // namespace

Result<std::unique_ptr<DataFolder>> DataFolder::open(const QString &path, const QString &program)
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    if (!QFileInfo::exists(absolute)) {
        if (!QDir().mkpath(QFileInfo(absolute).path()))
            return fail(unusable(absolute, errno));
    } else if (!QFileInfo(absolute).isDir()) {
        return fail(unusable(absolute, ENOTDIR));
    } else {
        POS_CHECK(checkOwner(absolute));
        POS_CHECK(checkOurs(absolute));
    }
    POS_CHECK(makeFolder(absolute, ::geteuid() == 0 ? 0711 : 0700));

    const QString lockPath = absolute + u'/' + kLock;
    const int fd = ::open(QFile::encodeName(lockPath).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return fail(unusable(lockPath, errno));
    std::unique_ptr<DataFolder> folder(new DataFolder(absolute, fd));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return fail(errno == EWOULDBLOCK ? inUse(absolute, readHolder(fd)) : unusable(lockPath, errno));
    const QByteArray note = QByteArray::number(static_cast<qint64>(::getpid())) + ' ' + program.toUtf8() + '\n';
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, note.constData(), static_cast<size_t>(note.size()), 0) != note.size())
        return fail(unusable(lockPath, errno));

    POS_CHECK(makeFolder(folder->keys(), 0700));
    POS_CHECK(makeFolder(folder->backups(), 0700));
    POS_CHECK(makeFolder(absolute + QStringLiteral("/logs"), 0750));
    POS_CHECK(writeSmallFile(absolute + u'/' + kMarker, QByteArray::number(kFormat) + '\n'));
    return folder;
}

DataFolder::~DataFolder()
{
    ::close(m_lockFd); // and with it the lock
}

std::optional<DataFolder::Holder> DataFolder::holder(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path + u'/' + kLock).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return std::nullopt;
    std::optional<Holder> found;
    if (::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        found = readHolder(fd);
    ::close(fd);
    return found;
}

} // namespace pos::cluster
