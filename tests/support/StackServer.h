// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace pos::test {

// One of the real servers of tests/support/stack as a process of the test, in a folder of its own; ends with the
// object, and with a killed test. Its thread is the one that made it.
class StackServer {
public:
    explicit StackServer(const QString &name, const QStringList &arguments = {}) : m_name(name), m_arguments(arguments)
    {
        start();
    }
    ~StackServer() { stop(); }
    StackServer(const StackServer &) = delete;
    StackServer &operator=(const StackServer &) = delete;

    int port() const { return m_ready[QStringLiteral("port")].toInt(); }
    // A setting as users export it.
    QString env(const QString &name) const { return m_ready[QStringLiteral("env")][name].toString(); }
    QJsonObject ready() const { return m_ready; }
    QString dir() const { return m_folder.path(); }

    // kill -9: what it had not written is lost.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void stop()
    {
        m_process.closeWriteChannel();
        m_process.terminate();
        if (!m_process.waitForFinished())
            kill();
    }
    // On the same port, with the same folder.
    void restart()
    {
        const int before = port();
        stop();
        start(before);
    }

    // The next line after the first, or nothing when none comes within ten seconds.
    QByteArray line()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(10'000))
                return {};
        }
        return m_process.readLine();
    }

private:
    void start(int port = 0)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(POS_SOURCE_DIR "/tests/support/stack/") + m_name,
                        QStringList{QStringLiteral("--dir"), dir(), QStringLiteral("--port"), QString::number(port)}
                            + m_arguments);
        while (m_process.waitForStarted() && !m_process.canReadLine() && m_process.waitForReadyRead(180'000)) { }
        m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
        if (m_ready.isEmpty())
            qFatal("%s does not start: scripts/setup --tests installs what it needs", qPrintable(m_name));
    }

    const QString m_name;
    const QStringList m_arguments;
    QTemporaryDir m_folder;
    QProcess m_process;
    QJsonObject m_ready;
};

} // namespace pos::test
