// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Migrator.h"
#include "tests/support/TestDatabase.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;

class MigratorTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestDatabase> m_store;
    QTemporaryDir m_dir;

    QByteArray owner() const { return m_store->url("pos_owner"); }

    void write(const QString &name, const QByteArray &sql) const
    {
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(sql);
    }

    // Everything a schema is made of, to compare a schema that went down and up with one that only went up.
    QByteArray shape() const
    {
        const auto rows = m_store->admin(
            "SELECT string_agg(line, E'\\n' ORDER BY line) AS shape FROM ("
            "SELECT format('%s.%s %s %s %s', n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relacl) AS line FROM "
            "pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_|^information_schema' "
            "UNION ALL SELECT format('%s.%s.%s %s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, "
            "a.atttypmod), a.attnotnull) "
            "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE a.attnum > 0 AND n.nspname !~ '^pg_|^information_schema' "
            "UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint "
            "UNION ALL SELECT format('%s %s %s', oid::regprocedure, proowner::regrole, prosrc) FROM pg_proc WHERE "
            "pronamespace::regnamespace::text !~ '^pg_catalog|^information_schema' "
            "UNION ALL SELECT format('%s %s', polrelid::regclass, polname) FROM pg_policy) s");
        return rows.first().ascii("shape");
    }

    // The real tool, in the version scripts/setup installs; how it ended and what it said.
    std::pair<int, QByteArray> golangMigrate(const QStringList &arguments, const QString &folder) const
    {
        const QString program = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
                                + QStringLiteral("/pos-backoffice/stack/bin/migrate");
        QProcess tool;
        tool.setProcessChannelMode(QProcess::MergedChannels);
        const QByteArray host = m_store->url().split(' ').first().mid(5);
        const QString url = QStringLiteral("postgres:///%1?host=%2&user=pos_owner&sslmode=disable")
                                .arg(QString::fromLatin1(m_store->name()), QString::fromLocal8Bit(host));
        tool.start(program, QStringList{QStringLiteral("-source"), QStringLiteral("file://") + folder,
                                        QStringLiteral("-database"), url}
                                + arguments);
        if (!tool.waitForFinished(60'000))
            qWarning("%s: %s (scripts/test installs it)", qPrintable(program), qPrintable(tool.errorString()));
        return {tool.exitCode(), tool.readAll()};
    }

    static QString shipped() { return QStringLiteral(POS_SOURCE_DIR "/migrations"); }

private Q_SLOTS:
    void init() { m_store = std::make_unique<test::TestDatabase>(test::TestDatabase::Contents::Empty); }
    void cleanup()
    {
        for (const QString &file : QDir(m_dir.path()).entryList(QDir::Files))
            QFile::remove(m_dir.filePath(file));
    }

    void everyMigrationGoesUpAndDownAndUpToTheSameSchema()
    {
        pg::Migrator migrator(owner());
        const auto all = migrator.up();
        QVERIFY2(all, qPrintable(all ? QString() : all.error().detail));
        QVERIFY(all->size() >= 5);
        const QByteArray once = shape();
        const auto down = migrator.down(1000);
        QVERIFY2(down, qPrintable(down ? QString() : down.error().detail));
        QCOMPARE(down->size(), all->size());
        QCOMPARE(migrator.state()->version, 0);
        QVERIFY(!m_store->admin("SELECT 1 WHERE to_regnamespace('shop') IS NULL").isEmpty());
        QVERIFY(migrator.up());
        QCOMPARE(shape(), once);
        QVERIFY(migrator.state()->isCurrent());
        QCOMPARE(migrator.up()->size(), 0);
    }

    void stepsAreCounted()
    {
        pg::Migrator migrator(owner());
        QCOMPARE(migrator.up(2)->size(), 2);
        QCOMPARE(migrator.state()->version, 2);
        QCOMPARE(migrator.down(1)->size(), 1);
        QCOMPARE(migrator.state()->version, 1);
    }

    void aFailingFileLeavesNothingAndIsNotDirty()
    {
        write(QStringLiteral("000001_good.up.sql"), "CREATE TABLE good (n int);");
        write(QStringLiteral("000002_bad.up.sql"), "CREATE TABLE half (n int); SELECT 1/0;");
        pg::Migrator migrator(owner(), m_dir.path());
        const auto up = migrator.up();
        QVERIFY(!up);
        QVERIFY(up.error().detail.contains(QStringLiteral("000002_bad")));
        QCOMPARE(migrator.state()->version, 1);
        QVERIFY(!migrator.state()->dirty);
        QVERIFY(!m_store->admin("SELECT 1 WHERE to_regclass('half') IS NULL AND to_regclass('good') IS NOT NULL")
                     .isEmpty());
    }

    void aDirtyDatabaseIsRefusedWithTheWayOut()
    {
        pg::Migrator migrator(owner());
        QVERIFY(migrator.up(1));
        m_store->admin("UPDATE schema_migrations SET dirty = true");
        const auto up = migrator.up();
        QVERIFY(!up);
        QCOMPARE(up.error().reason, QStringLiteral("schema_dirty"));
        QVERIFY(up.error().detail.contains(QStringLiteral("posctl migrate force")));
        QVERIFY(!migrator.down(1));
        QVERIFY(migrator.force(1));
        QVERIFY(migrator.up());
        QVERIFY(!migrator.force(999));
    }

    void aNewerSchemaIsRefused()
    {
        pg::Migrator migrator(owner());
        QVERIFY(migrator.up());
        m_store->admin("UPDATE schema_migrations SET version = 999");
        const auto up = migrator.up();
        QVERIFY(!up);
        QCOMPARE(up.error().reason, QStringLiteral("schema_newer"));
    }

    void twoProgramsAtOnceRunEachFileOnce()
    {
        Result<QStringList> left;
        std::thread other([&] { left = pg::Migrator(owner()).up(); });
        const auto right = pg::Migrator(owner()).up();
        other.join();
        QVERIFY(left && right);
        QVERIFY(left->isEmpty() != right->isEmpty());
    }

    void newFilesTakeTheNextNumber()
    {
        const auto first = pg::Migrator::create(m_dir.path(), QStringLiteral("add_colours"));
        const auto second = pg::Migrator::create(m_dir.path(), QStringLiteral("add_sizes"));
        QCOMPARE(first->first(), m_dir.filePath(QStringLiteral("000001_add_colours.up.sql")));
        QCOMPARE(second->last(), m_dir.filePath(QStringLiteral("000002_add_sizes.down.sql")));
        QVERIFY(!pg::Migrator::create(m_dir.path(), QStringLiteral("../escape")));
    }

    void everyTableOfAShopIsProtected()
    {
        QVERIFY(pg::Migrator(owner()).up());
        const auto open = m_store->admin(
            "SELECT coalesce(string_agg(c.oid::regclass::text, ', '), '') AS names FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' "
            "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('shop', 'identity', 'keys', 'mail') "
            "WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)");
        QCOMPARE(open.first().text("names"), QString());
        const auto keys = m_store->admin(
            "SELECT coalesce(string_agg(c.oid::regclass::text, ', '), '') AS names FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' "
            "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('shop', 'identity', 'keys', 'mail') "
            "WHERE c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid "
            "AND k.contype = 'p' AND a.attnum = ANY (k.conkey))");
        QCOMPARE(keys.first().text("names"), QString());
    }

    void theRealToolWorksOnOurDatabase()
    {
        pg::Migrator ours(owner());
        QVERIFY(ours.up());
        const qint64 newest = ours.state()->newest;
        auto [code, said] = golangMigrate({QStringLiteral("version")}, shipped());
        QCOMPARE(code, 0);
        QCOMPARE(said.trimmed(), QByteArray::number(newest));
        std::tie(code, said) = golangMigrate({QStringLiteral("up")}, shipped());
        QVERIFY2(code == 0 && said.contains("no change"), said);
        const QByteArray once = shape();
        std::tie(code, said) = golangMigrate({QStringLiteral("down"), QStringLiteral("-all")}, shipped());
        QVERIFY2(code == 0, said);
        std::tie(code, said) = golangMigrate({QStringLiteral("up")}, shipped());
        QVERIFY2(code == 0, said);
        QCOMPARE(shape(), once);
        QVERIFY(ours.state()->isCurrent());
    }

    void weWorkOnADatabaseOfTheRealTool()
    {
        const auto [code, said] = golangMigrate({QStringLiteral("up"), QStringLiteral("2")}, shipped());
        QVERIFY2(code == 0, said);
        pg::Migrator ours(owner());
        QCOMPARE(ours.state()->version, 2);
        const auto up = ours.up();
        QVERIFY2(up, qPrintable(up ? QString() : up.error().detail));
        QVERIFY(ours.down(1000));
    }

    void weUnderstandWhatTheRealToolLeavesDirty()
    {
        write(QStringLiteral("000001_bad.up.sql"), "SELECT 1/0;");
        const auto [code, said] = golangMigrate({QStringLiteral("up")}, m_dir.path());
        QVERIFY(code != 0);
        const auto up = pg::Migrator(owner(), m_dir.path()).up();
        QVERIFY(!up);
        QCOMPARE(up.error().reason, QStringLiteral("schema_dirty"));
    }

    void bothToolsWaitForOneLock()
    {
        QVERIFY(pg::Migrator(owner()).up(1));
        const QByteArray id = QByteArray::number(pg::Migrator::advisoryLockId(m_store->name()));
        m_store->admin("SELECT pg_advisory_lock(" + id + ")");
        std::pair<int, QByteArray> theirs{-1, {}};
        std::thread tool([&] { theirs = golangMigrate({QStringLiteral("up"), QStringLiteral("1")}, shipped()); });
        const QByteArray waiting =
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = " + id + "::bigint::oid";
        const bool waits = QTest::qWaitFor([&] { return !m_store->admin(waiting).isEmpty(); }, 20'000);
        const qint64 meanwhile = m_store->admin("SELECT version FROM schema_migrations").first().i64("version");
        m_store->admin("SELECT pg_advisory_unlock(" + id + ")");
        tool.join();
        QVERIFY(waits);
        QCOMPARE(meanwhile, 1);
        QVERIFY2(theirs.first == 0, theirs.second);
        QCOMPARE(pg::Migrator(owner()).state()->version, 2);
    }
};

QTEST_GUILESS_MAIN(MigratorTest)
#include "MigratorTest.moc"
