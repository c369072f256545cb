// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/EmbeddedCluster.h"
#include "server/infra/cluster/Postmaster.h"
#include "server/infra/postgres/Database.h"
#include "server/infra/postgres/Migrator.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pos;
using namespace pos::cluster;

namespace {

constexpr pg::Statement kSleep{"test_sleep", "SELECT pg_sleep(20)", std::chrono::seconds(20)};

mode_t modeOf(const QString &path)
{
    struct stat info { };
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
}

// A second process of this very program: "--hold DATA" starts a cluster there and waits to be killed.
int hold(const QString &data)
{
    const auto folder = DataFolder::open(data, QStringLiteral("holder"));
    if (!folder)
        return 1;
    const auto cluster = EmbeddedCluster::start(**folder, {});
    if (!cluster)
        return 1;
    ::puts("ready");
    ::fflush(stdout);
    ::pause();
    return 0;
}

} // namespace

class EmbeddedClusterTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString data() const { return m_dir->path() + QStringLiteral("/data"); }

    static std::unique_ptr<DataFolder> folder(const QString &path)
    {
        auto opened = DataFolder::open(path, QStringLiteral("test"));
        if (!opened)
            qWarning("%s", qPrintable(opened.error().detail));
        return opened ? std::move(*opened) : nullptr;
    }

    static std::unique_ptr<EmbeddedCluster> start(const DataFolder &folder,
                                                  const EmbeddedCluster::Options &options = {})
    {
        auto started = EmbeddedCluster::start(folder, options);
        if (!started)
            qWarning("%s", qPrintable(started.error().detail));
        return started ? std::move(*started) : nullptr;
    }

    static pg::Rows admin(const QString &data, const QByteArray &sql)
    {
        auto connection = pg::Connection::open(EmbeddedCluster::url(data, "postgres"), {});
        auto rows = connection ? (*connection)->execute(sql) : fail(connection.error());
        if (!rows)
            qWarning("%s", qPrintable(rows.error().detail));
        return rows.value_or(pg::Rows());
    }

    static std::unique_ptr<QProcess> holder(const QString &data, const QString &asUser = {})
    {
        auto process = std::make_unique<QProcess>();
        QStringList command{QCoreApplication::applicationFilePath(), QStringLiteral("--hold"), data};
        if (!asUser.isEmpty())
            command = QStringList{QStringLiteral("setpriv"), QStringLiteral("--reuid=") + asUser,
                                  QStringLiteral("--clear-groups"), QStringLiteral("--")}
                      + command;
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(command.takeFirst(), command);
        process->waitForReadyRead(60'000);
        return process->readAllStandardOutput() == "ready\n" ? std::move(process) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/pos-cluster-XXXXXX"));
        ::chmod(QFile::encodeName(m_dir->path()).constData(), 0755);
    }

    void aNewFolderHasTheModesAndTheRolesOfItsDesign()
    {
        const auto store = folder(data());
        const auto cluster = start(*store);
        QVERIFY(cluster);
        QCOMPARE(modeOf(data()), mode_t(::geteuid() == 0 ? 0711 : 0700));
        QCOMPARE(modeOf(data() + QStringLiteral("/postgres")), mode_t(0700));
        QCOMPARE(modeOf(data() + QStringLiteral("/keys")), mode_t(0700));
        QCOMPARE(admin(data(), "SHOW server_encoding").first().text("server_encoding"), QStringLiteral("UTF8"));
        QCOMPARE(admin(data(), "SHOW listen_addresses").first().text("listen_addresses"), QString());
        QCOMPARE(admin(data(), "SHOW fsync").first().text("fsync"), QStringLiteral("on"));
        QCOMPARE(admin(data(), "SELECT string_agg(rolname, ',' ORDER BY rolname) AS r FROM pg_roles WHERE rolbypassrls")
                     .first()
                     .text("r"),
                 QStringLiteral("pos_system,postgres"));
        QCOMPARE(admin(data(), "SELECT pg_get_userbyid(datdba) AS o FROM pg_database WHERE datname = 'pos'")
                     .first()
                     .text("o"),
                 QStringLiteral("pos_owner"));
        // The application's login is the application, and cannot become more.
        auto app = pg::Connection::open(EmbeddedCluster::url(data(), "pos_app"), {});
        QVERIFY(app);
        for (const char *role : {"postgres", "pos_owner", "pos_system", "pos_sequencer"})
            QVERIFY(!(*app)->execute(QByteArray("SET ROLE ") + role));
    }

    void anExistingStoreStartsWithinTwoSecondsAndKeepsItsRows()
    {
        const auto store = folder(data());
        {
            const auto cluster = start(*store);
            QVERIFY(cluster);
            QVERIFY(pg::Migrator(EmbeddedCluster::url(data(), "pos_owner")).up());
            admin(data(), "CREATE TABLE kept AS SELECT 42 AS n");
        }
        QVERIFY(!Postmaster::find(store->postgres()));
        QElapsedTimer timer;
        timer.start();
        const auto cluster = start(*store);
        QVERIFY(cluster);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(admin(data(), "SELECT n FROM kept").first().i64("n"), 42);
    }

    void stoppingDoesNotWaitForClients()
    {
        const auto store = folder(data());
        auto cluster = start(*store);
        auto client = pg::Connection::open(EmbeddedCluster::url(data(), "postgres"), {});
        QVERIFY(client);
        QElapsedTimer timer;
        timer.start();
        cluster.reset();
        QVERIFY(timer.elapsed() < 5000);
        QVERIFY(!(*client)->execute("SELECT 1"));
    }

    void aKilledPostgreSqlComesBackByItself()
    {
        const auto store = folder(data());
        std::atomic<int> incidents = 0;
        EmbeddedCluster::Options options;
        options.incident = [&](const QString &) { ++incidents; };
        const auto cluster = start(*store, options);
        QVERIFY(cluster);
        QVERIFY(pg::Migrator(EmbeddedCluster::url(data(), "pos_owner")).up());
        pg::Database database(
            {.url = EmbeddedCluster::url(data(), "pos_app"), .systemUrl = EmbeddedCluster::url(data(), "pos_system")});
        QVERIFY(database.ping());
        admin(data(), "CREATE TABLE kept AS SELECT 42 AS n");
        for (int round = 0; round < 2; ++round) {
            const qint64 before = cluster->pid();
            // With a session in the middle of a statement, which outlives the postmaster for a moment.
            std::jthread busy(
                [&] { static_cast<void>(database.asSystem([](pg::Transaction &tx) { return tx.run(kSleep); })); });
            QTRY_VERIFY(
                !admin(data(),
                       "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND usename = 'pos_system'")
                     .isEmpty());
            ::kill(static_cast<pid_t>(before), SIGKILL);
            // Within 5 s on a quiet machine; this one may be busy, and sanitizers slow it down.
            QTRY_VERIFY_WITH_TIMEOUT(cluster->pid() != before && database.ping(), 15000);
            QCOMPARE(admin(data(), "SELECT n FROM kept").first().i64("n"), 42);
            QTRY_COMPARE(incidents.load(), round + 1);
            admin(data(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' "
                          "AND usename = 'pos_system'");
            busy.join();
        }
    }

    void theDatabaseOfAKilledProgramIsTakenOver()
    {
        auto first = holder(data());
        QVERIFY(first);
        const auto orphan = Postmaster::find(DataFolder::postgresOf(data()));
        QVERIFY(orphan);
        admin(data(), "CREATE TABLE kept AS SELECT 42 AS n");
        ::kill(static_cast<pid_t>(first->processId()), SIGKILL);
        QVERIFY(first->waitForFinished());
        // It is shutting down, or already gone; either way the next start goes well.
        const auto store = folder(data());
        QVERIFY(store);
        const auto cluster = start(*store);
        QVERIFY(cluster);
        QVERIFY(cluster->pid() != orphan->pid());
        QCOMPARE(admin(data(), "SELECT n FROM kept").first().i64("n"), 42);
    }

    void aKilledProgramTakesItsPostgreSqlWithIt()
    {
        auto first = holder(data());
        QVERIFY(first);
        QVERIFY(Postmaster::find(DataFolder::postgresOf(data())));
        ::kill(static_cast<pid_t>(first->processId()), SIGKILL);
        QVERIFY(first->waitForFinished());
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(DataFolder::postgresOf(data()) + QStringLiteral("/postmaster.pid")),
                                 10'000);
    }

    void bothKilledComeBack()
    {
        auto first = holder(data());
        QVERIFY(first);
        admin(data(), "CREATE TABLE kept AS SELECT 42 AS n");
        const qint64 postmaster = Postmaster::find(DataFolder::postgresOf(data()))->pid();
        ::kill(static_cast<pid_t>(first->processId()), SIGKILL);
        ::kill(static_cast<pid_t>(postmaster), SIGKILL);
        QVERIFY(first->waitForFinished());
        const auto store = folder(data());
        const auto cluster = start(*store);
        QVERIFY(cluster);
        QCOMPARE(admin(data(), "SELECT n FROM kept").first().i64("n"), 42);
    }

    void aStaleProcessNumberOfSomebodyElseDoesNotStopTheStart()
    {
        const auto store = folder(data());
        {
            QVERIFY(start(*store));
        }
        // As after a power cut: the number now belongs to a process of the database's own user.
        const ClusterUser user = ClusterUser::ofThisProcess().value();
        QProcess stranger;
        user.become(stranger);
        stranger.start(QStringLiteral("sleep"), {QStringLiteral("60")});
        QVERIFY(stranger.waitForStarted());
        QFile pid(store->postgres() + QStringLiteral("/postmaster.pid"));
        QVERIFY(pid.open(QIODevice::WriteOnly));
        pid.write(QByteArray::number(stranger.processId()) + '\n' + QFile::encodeName(store->postgres())
                  + "\n1\n5432\n\n\n");
        pid.close();
        QVERIFY(user.own(pid.fileName()));
        QVERIFY(start(*store));
        QCOMPARE(stranger.state(), QProcess::Running);
        stranger.kill();
        stranger.waitForFinished();
    }

    void aSecondProgramHearsWhoHoldsTheFolder()
    {
        auto first = holder(data());
        QVERIFY(first);
        const auto second = DataFolder::open(data(), QStringLiteral("second"));
        QVERIFY(!second);
        QCOMPARE(second.error().reason, QStringLiteral("data_in_use"));
        QVERIFY(second.error().detail.contains(QString::number(first->processId())));
        QVERIFY(second.error().detail.contains(QStringLiteral("holder")));
        QCOMPARE(DataFolder::holder(data())->pid, first->processId());
        first->kill();
        first->waitForFinished();
        QVERIFY(!DataFolder::holder(data()));
    }

    void aForeignFolderIsRefused()
    {
        QDir().mkpath(data());
        QFile note(data() + QStringLiteral("/thesis.odt"));
        QVERIFY(note.open(QIODevice::WriteOnly));
        const auto opened = DataFolder::open(data(), QStringLiteral("test"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, QStringLiteral("data_foreign"));
        QVERIFY(opened.error().detail.contains(QStringLiteral("thesis.odt")));
        QCOMPARE(QDir(data()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);

        const QString other = m_dir->path() + QStringLiteral("/other");
        const auto store = folder(other);
        QDir().mkpath(store->postgres() + QStringLiteral("/holiday"));
        const auto cluster = EmbeddedCluster::start(*store, {});
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().reason, QStringLiteral("data_foreign"));
    }

    void aNewerFolderIsRefused()
    {
        const auto store = folder(data());
        QDir().mkpath(store->postgres());
        QFile version(store->postgres() + QStringLiteral("/PG_VERSION"));
        QVERIFY(version.open(QIODevice::WriteOnly));
        version.write("99\n");
        version.close();
        const auto cluster = EmbeddedCluster::start(*store, {});
        QVERIFY(!cluster);
        QVERIFY(cluster.error().detail.contains(QStringLiteral("postgresql-99")));

        const QString other = m_dir->path() + QStringLiteral("/other");
        folder(other).reset();
        QFile format(other + QStringLiteral("/pos-backoffice.format"));
        QVERIFY(format.open(QIODevice::WriteOnly));
        format.write("7\n");
        format.close();
        const auto opened = DataFolder::open(other, QStringLiteral("test"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, QStringLiteral("data_newer"));
    }

    void aMissingPostgreSqlIsNamed()
    {
        const auto store = folder(data());
        EmbeddedCluster::Options options;
        options.installed = m_dir->path() + QStringLiteral("/nothing");
        const auto cluster = EmbeddedCluster::start(*store, options);
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().reason, QStringLiteral("postgres_missing"));
        QVERIFY(cluster.error().detail.contains(QStringLiteral("apt install postgresql")));
    }

    void aLongPathStillHasASocket()
    {
        const QString deep = m_dir->path() + u'/' + QString(120, u'd') + QStringLiteral("/data");
        const auto store = folder(deep);
        ::chmod(QFile::encodeName(QFileInfo(deep).path()).constData(), 0755);
        const auto cluster = start(*store);
        QVERIFY(cluster);
        QCOMPARE(admin(deep, "SELECT 1 AS n").first().i64("n"), 1);
    }

    void aBrokenOffFirstStartIsStartedOver()
    {
        const auto store = folder(data());
        QDir().mkpath(store->postgres() + QStringLiteral(".new/base"));
        QVERIFY(start(*store));
        QVERIFY(!QDir(store->postgres() + QStringLiteral(".new")).exists());
    }

    void anOrdinaryUserHasADatabaseToo()
    {
        if (::geteuid() != 0) // then every other test here has shown it
            return;
        const QString home = m_dir->path() + QStringLiteral("/home");
        QVERIFY(QDir().mkdir(home));
        QCOMPARE(::chown(QFile::encodeName(home).constData(), 65534, 65534), 0);
        ::chmod(QFile::encodeName(home).constData(), 0700);
        const QString folder = home + QStringLiteral("/data");
        auto process = holder(folder, QStringLiteral("nobody"));
        QVERIFY(process);
        QCOMPARE(modeOf(folder), mode_t(0700));
        struct stat info { };
        QCOMPARE(::stat(QFile::encodeName(DataFolder::postgresOf(folder)).constData(), &info), 0);
        QCOMPARE(info.st_uid, uid_t(65534));
        process->kill();
        process->waitForFinished();
        QTRY_VERIFY_WITH_TIMEOUT(!Postmaster::find(DataFolder::postgresOf(folder)), 10'000);
    }

    void asRootAFolderBelowAClosedHomeIsExplained()
    {
        if (::geteuid() != 0)
            return;
        const QString home = m_dir->path() + QStringLiteral("/home");
        QVERIFY(QDir().mkdir(home));
        ::chmod(QFile::encodeName(home).constData(), 0700);
        const auto store = folder(home + QStringLiteral("/data"));
        const auto cluster = EmbeddedCluster::start(*store, {});
        QVERIFY(!cluster);
        QVERIFY(cluster.error().detail.contains(home));
        QVERIFY(cluster.error().detail.contains(QStringLiteral("/var/lib/pos-backoffice")));
    }

    void aFullDiskIsExplainedAndNothingIsLost()
    {
        if (::geteuid() != 0) // needs a small disk of its own
            return;
        const QByteArray small = QFile::encodeName(m_dir->path()) + "/small";
        QVERIFY(QDir().mkdir(QString::fromLocal8Bit(small)));
        QCOMPARE(::mount("none", small.constData(), "tmpfs", 0, "size=8m,mode=755"), 0);
        const auto unmount = qScopeGuard([&] { ::umount2(small.constData(), MNT_DETACH); });
        const QString path = QString::fromLocal8Bit(small) + QStringLiteral("/data");
        {
            const auto store = folder(path);
            const auto cluster = EmbeddedCluster::start(*store, {});
            QVERIFY(!cluster);
            QCOMPARE(cluster.error().reason, QStringLiteral("disk_full"));
        }
        QCOMPARE(::mount("none", small.constData(), "tmpfs", MS_REMOUNT, "size=120m,mode=755"), 0);
        const auto store = folder(path);
        const auto cluster = start(*store);
        QVERIFY(cluster);
        QVERIFY(pg::Migrator(EmbeddedCluster::url(path, "pos_owner")).up());
        admin(path, "CREATE TABLE kept AS SELECT 42 AS n; GRANT INSERT, SELECT ON kept TO pos_app");
        const QString ballast = QString::fromLocal8Bit(small) + QStringLiteral("/ballast");
        QFile fill(ballast);
        QVERIFY(fill.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (fill.write(QByteArray(65536, 'x')) == 65536) { }
        pg::Database database({.url = EmbeddedCluster::url(path, "pos_app")});
        constexpr pg::Statement kFill{"test_fill", "INSERT INTO kept SELECT n FROM generate_series(1, 200000) n"};
        const auto filled = database.transact(pg::Scope{}, [&](pg::Transaction &tx) { return tx.run(kFill); });
        QVERIFY(!filled);
        QCOMPARE(filled.error().code, ErrorCode::Unavailable);
        QVERIFY(QFile::remove(ballast));
        QTRY_VERIFY_WITH_TIMEOUT(database.ping(), 10'000);
        QCOMPARE(admin(path, "SELECT count(*) AS n FROM kept").first().i64("n"), 1);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == QLatin1StringView("--hold"))
        return hold(application.arguments().value(2));
    EmbeddedClusterTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "EmbeddedClusterTest.moc"
