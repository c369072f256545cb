// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace pos::test {

// tests/support/mail-server as a process of the test; ends with the object.
class MailServer {
public:
    explicit MailServer(const QStringList &arguments = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(POS_SOURCE_DIR "/tests/support/mail-server"), arguments);
        if (!m_process.waitForStarted() || !waitForLine())
            qFatal("the mail server of the tests does not start: apt install python3-aiosmtpd");
        m_port = m_process.readLine().trimmed().toInt();
    }
    ~MailServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    int port() const { return m_port; }
    // The next mail, or an empty object when none comes within ten seconds.
    QJsonObject next()
    {
        return waitForLine() ? QJsonDocument::fromJson(m_process.readLine()).object() : QJsonObject();
    }

private:
    bool waitForLine()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(10000))
                return false;
        }
        return true;
    }

    QProcess m_process;
    int m_port = 0;
};

} // namespace pos::test
