// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/Postmaster.h"

#include <QFile>

#include <csignal>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <utility>

namespace pos::cluster {

namespace {

constexpr int kFastMs = 20'000;
constexpr int kImmediateMs = 5'000;
constexpr int kHardMs = 5'000;

QString pidFileOf(const QString &dataFolder)
{
    return dataFolder + QStringLiteral("/postmaster.pid");
}

qint64 readPid(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
}

bool isOurs(qint64 pid, const QString &dataFolder)
{
    std::array<char, PATH_MAX> folder{};
    const QByteArray link = "/proc/" + QByteArray::number(pid) + "/cwd";
    const ssize_t length = ::readlink(link.constData(), folder.data(), folder.size());
    if (length <= 0)
        return false;
    std::array<char, PATH_MAX> real{};
    if (!::realpath(QFile::encodeName(dataFolder).constData(), real.data()))
        return false;
    return QByteArrayView(folder.data(), length) == QByteArrayView(real.data());
}

} // namespace

std::optional<Postmaster> Postmaster::find(const QString &dataFolder)
{
    const qint64 pid = readPid(pidFileOf(dataFolder));
    if (pid <= 1 || !isOurs(pid, dataFolder))
        return std::nullopt;
    return Postmaster(pid);
}

void Postmaster::clearStale(const QString &dataFolder, const QString &socket)
{
    for (const QString &path : {pidFileOf(dataFolder), socket + QStringLiteral(".lock")}) {
        const qint64 pid = readPid(path);
        if (pid > 1 && ::kill(static_cast<pid_t>(pid), 0) == 0 && !isOurs(pid, dataFolder))
            QFile::remove(path);
    }
}

int Postmaster::openFd(qint64 pid)
{
    return static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0));
}

bool Postmaster::stop() const
{
    const int fd = openFd(m_pid);
    if (fd < 0)
        return true;
    bool gone = false;
    constexpr std::array<std::pair<int, int>, 3> kSteps{
        {{SIGINT, kFastMs}, {SIGQUIT, kImmediateMs}, {SIGKILL, kHardMs}}};
    for (const auto &[signal, milliseconds] : kSteps) {
        // Through the descriptor: the number cannot have become another process's meanwhile.
        ::syscall(SYS_pidfd_send_signal, fd, signal, nullptr, 0);
        pollfd wait{fd, POLLIN, 0};
        int ready = 0;
        while ((ready = ::poll(&wait, 1, milliseconds)) < 0 && errno == EINTR) { }
        if (ready > 0) {
            gone = true;
            break;
        }
    }
    ::close(fd);
    return gone;
}

} // namespace pos::cluster
