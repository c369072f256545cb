// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestDatabase.h"

#include "server/infra/postgres/Bootstrap.h"
#include "server/infra/postgres/Migrator.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QProcess>

namespace pos::test {

namespace {

using pg::Connection;

constexpr const char *kTemplateLock = "1234567";
constexpr Duration kCopyDeadline = std::chrono::seconds(60);

template<class T>
T orDie(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s", what, qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

const QByteArray &socketFolder()
{
    static const QByteArray folder = [] {
        QProcess starter;
        starter.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        starter.start(QStringLiteral(POS_TEST_CLUSTER), {QStringLiteral("start"), QStringLiteral(POS_BUILD_DIR)});
        if (!starter.waitForFinished(90'000) || starter.exitCode() != 0)
            qFatal("the tests' PostgreSQL did not start: %s start %s", POS_TEST_CLUSTER, POS_BUILD_DIR);
        return starter.readAllStandardOutput().trimmed();
    }();
    return folder;
}

// tests/support/on-postgres sets it: another server than the tests' own.
QByteArray serverOfTests()
{
    const QByteArray outside = qgetenv("POS_TEST_POSTGRES");
    return outside.isEmpty() ? "host=" + socketFolder() : outside;
}

QByteArray urlOf(const QByteArray &database, const QByteArray &role)
{
    return serverOfTests() + " dbname=" + database + " user=" + role;
}

// Named after what is in it: an edited migration makes a new template.
QByteArray templateName()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QDir folder(QStringLiteral(":/migrations"));
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            hash.addData(name.toUtf8() + file.readAll());
    }
    return "pos_template_" + hash.result().toHex().left(12);
}

void makeTemplate(Connection &admin, const QByteArray &name)
{
    orDie(admin.execute(QByteArray("SET statement_timeout TO '60s'; SELECT pg_advisory_lock(") + kTemplateLock + ")",
                        kCopyDeadline),
          "lock");
    const bool exists =
        !orDie(admin.execute("SELECT 1 FROM pg_database WHERE datistemplate AND datname = '" + name + "'"), "look")
             .isEmpty();
    if (!exists) {
        orDie(pg::Bootstrap::makeRoles(admin, true), "roles");
        orDie(admin.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)", kCopyDeadline), "drop");
        orDie(pg::Bootstrap::makeDatabase(admin, name), "template");
        orDie(pg::Migrator(urlOf(name, "pos_owner")).up(), "migrations");
        orDie(admin.execute("ALTER DATABASE " + name + " IS_TEMPLATE true ALLOW_CONNECTIONS false"), "template");
    }
    orDie(admin.execute(QByteArray("SELECT pg_advisory_unlock(") + kTemplateLock + ")"), "unlock");
}

} // namespace

TestDatabase::TestDatabase(Contents contents)
{
    static int count = 0;
    m_name = "pos_test_" + QByteArray::number(QCoreApplication::applicationPid()) + '_' + QByteArray::number(++count);
    const auto cluster = orDie(Connection::open(urlOf("postgres", "postgres"), {}), "PostgreSQL");
    const QByteArray from = templateName();
    makeTemplate(*cluster, from);
    orDie(cluster->execute("SET statement_timeout TO '60s'"), "timeout");
    orDie(cluster->execute("DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)", kCopyDeadline), "drop");
    orDie(cluster->execute("CREATE DATABASE " + m_name + " OWNER pos_owner TEMPLATE "
                               + (contents == Contents::Migrated ? from : QByteArrayLiteral("template0")),
                           kCopyDeadline),
          "database");
    orDie(pg::Bootstrap::makeDatabase(*cluster, m_name), "grants"); // which a copy does not take along
    m_admin = orDie(Connection::open(url(), {}), "administrator");
    m_database =
        std::make_unique<pg::Database>(pg::Database::Options{.url = url("pos_app"), .systemUrl = url("pos_system")});
}

TestDatabase::~TestDatabase()
{
    m_database.reset();
    m_admin.reset();
    if (const auto cluster = Connection::open(urlOf("postgres", "postgres"), {}))
        static_cast<void>((*cluster)->execute("DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)", kCopyDeadline));
}

QByteArray TestDatabase::url(const QByteArray &role) const
{
    return urlOf(m_name, role);
}

pg::Rows TestDatabase::admin(const QByteArray &sql)
{
    return orDie(m_admin->execute(sql, kCopyDeadline), sql.constData());
}

} // namespace pos::test
