// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SingleInstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

namespace pos::ui {

namespace {

constexpr int kPatience = 3000; // ms; before there is a window, so nobody is kept waiting by it
constexpr const char kRaise[] = "raise\n";
constexpr const char kDone[] = "done\n";

// Of this user alone; short, because names of sockets are.
QString folder()
{
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return runtime.isEmpty() ? QDir::tempPath() : runtime;
}

QString pathFor(const QString &what)
{
    const QByteArray name = QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return folder() + QStringLiteral("/pos-backoffice-") + QString::fromLatin1(name);
}

} // namespace

SingleInstance::SingleInstance(const QString &what, QObject *parent)
    : QObject(parent), m_socket(pathFor(what)), m_lock(m_socket + QStringLiteral(".lock"))
{
    m_lock.setStaleLockTime(0); // it goes with its process, however old
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::welcome);
}

SingleInstance::~SingleInstance()
{
    m_server.close();
}

bool SingleInstance::claim(bool *answered)
{
    if (m_lock.tryLock(0)) {
        QLocalServer::removeServer(m_socket); // of one that was killed
        m_server.setSocketOptions(QLocalServer::UserAccessOption);
        if (!m_server.listen(m_socket))
            qWarning("a second start cannot reach this window: %s", qPrintable(m_server.errorString()));
        return true;
    }
    const bool heard = askTheOther();
    if (answered)
        *answered = heard;
    return m_lock.error() != QLockFile::LockFailedError; // a folder that cannot be written keeps nobody out
}

bool SingleInstance::askTheOther() const
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(kPatience))
        return false;
    socket.write(kRaise);
    return socket.waitForReadyRead(kPatience) && socket.readAll() == kDone;
}

void SingleInstance::welcome()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->readAll() != kRaise)
                return socket->abort();
            socket->write(kDone);
            Q_EMIT raiseAsked();
        });
    }
}

} // namespace pos::ui
