// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Migrator.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <libpq-fe.h>

namespace pos::pg {

namespace {

constexpr Duration kLockWait = std::chrono::seconds(60);
constexpr Duration kFileDeadline = std::chrono::hours(1);
constexpr quint32 kLockSalt = 1486364155; // golang-migrate's

Error brokenFolder(const QString &detail)
{
    return Error::internal(detail);
}

quint32 crc32(const QByteArray &text)
{
    quint32 crc = 0xffffffff;
    for (const char c : text) {
        crc ^= static_cast<quint8>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
    return ~crc;
}

QByteArray notedVersion(qint64 version)
{
    QByteArray sql("TRUNCATE public.schema_migrations;");
    if (version > 0)
        sql += "INSERT INTO public.schema_migrations (version, dirty) VALUES (" + QByteArray::number(version)
               + ", false);";
    return sql;
}

} // namespace

Migrator::Migrator(const QByteArray &url, const QString &folder) : m_url(url), m_folder(folder)
{
    static const QRegularExpression shape(QStringLiteral("^(\\d+)_([a-z0-9_]+)\\.up\\.sql$"));
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.up.sql")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        if (const auto match = shape.match(name); match.hasMatch())
            m_files.append({match.captured(1).toLongLong(), name.chopped(7)});
    }
}

qint64 Migrator::advisoryLockId(const QByteArray &database)
{
    // Schema, table and the URL's path, which begins with a slash, joined by NUL.
    const QByteArray text = QByteArrayLiteral("public\0schema_migrations\0/") + database;
    return crc32(text) * kLockSalt;
}

Result<void> Migrator::connect()
{
    if (m_connection && m_connection->isAlive())
        return {};
    for (qsizetype i = 1; i < m_files.size(); ++i) {
        if (m_files[i].version <= m_files[i - 1].version)
            return fail(brokenFolder(QStringLiteral("two migrations have the number of %1").arg(m_files[i].name)));
    }
    POS_TRY(m_connection, Connection::open(m_url, "pos_owner"));
    m_lockId = advisoryLockId(QByteArray(PQdb(m_connection->handle())));
    return {};
}

Result<void> Migrator::lock()
{
    POS_CHECK(connect());
    const QByteArray timeout = QByteArray::number(static_cast<qint64>(kLockWait.count()));
    const auto locked = m_connection->execute("SET statement_timeout TO " + timeout + "; SELECT pg_advisory_lock("
                                                  + QByteArray::number(m_lockId) + "); SET statement_timeout TO 0",
                                              kLockWait);
    if (!locked && locked.error().code == ErrorCode::Timeout)
        return fail(Error::conflict(
            QStringLiteral("migration_running"),
            QStringLiteral("Another program is changing the database's schema. Try again when it has finished.")));
    POS_CHECK(locked);
    POS_CHECK(m_connection->execute("CREATE TABLE IF NOT EXISTS public.schema_migrations "
                                    "(version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)"));
    return {};
}

void Migrator::unlock()
{
    m_connection.reset(); // closing the session gives the lock back, also after an error
}

Result<Migrator::State> Migrator::readState()
{
    State state;
    state.newest = m_files.isEmpty() ? 0 : m_files.last().version;
    POS_TRY(const Rows exists,
            m_connection->execute("SELECT 1 WHERE to_regclass('public.schema_migrations') IS NOT NULL"));
    if (exists.isEmpty())
        return state;
    POS_TRY(const Rows rows, m_connection->execute("SELECT version, dirty FROM public.schema_migrations LIMIT 1"));
    if (!rows.isEmpty()) {
        state.version = rows.first().i64("version");
        state.dirty = rows.first().boolean("dirty");
    }
    return state;
}

Result<Migrator::State> Migrator::state()
{
    POS_CHECK(connect());
    return readState();
}

Result<void> Migrator::checkUsable(const State &state)
{
    if (state.dirty)
        return fail(Error::conflict(
            QStringLiteral("schema_dirty"),
            QStringLiteral("Migration %1 was broken off by another tool and the schema may be half changed. "
                           "Look at what that file does, mend or undo it by hand, then run "
                           "\"posctl migrate force %2\" (not done) or \"posctl migrate force %1\" (done).")
                .arg(state.version)
                .arg(std::max<qint64>(state.version - 1, 0))));
    if (state.version > state.newest)
        return fail(Error::conflict(
            QStringLiteral("schema_newer"),
            QStringLiteral("The database was made by a newer program (schema %1, this program knows %2). "
                           "Install the newer program, or restore a backup from before the update.")
                .arg(state.version)
                .arg(state.newest)));
    return {};
}

Result<void> Migrator::runFile(const File &file, const char *direction, qint64 versionAfter)
{
    QFile source(m_folder + u'/' + file.name + u'.' + QLatin1StringView(direction) + QStringLiteral(".sql"));
    if (!source.open(QIODevice::ReadOnly))
        return fail(brokenFolder(QStringLiteral("%1 is missing").arg(source.fileName())));
    const auto done = m_connection->execute("BEGIN;\n" + source.readAll() + "\n;RESET ROLE;SET ROLE pos_owner;"
                                                + notedVersion(versionAfter) + "COMMIT",
                                            kFileDeadline);
    if (done)
        return {};
    if (m_connection->isAlive())
        static_cast<void>(m_connection->execute("ROLLBACK"));
    return fail({done.error().code, done.error().reason,
                 QStringLiteral("Migration %1 (%2) failed and was rolled back: %3")
                     .arg(file.name, QLatin1StringView(direction), done.error().detail)});
}

Result<QStringList> Migrator::up(int atMost)
{
    const auto work = [&]() -> Result<QStringList> {
        POS_CHECK(lock());
        POS_TRY(const State state, readState());
        POS_CHECK(checkUsable(state));
        QStringList done;
        for (const File &file : std::as_const(m_files)) {
            if (file.version <= state.version)
                continue;
            if (done.size() == atMost)
                break;
            POS_CHECK(runFile(file, "up", file.version));
            done.append(file.name);
        }
        return done;
    };
    auto outcome = work();
    unlock();
    return outcome;
}

Result<QStringList> Migrator::down(int count)
{
    const auto work = [&]() -> Result<QStringList> {
        POS_CHECK(lock());
        POS_TRY(const State state, readState());
        POS_CHECK(checkUsable(state));
        QStringList done;
        for (qsizetype i = m_files.size() - 1; i >= 0 && done.size() < count; --i) {
            if (m_files[i].version > state.version)
                continue;
            POS_CHECK(runFile(m_files[i], "down", i > 0 ? m_files[i - 1].version : 0));
            done.append(m_files[i].name);
        }
        return done;
    };
    auto outcome = work();
    unlock();
    return outcome;
}

Result<void> Migrator::force(qint64 version)
{
    const auto known = [&](const File &file) { return file.version == version; };
    if (version != 0 && std::none_of(m_files.cbegin(), m_files.cend(), known))
        return fail(Error::notFound(QStringLiteral("migration %1").arg(version)));
    const auto work = [&]() -> Result<void> {
        POS_CHECK(lock());
        POS_CHECK(m_connection->execute("BEGIN;" + notedVersion(version) + "COMMIT"));
        return {};
    };
    auto outcome = work();
    unlock();
    return outcome;
}

Result<QStringList> Migrator::create(const QString &folder, const QString &name)
{
    static const QRegularExpression shape(QStringLiteral("^[a-z0-9_]+$"));
    if (!shape.match(name).hasMatch())
        return fail(Error::invalid(QStringLiteral("name"), QStringLiteral("wrong_form"),
                                   QStringLiteral("A migration's name holds small letters, digits and _ alone.")));
    const Migrator existing({}, folder);
    const qint64 version = existing.m_files.isEmpty() ? 1 : existing.m_files.last().version + 1;
    QStringList paths;
    for (const char *direction : {"up", "down"}) {
        const QString path =
            QStringLiteral("%1/%2_%3.%4.sql")
                .arg(folder, QStringLiteral("%1").arg(version, 6, 10, QChar(u'0')), name, QLatin1StringView(direction));
        QFile file(path);
        if (!file.open(QIODevice::NewOnly) || file.write("-- SPDX-License-Identifier: GPL-3.0-or-later\n") < 0)
            return fail(brokenFolder(QStringLiteral("%1: %2").arg(path, file.errorString())));
        paths.append(path);
    }
    return paths;
}

} // namespace pos::pg
