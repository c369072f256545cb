// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/metrics/ServiceMetrics.h"

namespace pos::trace {
class OtlpExporter;
}

namespace pos::runtime {

class BackupRuns;

// What there is once in a process: the disk below its data folder and, where it makes them itself, its backups
// (null: it does not). All that is handed in outlives `metrics`.
void observeProcess(metrics::ServiceMetrics &metrics, const QString &dataDir, const BackupRuns *backups);

// Spans that the collector took, and those that were dropped because it did not.
void observeTraces(metrics::ServiceMetrics &metrics, const trace::OtlpExporter *traces);

} // namespace pos::runtime
