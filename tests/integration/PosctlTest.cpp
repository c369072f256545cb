// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/EmbeddedCluster.h"
#include "server/infra/postgres/Connection.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace pos;
using namespace pos::cluster;

// The real program on folders of its own, as an operator types it.
class PosctlTest : public QObject {
    Q_OBJECT

    struct Outcome {
        int code = -1;
        QByteArray out;
        QByteArray err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };

    std::unique_ptr<QTemporaryDir> m_dir;
    QString data() const { return m_dir->filePath(QStringLiteral("data")); }

    Outcome posctl(QStringList arguments, const QString &folder = {},
                   const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess process;
        process.setWorkingDirectory(m_dir->path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(POS_BIN_DIR "/posctl"),
                      QStringList{QStringLiteral("--data"), folder.isEmpty() ? data() : folder} + arguments);
        process.waitForFinished(180'000); // a sanitizer on a busy machine takes a minute
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    static pg::Rows admin(const QString &folder, const QByteArray &sql)
    {
        auto connection = pg::Connection::open(EmbeddedCluster::url(folder, "postgres"), {});
        auto rows = connection ? (*connection)->execute(sql) : fail(connection.error());
        if (!rows)
            qWarning("%s", qPrintable(rows.error().detail));
        return rows.value_or(pg::Rows());
    }

    // A running store with one shop, as a server would hold it.
    struct Store {
        std::unique_ptr<DataFolder> folder;
        std::unique_ptr<EmbeddedCluster> cluster;
    };
    Store runningStore(const QString &path)
    {
        Store store;
        store.folder = DataFolder::open(path, QStringLiteral("pos-server")).value();
        store.cluster = EmbeddedCluster::start(*store.folder, {}).value();
        return store;
    }

    // Copied: making and migrating one takes seconds.
    void useMigratedStore()
    {
        static QTemporaryDir master(QStringLiteral("/tmp/pos-posctl-master-XXXXXX"));
        const QString made = master.filePath(QStringLiteral("data"));
        if (!QDir(made).exists()) {
            ::chmod(QFile::encodeName(master.path()).constData(), 0755);
            QCOMPARE(posctl({QStringLiteral("migrate"), QStringLiteral("up")}, made).code, 0);
        }
        QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), made, data()}), 0);
    }

    void addShop(const QString &path)
    {
        admin(path, "INSERT INTO shop.tenants (id, name, slug, currency, zone, created_at, updated_at) VALUES "
                    "(gen_random_uuid(), 'Kedai Kopi', 'kedai', 'IDR', 'Asia/Jakarta', now(), now())");
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/pos-posctl-XXXXXX"));
        ::chmod(QFile::encodeName(m_dir->path()).constData(), 0755);
    }

    void wrongUsageIsTwoAndRefusalIsOne()
    {
        QCOMPARE(posctl({QStringLiteral("--help")}).code, 0);
        QCOMPARE(posctl({QStringLiteral("--version")}).code, 0);
        QCOMPARE(posctl({}).code, 2);
        QCOMPARE(posctl({QStringLiteral("migrate"), QStringLiteral("sideways")}).code, 2);
        QCOMPARE(posctl({QStringLiteral("migrate"), QStringLiteral("down"), QStringLiteral("minus")}).code, 2);
        const Outcome refused = posctl({QStringLiteral("restore"), QStringLiteral("nothing.posbackup")});
        QCOMPARE(refused.code, 1);
        QVERIFY(refused.err.startsWith("posctl: "));
        QVERIFY(!QDir(data()).exists());
    }

    void migratesAStoppedStoreAndSaysWhereItStands()
    {
        const Outcome up = posctl({QStringLiteral("migrate"), QStringLiteral("up")});
        QVERIFY2(up.code == 0, up.err);
        QVERIFY(up.out.contains("000001_roles_and_schemas"));
        const Outcome version =
            posctl({QStringLiteral("--json"), QStringLiteral("migrate"), QStringLiteral("version")});
        QCOMPARE(version.json()[u"version"], version.json()[u"newest"]);
        QCOMPARE(posctl({QStringLiteral("migrate"), QStringLiteral("down"), QStringLiteral("2")}).code, 0);
        const Outcome after = posctl({QStringLiteral("--json"), QStringLiteral("migrate"), QStringLiteral("version")});
        QVERIFY(after.json()[u"version"].toInt() < version.json()[u"version"].toInt());
        // Nothing of ours runs on.
        QVERIFY(!QFile::exists(data() + QStringLiteral("/postgres/postmaster.pid")));
        QVERIFY(!DataFolder::holder(data()));
    }

    void worksBesideARunningServer()
    {
        useMigratedStore();
        const Store store = runningStore(data());
        const qint64 before = store.cluster->pid();
        QCOMPARE(posctl({QStringLiteral("migrate"), QStringLiteral("version")}).code, 0);
        QCOMPARE(posctl({QStringLiteral("doctor")}).code, 0);
        QCOMPARE(store.cluster->pid(), before);
        const Outcome restore = posctl({QStringLiteral("backup"), QStringLiteral("now.posbackup")});
        QVERIFY2(restore.code == 0, restore.err);
        const Outcome refused = posctl({QStringLiteral("restore"), QStringLiteral("now.posbackup")});
        QCOMPARE(refused.code, 1);
        QVERIFY(refused.err.contains("pos-server"));
    }

    void theUrlOpensPsqlAsTheRoleAsked()
    {
        const Store store = runningStore(data());
        for (const auto &[role, expected] :
             {std::pair{"app", "pos_app"}, std::pair{"system", "pos_system"}, std::pair{"owner", "pos_owner"}}) {
            const Outcome url = posctl(
                {QStringLiteral("db"), QStringLiteral("url"), QStringLiteral("--role"), QString::fromLatin1(role)});
            QProcess psql;
            psql.start(QStringLiteral("psql"), {QString::fromUtf8(url.out.trimmed()), QStringLiteral("-Atc"),
                                                QStringLiteral("SELECT current_user")});
            QVERIFY(psql.waitForFinished());
            QCOMPARE(psql.readAllStandardOutput().trimmed(), QByteArray(expected));
        }
        QCOMPARE(posctl({QStringLiteral("db"), QStringLiteral("url"), QStringLiteral("--role"), QStringLiteral("king")})
                     .code,
                 2);
    }

    void aBackupComesBackInANewFolderRowForRow()
    {
        useMigratedStore();
        {
            const Store store = runningStore(data());
            addShop(data());
        }
        const Outcome backup =
            posctl({QStringLiteral("--json"), QStringLiteral("backup"), QStringLiteral("b.posbackup")});
        QVERIFY2(backup.code == 0, backup.err);
        QVERIFY(backup.json()[u"keys"].toString().endsWith(QStringLiteral("keys/master.key")));
        struct stat info { };
        QCOMPARE(::stat(QFile::encodeName(m_dir->filePath(QStringLiteral("b.posbackup"))).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t(0600));
        // A backup never overwrites one.
        QCOMPARE(posctl({QStringLiteral("backup"), QStringLiteral("b.posbackup")}).code, 1);

        const QString fresh = m_dir->filePath(QStringLiteral("fresh"));
        const Outcome restore = posctl({QStringLiteral("restore"), QStringLiteral("b.posbackup")}, fresh);
        QVERIFY2(restore.code == 0, restore.err);
        QVERIFY(restore.out.contains("keys/master.key"));
        {
            const Store store = runningStore(fresh);
            QCOMPARE(admin(fresh, "SELECT name FROM shop.tenants").first().text("name"), QStringLiteral("Kedai Kopi"));
            // Owners, row-level security and grants came along.
            QVERIFY(admin(fresh, "SELECT 1 FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND "
                                 "pg_get_userbyid(relowner) = 'pos_owner'")
                        .size()
                    > 5);
            auto app = pg::Connection::open(EmbeddedCluster::url(fresh, "pos_app"), {});
            QVERIFY(app);
            QVERIFY((*app)->execute("SELECT 1 FROM public.schema_migrations"));
        }
        // And not over a shop.
        const Outcome again = posctl({QStringLiteral("restore"), QStringLiteral("b.posbackup")}, fresh);
        QCOMPARE(again.code, 1);
        QVERIFY(again.err.contains("never overwrites"));
    }

    void aDamagedBackupIsRefused()
    {
        useMigratedStore();
        QVERIFY(posctl({QStringLiteral("backup"), QStringLiteral("b.posbackup")}).code == 0);
        QFile file(m_dir->filePath(QStringLiteral("b.posbackup")));
        const QString fresh = m_dir->filePath(QStringLiteral("fresh"));
        for (const bool cut : {false, true}) {
            QVERIFY(file.open(QIODevice::ReadWrite));
            if (cut) {
                QVERIFY(file.resize(file.size() - 100));
            } else {
                file.seek(file.size() / 2);
                const QByteArray byte = file.read(1);
                file.seek(file.size() / 2);
                file.write(QByteArray(1, static_cast<char>(~byte[0])));
            }
            file.close();
            const Outcome restore = posctl({QStringLiteral("restore"), QStringLiteral("b.posbackup")}, fresh);
            QCOMPARE(restore.code, 1);
            QVERIFY(restore.err.contains("damaged"));
            QVERIFY(!QDir(fresh).exists());
        }
        QFile other(m_dir->filePath(QStringLiteral("holiday.jpg")));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write(QByteArray(5000, 'x'));
        other.close();
        QVERIFY(posctl({QStringLiteral("restore"), QStringLiteral("holiday.jpg")}, fresh).err.contains("not a backup"));
    }

    void logsAreShownByServiceTailAndPattern()
    {
        QDir().mkpath(data() + QStringLiteral("/logs"));
        const auto write = [&](const char *name, const QByteArray &text) {
            QFile file(data() + QStringLiteral("/logs/") + QString::fromLatin1(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("order-service.log", R"({"time":"2026-01-01T10:00:00.000Z","message":"one"})"
                                   "\n"
                                   R"({"time":"2026-01-01T10:00:02.000Z","message":"three"})"
                                   "\n");
        write("auth-service.log", R"({"time":"2026-01-01T10:00:01.000Z","message":"two"})"
                                  "\n");
        const QByteArray all = posctl({QStringLiteral("logs")}).out;
        QVERIFY(all.indexOf("one") < all.indexOf("two") && all.indexOf("two") < all.indexOf("three"));
        QVERIFY(!posctl({QStringLiteral("logs"), QStringLiteral("order")}).out.contains("two"));
        QCOMPARE(posctl({QStringLiteral("logs"), QStringLiteral("--tail"), QStringLiteral("1")}).out.count('\n'), 1);
        QCOMPARE(posctl({QStringLiteral("logs"), QStringLiteral("--grep"), QStringLiteral("T[WH]")}).out.count('\n'),
                 2);
        QCOMPARE(posctl({QStringLiteral("logs"), QStringLiteral("kitchen")}).code, 1);
    }

    void logsAreFollowed()
    {
        QDir().mkpath(data() + QStringLiteral("/logs"));
        QFile file(data() + QStringLiteral("/logs/order-service.log"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        file.write("first\n");
        QProcess process;
        process.start(QStringLiteral(POS_BIN_DIR "/posctl"),
                      {QStringLiteral("--data"), data(), QStringLiteral("logs"), QStringLiteral("--follow")});
        QByteArray seen;
        QTRY_VERIFY((seen += process.readAllStandardOutput()).contains("first\n"));
        file.write("second\n");
        QTRY_VERIFY((seen += process.readAllStandardOutput()).contains("second\n"));
        process.terminate();
        process.waitForFinished();
    }

    void theDoctorNamesWhatIsWrong()
    {
        useMigratedStore();
        QFile key(data() + QStringLiteral("/keys/master.key"));
        QVERIFY(key.open(QIODevice::WriteOnly));
        key.close();
        QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const Outcome open = posctl({QStringLiteral("doctor")});
        QCOMPARE(open.code, 1);
        QVERIFY(open.out.contains("chmod 600"));
        QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        const Outcome good = posctl({QStringLiteral("--json"), QStringLiteral("doctor")});
        QVERIFY2(good.code == 0, good.out + good.err);
        QVERIFY(good.json()[u"findings"].toArray().size() >= 8);
        {
            const Store store = runningStore(data());
            admin(data(), "ALTER TABLE shop.tenant_settings NO FORCE ROW LEVEL SECURITY");
        }
        const Outcome bare = posctl({QStringLiteral("doctor")});
        QCOMPARE(bare.code, 1);
        QVERIFY(bare.out.contains("missing on shop.tenant_settings"));
    }
};

QTEST_GUILESS_MAIN(PosctlTest)
#include "PosctlTest.moc"
