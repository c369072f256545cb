// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/PrivateFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pos::keyring {

namespace {

constexpr qint64 kMaxBytes = 64 * 1024;

Error cannot(const char *what, const QString &path, int error)
{
    return Error::internal(QStringLiteral("cannot %1 %2: %3")
                               .arg(QLatin1StringView(what), path, QString::fromLocal8Bit(std::strerror(error))));
}

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

// A name that nobody has, whole on the disk.
Result<QByteArray> writeDraft(const QString &path, const QByteArray &content)
{
    QByteArray draft = QFile::encodeName(path + u'.' + QString::number(QRandomGenerator::system()->generate64(), 36)
                                         + QStringLiteral(".new"));
    const Descriptor file(::open(draft.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.get() < 0)
        return fail(cannot("create", path, errno));
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t wrote =
            ::write(file.get(), content.constData() + done, static_cast<size_t>(content.size() - done));
        if (wrote < 0 && errno != EINTR)
            return fail(cannot("write", path, errno));
        done += std::max<ssize_t>(wrote, 0);
    }
    if (::fsync(file.get()) != 0)
        return fail(cannot("write", path, errno));
    return draft;
}

void syncFolderOf(const QString &path)
{
    const Descriptor folder(
        ::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() >= 0)
        ::fsync(folder.get());
}

Result<void> create(const QString &path, const QByteArray &content)
{
    POS_TRY(const QByteArray draft, writeDraft(path, content));
    // link() never replaces: of two that start at once, one wins and both read the winner's key.
    const int linked = ::link(draft.constData(), QFile::encodeName(path).constData());
    const int error = errno;
    ::unlink(draft.constData());
    if (linked != 0 && error != EEXIST)
        return fail(cannot("create", path, error));
    syncFolderOf(path);
    return {};
}

} // namespace

Result<Secret> readPrivateFile(const QString &path)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        return fail(cannot("read", path, errno));
    struct stat info { };
    if (::fstat(file.get(), &info) != 0)
        return fail(cannot("read", path, errno));
    if (!S_ISREG(info.st_mode) || info.st_size > kMaxBytes)
        return fail(Error::internal(QStringLiteral("%1 is no key file").arg(path)));
    if ((info.st_mode & 077) != 0)
        return fail(Error::internal(
            QStringLiteral("%1 may be read by others: its keys are not safe. Run: chmod 600 %1").arg(path)));
    QByteArray bytes(info.st_size, Qt::Uninitialized);
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + done, static_cast<size_t>(bytes.size() - done));
        if (got == 0 || (got < 0 && errno != EINTR))
            return fail(cannot("read", path, got == 0 ? EIO : errno));
        done += std::max<ssize_t>(got, 0);
    }
    return Secret(std::move(bytes));
}

Result<void> replacePrivateFile(const QString &path, const Secret &content)
{
    POS_TRY(const QByteArray draft, writeDraft(path, content.reveal()));
    if (::rename(draft.constData(), QFile::encodeName(path).constData()) != 0) {
        const int error = errno;
        ::unlink(draft.constData());
        return fail(cannot("replace", path, error));
    }
    syncFolderOf(path);
    return {};
}

Result<Secret> readOrCreatePrivateFile(const QString &path, const std::function<QByteArray()> &make)
{
    if (!QFileInfo::exists(path)) {
        const QString folder = QFileInfo(path).absolutePath();
        if (!QFileInfo::exists(folder)) {
            if (!QDir().mkpath(folder) || ::chmod(QFile::encodeName(folder).constData(), 0700) != 0)
                return fail(cannot("create", folder, errno));
        }
        const Secret content(make());
        if (content.isEmpty())
            return fail(Error::internal(QStringLiteral("could not make the keys for %1").arg(path)));
        POS_CHECK(create(path, content.reveal()));
    }
    return readPrivateFile(path);
}

} // namespace pos::keyring
