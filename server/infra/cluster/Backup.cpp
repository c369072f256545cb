// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/Backup.h"

#include "core/base/Version.h"
#include "server/infra/postgres/Migrator.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScopeGuard>

#include <unistd.h>

namespace pos::cluster {

namespace {

constexpr qint64 kHeaderBytes = 1024;
constexpr int kFormat = 1;
constexpr qint64 kChunk = 1024 * 1024;
constexpr int kAskEvery = 200; // ms without output: whether to go on is asked then too
const QByteArray kMagic = QByteArrayLiteral("POS-BACKUP\n");

Error fileError(const QFileDevice &file)
{
    return toolFailure(file.fileName(), file.errorString());
}

Error damaged(const QString &path, const QString &how)
{
    return {ErrorCode::Corrupt, QStringLiteral("backup_damaged"),
            QStringLiteral("%1 is damaged (%2) and was not restored. Take another copy of it, or an older backup.")
                .arg(path, how)};
}

QByteArray header(const Backup::Manifest &manifest)
{
    const QJsonObject json{{QStringLiteral("format"), kFormat},
                           {QStringLiteral("made"), toRfc3339(manifest.made)},
                           {QStringLiteral("schema"), manifest.schema},
                           {QStringLiteral("postgres"), manifest.postgres},
                           {QStringLiteral("program"), manifest.program},
                           {QStringLiteral("bytes"), manifest.bytes},
                           {QStringLiteral("sha256"), QString::fromLatin1(manifest.sha256)}};
    const QByteArray text = kMagic + QJsonDocument(json).toJson(QJsonDocument::Compact);
    return text.leftJustified(kHeaderBytes - 1, ' ') + '\n';
}

Result<Backup::Manifest> readHeader(QFile &file)
{
    const QByteArray text = file.read(kHeaderBytes);
    if (text.size() != kHeaderBytes || !text.startsWith(kMagic))
        return fail({ErrorCode::Invalid, QStringLiteral("not_a_backup"),
                     QStringLiteral("%1 is not a backup of this program").arg(file.fileName())});
    const QJsonObject json = QJsonDocument::fromJson(text.mid(kMagic.size()).trimmed()).object();
    if (json[u"format"].toInt() > kFormat)
        return fail(
            Error::conflict(QStringLiteral("backup_newer"),
                            QStringLiteral("%1 was made by a newer program. Install that program and restore with it.")
                                .arg(file.fileName())));
    Backup::Manifest manifest;
    const auto made = instantFromRfc3339(json[u"made"].toString());
    if (!made)
        return fail(damaged(file.fileName(), QStringLiteral("its head cannot be read")));
    manifest.made = *made;
    manifest.schema = json[u"schema"].toInteger();
    manifest.postgres = json[u"postgres"].toInt();
    manifest.program = json[u"program"].toString();
    manifest.bytes = json[u"bytes"].toInteger();
    manifest.sha256 = json[u"sha256"].toString().toLatin1();
    return manifest;
}

Result<void> prepare(QProcess &process, const QByteArray &url)
{
    POS_TRY(const auto variables, pg::Connection::environmentOf(url));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : variables)
        environment.insert(QString::fromLatin1(name), QString::fromUtf8(value));
    process.setProcessEnvironment(environment);
    return {};
}

Error ended(QProcess &process, const QString &name)
{
    return toolFailure(name, QString::fromLocal8Bit(process.readAllStandardError()) + process.errorString());
}

Result<void> copyDump(QProcess &dump, QFile &to, Backup::Manifest &manifest, const Backup::Progress &progress)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (bool more = true; more;) {
        more = dump.waitForReadyRead(kAskEvery) || dump.state() == QProcess::Running;
        const QByteArray chunk = dump.readAllStandardOutput();
        hash.addData(chunk);
        manifest.bytes += chunk.size();
        if (to.write(chunk) != chunk.size())
            return fail(fileError(to));
        if (progress && !progress(manifest.bytes))
            return fail({ErrorCode::Cancelled, QStringLiteral("backup_given_up"),
                         QStringLiteral("the backup was given up because the server stops")});
    }
    const QByteArray last = dump.readAllStandardOutput();
    hash.addData(last);
    manifest.bytes += last.size();
    if (to.write(last) != last.size())
        return fail(fileError(to));
    manifest.sha256 = hash.result().toHex();
    return {};
}

