// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Version.h"
#include "tests/ui/support/UiHelp.h"

#include <QDir>
#include <QLabel>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/stat.h>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

constexpr int kStartPatience = 90'000; // the first start makes a database
constexpr int kPatience = 30'000;
constexpr int kServices = 8;

// The first of eight ports in a row that nobody uses.
int freePorts()
{
    for (int base = 31'200; base < 60'000; base += 100) {
        QList<std::shared_ptr<QTcpServer>> taken;
        for (int i = 0; i < kServices; ++i) {
            taken.append(std::make_shared<QTcpServer>());
            if (!taken.last()->listen(QHostAddress::LocalHost, static_cast<quint16>(base + i)))
                break;
            if (i == kServices - 1)
                return base;
        }
    }
    return 0;
}

} // namespace

// The program itself, as a person starts it: a process with a window and a server inside.
class ProgramTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_program;
    int m_port = 0;

    QString data() const { return m_folder->filePath(QStringLiteral("data")); }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }

    std::unique_ptr<QProcess> start() const
    {
        auto program = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->filePath(QStringLiteral("config")));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder->filePath(QStringLiteral("runtime")));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        program->setProcessEnvironment(environment);
        program->setProcessChannelMode(QProcess::MergedChannels);
        program->start(QStringLiteral(POS_BIN_DIR "/pos-backoffice"),
                       {QStringLiteral("--data"), data(), QStringLiteral("--port-base"), QString::number(m_port)});
        return program;
    }

    Result<ApiReply> ready() const
    {
        ApiClient client(url());
        ApiRequest request;
        request.path = QStringLiteral("/ready");
        request.anonymous = true;
        return ask(client, request);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/pos-program-XXXXXX"));
        ::chmod(QFile::encodeName(m_folder->path()).constData(),
                0755); // PostgreSQL runs as its own user when this is root
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("runtime"))));
        ::chmod(QFile::encodeName(m_folder->filePath(QStringLiteral("runtime"))).constData(), 0700);
        m_port = freePorts();
        QVERIFY(m_port > 0);
        m_program = start();
        QVERIFY(m_program->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(ready().has_value() || m_program->state() != QProcess::Running, kStartPatience);
        QVERIFY2(m_program->state() == QProcess::Running, m_program->readAll().constData());
    }
    void cleanup()
    {
        if (m_program && m_program->state() == QProcess::Running) {
            m_program->kill();
            m_program->waitForFinished();
        }
        m_program.reset();
        m_folder.reset();
    }

    void theServerTellsItsWindowWhatTheStatusBarShows()
    {
        const auto answer = ready();
        QVERIFY(answer);
        QCOMPARE(answer->document[u"version"].toString(), version());
        QVERIFY(answer->document[u"events_waiting"].isDouble());
        DesktopApplication desktop({.server = url(), .language = Language::English, .look = Look::Light});
        desktop.show();
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>(desktop, "status.version")->text(),
                                  QStringLiteral("Version ") + version(), kPatience);
    }

    void aSecondStartRaisesTheFirstAndEnds()
    {
        const auto second = start();
        QVERIFY(second->waitForFinished(kPatience));
        QCOMPARE(second->exitStatus(), QProcess::NormalExit);
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(m_program->state(), QProcess::Running);
        QVERIFY(ready().has_value());
    }

    // SIGTERM is what the end of a session comes down to.
    void theEndOfTheSessionStopsTheServerInOrder()
    {
        QSignalSpy finished(m_program.get(), &QProcess::finished);
        QCOMPARE(::kill(static_cast<pid_t>(m_program->processId()), SIGTERM), 0);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kPatience);
        QCOMPARE(m_program->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_program->exitCode(), 0);
        QVERIFY(!ready().has_value());
        QVERIFY(QDir(data()).exists());
        // PostgreSQL takes its file away when it was stopped, and leaves it when it was killed.
        QProcess search;
        search.start(QStringLiteral("find"), {data(), QStringLiteral("-name"), QStringLiteral("postmaster.pid")});
        QVERIFY(search.waitForFinished());
        QCOMPARE(search.readAllStandardOutput(), QByteArray());
        // And it starts again, where it left off.
        m_program = start();
        QTRY_VERIFY_WITH_TIMEOUT(ready().has_value(), kStartPatience);
    }
};

QTEST_MAIN(ProgramTest)
#include "ProgramTest.moc"
