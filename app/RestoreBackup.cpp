// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/RestoreBackup.h"

#include "server/infra/cluster/Backup.h"
#include "server/infra/outbox/Outbox.h"
#include "server/runtime/Actors.h"
#include "server/runtime/Installation.h"
#include "server/runtime/Store.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>

namespace pos::app {

namespace {

const QString kProgram = QStringLiteral("pos-backoffice");

Result<void> rename(const QString &from, const QString &to)
{
    if (QDir().rename(from, to))
        return {};
    return fail(Error::unavailable(QStringLiteral("data_folder"),
                                   QStringLiteral("%1 cannot be moved to %2").arg(from, to), 60));
}

Result<void> fill(const config::Settings &settings, const QString &file,
                  const std::function<void(const QString &)> &progress)
{
    POS_TRY(const auto host, cluster::DatabaseHost::open(settings, {.program = kProgram, .progress = progress}));
    if (progress)
        progress(QStringLiteral("Reading the backup."));
    POS_CHECK(cluster::Backup::restore(*host, file));
    return {};
}

// Opens it as a server does: schema up to date, and the keys of this folder are those of the backup.
Result<void> prove(const config::Settings &settings, const Clock &clock, const QString &file)
{
    POS_TRY(const auto store, runtime::Store::open({.settings = settings, .clock = clock, .program = kProgram}));
    POS_TRY(const Id shop, runtime::shopThatRunsTheServer(store->database()));
    if (shop.isNull())
        return {};
    outbox::AuditEntry entry;
    entry.action = "backup.restored";
    entry.entity = "backup";
    entry.details = {{QStringLiteral("file"), QFileInfo(file).fileName()}};
    return outbox::recordAudit(store->database(), clock, "runtime", shop, runtime::systemActor(), entry);
}

void removeOlder(const QString &dataDir, const QString &kept)
{
    const QDir folder(dataDir);
    const QStringList asides = folder.entryList({QStringLiteral("postgres.before-*")}, QDir::Dirs);
    for (const QString &aside : asides) {
        if (folder.filePath(aside) != kept)
            QDir(folder.filePath(aside)).removeRecursively();
    }
}

} // namespace

Result<void> restoreBackup(const config::Settings &settings, const Clock &clock, const QString &file,
                           const std::function<void(const QString &)> &progress)
{
    if (!cluster::DatabaseHost::isEmbedded(settings))
        return fail(Error::conflict(QStringLiteral("database_elsewhere"),
                                    QStringLiteral("the database runs elsewhere: restore it there")));
    if (progress)
        progress(QStringLiteral("Checking the backup."));
    POS_CHECK(cluster::Backup::verify(file));
    const QString place = cluster::DataFolder::postgresOf(settings.dataDir);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(clock.now().time_since_epoch().count());
    const QString aside = place + QStringLiteral(".before-") + now.toString(QStringLiteral("yyyyMMdd-hhmmss"));
    POS_CHECK(rename(place, aside));
    auto putBack = qScopeGuard([&] {
        QDir(place).removeRecursively();
        QDir().rename(aside, place);
    });
    POS_CHECK(fill(settings, file, progress));
    if (progress)
        progress(QStringLiteral("Checking that the keys fit."));
    POS_CHECK(prove(settings, clock, file));
    putBack.dismiss();
    removeOlder(settings.dataDir, aside);
    return {};
}

} // namespace pos::app