// The server's role, superuser at home, or pos_system that passes row-level security elsewhere.
DatabaseHost::Role dumpRole(const DatabaseHost &host)
{
    return DatabaseHost::isEmbedded(host.settings()) ? DatabaseHost::Role::Administrator : DatabaseHost::Role::System;
}

// Names that begin with their time, so the first are the oldest.
void keepNewest(const QString &folder, const QString &pattern, int count)
{
    QStringList kept = QDir(folder).entryList({pattern}, QDir::Files, QDir::Name);
    while (kept.size() > count)
        QFile::remove(QDir(folder).filePath(kept.takeFirst()));
}

// Drops what an empty installation has, so that the backup's own schema takes its place.
Result<void> clearEmptySchema(pg::Connection &administrator)
{
    POS_TRY(const auto schema, administrator.execute("SELECT to_regclass('shop.tenants') IS NOT NULL AS found, "
                                                     "rolsuper FROM pg_roles WHERE rolname = current_user"));
    if (!schema.first().boolean("rolsuper"))
        return fail(Error::forbidden(
            QStringLiteral("not_administrator"),
            QStringLiteral(
                "Restoring needs an administrator (superuser) of the database: put its URL into DATABASE_ADMIN_URL.")));
    if (schema.first().boolean("found")) {
        POS_TRY(const auto shops, administrator.execute("SELECT 1 FROM shop.tenants LIMIT 1"));
        if (!shops.isEmpty())
            return fail(
                Error::conflict(QStringLiteral("not_empty"),
                                QStringLiteral("There is a shop in this database already, and a backup never "
                                               "overwrites one. Restore into a new data folder (--data DIR).")));
    }
    POS_CHECK(
        administrator.execute("DROP SCHEMA IF EXISTS shop, identity, keys, events, audit, mail, pos_admin CASCADE;"
                              "DROP EXTENSION IF EXISTS pg_trgm CASCADE; DROP TABLE IF EXISTS public.schema_migrations",
                              std::chrono::seconds(60)));
    return {};
}

} // namespace

Result<Backup::Manifest> Backup::write(const DatabaseHost &host, const Clock &clock, const QString &path,
                                       const Progress &progress)
{
    if (QFile::exists(path))
        return fail(Error::conflict(QStringLiteral("file_exists"),
                                    QStringLiteral("%1 is there already; choose another name").arg(path)));
    POS_TRY(const PostgresTools tools, host.tools());
    POS_TRY(const auto state, pg::Migrator(host.url(DatabaseHost::Role::Owner)).state());
    POS_TRY(const auto connection, pg::Connection::open(host.url(dumpRole(host)), {}));
    POS_TRY(const auto server,
            connection->execute("SELECT current_setting('server_version_num')::int / 10000 AS major"));
    Manifest manifest{clock.now(), state.version, server.first().i32("major"), version(), 0, {}};

    // Beside and renamed: what has the name of a backup is a whole one.
    QFile file(path + QStringLiteral(".part"));
    auto discard = qScopeGuard([&] { file.remove(); });
    if (!file.open(QIODevice::ReadWrite | QIODevice::Truncate)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(header(manifest)) != kHeaderBytes)
        return fail(fileError(file));

    QProcess dump;
    POS_CHECK(prepare(dump, host.url(dumpRole(host))));
    QStringList arguments{QStringLiteral("--format=custom"), QStringLiteral("--no-password"),
                          QStringLiteral("--lock-wait-timeout=60s")};
    if (dumpRole(host) == DatabaseHost::Role::System)
        arguments.append(QStringLiteral("--role=pos_system"));
    dump.start(tools.program(QStringLiteral("pg_dump")), arguments, QIODevice::ReadOnly);
    if (!dump.waitForStarted())
        return fail(ended(dump, QStringLiteral("pg_dump")));
    const auto copied = copyDump(dump, file, manifest, progress);
    if (!copied) {
        dump.kill();
        dump.waitForFinished();
        return fail(copied.error());
    }
    dump.waitForFinished(-1);
    if (dump.exitStatus() != QProcess::NormalExit || dump.exitCode() != 0)
        return fail(ended(dump, QStringLiteral("pg_dump")));
    if (!file.seek(0) || file.write(header(manifest)) != kHeaderBytes || !file.flush() || ::fsync(file.handle()) != 0
        || !file.rename(path))
        return fail(fileError(file));
    discard.dismiss();
    return manifest;
}

