// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/ProcessMetrics.h"

#include "server/infra/trace/OtlpExporter.h"
#include "server/runtime/BackupRuns.h"

#include <QFile>

#include <sys/statvfs.h>

namespace pos::runtime {

namespace {

struct statvfs diskBelow(const QString &folder)
{
    struct statvfs disk = {};
    if (statvfs(QFile::encodeName(folder).constData(), &disk) != 0)
        return {};
    return disk;
}

} // namespace

void observeProcess(metrics::ServiceMetrics &metrics, const QString &dataDir, const BackupRuns *backups)
{
    metrics.gaugeFrom("pos_disk_free_bytes", "What may still be written below the data folder.", [dataDir] {
        const struct statvfs disk = diskBelow(dataDir);
        return static_cast<qint64>(disk.f_bavail * disk.f_frsize);
    });
    metrics.gaugeFrom("pos_disk_size_bytes", "Size of the disk below the data folder.", [dataDir] {
        const struct statvfs disk = diskBelow(dataDir);
        return static_cast<qint64>(disk.f_blocks * disk.f_frsize);
    });
    if (!backups)
        return;
    metrics.gaugeFrom(
        "pos_backup_last_success_timestamp_seconds",
        "When the newest readable backup of the backup folder was made; 0: there is none.", [backups] {
            const std::optional<Instant> newest = backups->newest();
            return newest ? std::chrono::duration_cast<std::chrono::seconds>(newest->time_since_epoch()).count()
                          : qint64{0};
        });
    metrics.gaugeFrom("pos_backup_failed", "1: the last run of a backup failed.",
                      [backups] { return backups->state().failure ? qint64{1} : qint64{0}; });
}

void observeTraces(metrics::ServiceMetrics &metrics, const trace::OtlpExporter *traces)
{
    metrics.counterFrom("pos_trace_spans_exported_total", "Spans the collector of traces took.",
                        [traces] { return traces ? traces->exported() : qint64{0}; });
    metrics.counterFrom("pos_trace_spans_dropped_total",
                        "Spans dropped because the collector did not take them in time.",
                        [traces] { return traces ? traces->dropped() : qint64{0}; });
}

} // namespace pos::runtime
