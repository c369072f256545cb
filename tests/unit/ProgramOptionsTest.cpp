// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ProgramOptions.h"

#include <QCommandLineParser>
#include <QDir>
#include <QTest>

#include <unistd.h>

using namespace pos::config;

class ProgramOptionsTest : public QObject {
    Q_OBJECT

    static tl::expected<ProgramOptions, int> parse(const QStringList &arguments)
    {
        QCommandLineParser parser;
        return parseProgramOptions(parser, QStringList{QStringLiteral("program")} + arguments);
    }

private Q_SLOTS:
    void nothingGivenIsTheUsualFolderAndPorts()
    {
        const auto options = parse({});
        QVERIFY(options);
        QCOMPARE(options->dataDir, defaultDataDir());
        QCOMPARE(options->portBase, 8080);
    }

    void aRelativeFolderIsMadeAbsolute()
    {
        QCOMPARE(parse({QStringLiteral("--data"), QStringLiteral("a/../b")})->dataDir,
                 QDir::current().absoluteFilePath(QStringLiteral("b")));
    }

    void wrongUsageEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--nonsense")};
        QTest::newRow("no number") << QStringList{QStringLiteral("--port-base"), QStringLiteral("x")};
        QTest::newRow("the last of eight ports is beyond 65535") << QStringList{QStringLiteral("--port-base=65530")};
        QTest::newRow("a port that needs root") << QStringList{QStringLiteral("--port-base=80")};
        QTest::newRow("empty folder") << QStringList{QStringLiteral("--data=")};
    }

    void wrongUsageEndsWithTwo()
    {
        QFETCH(QStringList, arguments);
        const auto options = parse(arguments);
        QVERIFY(!options);
        QCOMPARE(options.error(), 2);
    }

    void helpAndVersionEndWithZero()
    {
        QCOMPARE(parse({QStringLiteral("--help")}).error(), 0);
        QCOMPARE(parse({QStringLiteral("--version")}).error(), 0);
    }

    void theUsersFolderFollowsXdg()
    {
        if (geteuid() == 0) {
            QCOMPARE(defaultDataDir(), QStringLiteral("/var/lib/pos-backoffice"));
            return;
        }
        qputenv("XDG_DATA_HOME", "/tmp/xdg");
        QCOMPARE(defaultDataDir(), QStringLiteral("/tmp/xdg/pos-backoffice"));
    }
};

QTEST_GUILESS_MAIN(ProgramOptionsTest)
#include "ProgramOptionsTest.moc"