Result<Backup::Manifest> Backup::readManifest(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::notFound(QStringLiteral("backup %1 (%2)").arg(path, file.errorString())));
    return readHeader(file);
}

Result<Backup::Manifest> Backup::verify(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::notFound(QStringLiteral("backup %1 (%2)").arg(path, file.errorString())));
    POS_TRY(Manifest manifest, readHeader(file));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(&file) || hash.result().toHex() != manifest.sha256
        || file.size() - kHeaderBytes != manifest.bytes)
        return fail(damaged(path, QStringLiteral("its checksum is wrong")));
    return manifest;
}

Result<Backup::Manifest> Backup::restore(const DatabaseHost &host, const QString &path)
{
    POS_TRY(const Manifest manifest, verify(path));
    POS_TRY(const PostgresTools tools, host.tools());
    {
        POS_TRY(const auto administrator, pg::Connection::open(host.url(DatabaseHost::Role::Administrator), {}));
        POS_TRY(const auto state, pg::Migrator(host.url(DatabaseHost::Role::Administrator)).state());
        POS_CHECK(pg::Migrator::checkUsable({manifest.schema, state.newest, false}));
        POS_CHECK(clearEmptySchema(*administrator));
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(kHeaderBytes))
        return fail(fileError(file));
    QProcess restore;
    const QByteArray url = host.url(DatabaseHost::Role::Administrator);
    POS_CHECK(prepare(restore, url));
    restore.setProcessChannelMode(QProcess::SeparateChannels);
    restore.start(tools.program(QStringLiteral("pg_restore")),
                  {QStringLiteral("--single-transaction"), QStringLiteral("--exit-on-error"),
                   QStringLiteral("--no-password"), QStringLiteral("--dbname=")});
    if (!restore.waitForStarted())
        return fail(ended(restore, QStringLiteral("pg_restore")));
    while (!file.atEnd() && restore.state() == QProcess::Running) {
        restore.write(file.read(kChunk));
        while (restore.bytesToWrite() > 0 && restore.waitForBytesWritten(-1)) { }
    }
    restore.closeWriteChannel();
    restore.waitForFinished(-1);
    if (restore.exitStatus() != QProcess::NormalExit || restore.exitCode() != 0)
        return fail(ended(restore, QStringLiteral("pg_restore")));
    POS_CHECK(host.migrate());
    // Places in the outbox are transaction ids of the cluster that was left.
    POS_TRY(const auto administrator, pg::Connection::open(url, {}));
    POS_CHECK(administrator->execute("SELECT events.rebase()", std::chrono::seconds(60)));
    return manifest;
}

QString Backup::dailyName(const Clock &clock)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(clock.now().time_since_epoch().count());
    return QStringLiteral("daily-%1.posbackup").arg(now.toString(QStringLiteral("yyyy-MM-dd")));
}

void Backup::removeOldDailies(const QString &folder)
{
    keepNewest(folder, QStringLiteral("daily-*.posbackup"), kDailyKept);
}

Result<void> Backup::makeFolder(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return fail(Error::unavailable(
            QStringLiteral("backup_folder"),
            QStringLiteral("The backup folder %1 cannot be made; set POS_BACKUP_DIR").arg(folder), 60));
    return {};
}

Result<QString> Backup::beforeUpgrade(const DatabaseHost &host, const Clock &clock, const QString &folder,
                                      const std::function<void(const QString &)> &progress)
{
    if (!DatabaseHost::isEmbedded(host.settings()))
        return QString();
    POS_TRY(const auto state, pg::Migrator(host.url(DatabaseHost::Role::Owner)).state());
    if (state.version == 0 || state.dirty || state.version >= state.newest)
        return QString();
    POS_CHECK(makeFolder(folder));
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(clock.now().time_since_epoch().count(), Qt::UTC);
    const QString path = QDir(folder).filePath(
        QStringLiteral("upgrade-%1-from-schema-%2.posbackup")
            .arg(now.toString(QStringLiteral("yyyyMMdd'T'HHmmss.zzz'Z'")), QString::number(state.version)));
    if (progress) // it may take minutes
        progress(QStringLiteral("Keeping the database as it is in %1, before this version changes it").arg(path));
    POS_CHECK(write(host, clock, path));
    keepNewest(folder, QStringLiteral("upgrade-*.posbackup"), kUpgradesKept);
    return path;
}

} // namespace pos::cluster
