// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/local/LocalStore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace pos::ui {

namespace {
const QString kMemory = QStringLiteral(":memory:");
}

LocalStore::LocalStore(const QString &file, QObject *parent)
    : QObject(parent), m_connection(QUuid::createUuid().toString())
{
    QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    if (file != kMemory)
        QDir().mkpath(QFileInfo(file).absolutePath());
    if (open(file))
        return;
    qWarning("%s cannot be used, settings of this window are not kept: %s", qPrintable(file),
             qPrintable(QSqlDatabase::database(m_connection, false).lastError().text()));
    open(kMemory);
}

LocalStore::~LocalStore()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

bool LocalStore::open(const QString &file)
{
    QSqlDatabase database = QSqlDatabase::database(m_connection, false);
    database.close();
    database.setDatabaseName(file);
    database.setConnectOptions(
        QStringLiteral("QSQLITE_BUSY_TIMEOUT=50")); // ms: another window writes, and never for long
    if (!database.open())
        return false;
    if (file != kMemory)
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    QSqlQuery query(database);
    // Written without waiting for the disk: a power cut may lose the last setting, never the file.
    query.exec(QStringLiteral("PRAGMA journal_mode = WAL"));
    query.exec(QStringLiteral("PRAGMA synchronous = NORMAL"));
    return query.exec(
        QStringLiteral("CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value BLOB NOT NULL)"));
}

QByteArray LocalStore::value(const QString &key) const
{
    if (const auto waiting = m_unwritten.find(key); waiting != m_unwritten.end())
        return *waiting;
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.prepare(QStringLiteral("SELECT value FROM settings WHERE key = ?"));
    query.addBindValue(key);
    return query.exec() && query.next() ? query.value(0).toByteArray() : QByteArray();
}

QJsonObject LocalStore::object(const QString &key) const
{
    return QJsonDocument::fromJson(value(key)).object();
}

void LocalStore::setValue(const QString &key, const QByteArray &value)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.prepare(QStringLiteral("INSERT INTO settings (key, value) VALUES (?, ?) "
                                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    query.addBindValue(key);
    query.addBindValue(value.isNull() ? QByteArray("") : value);
    write(query, key, value);
}

void LocalStore::remove(const QString &key)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.prepare(QStringLiteral("DELETE FROM settings WHERE key = ?"));
    query.addBindValue(key);
    write(query, key, {});
}

bool LocalStore::write(QSqlQuery &query, const QString &key, const QByteArray &value)
{
    if (query.exec()) {
        m_unwritten.remove(key);
        m_failing = false;
        return true;
    }
    m_unwritten.insert(key, value);
    if (m_failing)
        return false;
    m_failing = true;
    qWarning("a setting of this window was not kept: %s", qPrintable(query.lastError().text()));
    Q_EMIT notKept();
    return false;
}

void LocalStore::setObject(const QString &key, const QJsonObject &object)
{
    setValue(key, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace pos::ui
