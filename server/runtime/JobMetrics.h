// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/metrics/ServiceMetrics.h"
#include "server/runtime/Scheduler.h"

namespace pos::runtime {

// The job, its runs shown in its service's metrics under its name: pos_job_last_success_timestamp_seconds{task} (this
// call until it has run), pos_job_interval_seconds{task}, pos_job_failed_total{task}, pos_job_seconds{task}.
// `clock` and `metrics` outlive the job.
Job observed(Job job, const Clock &clock, metrics::ServiceMetrics &metrics);

} // namespace pos::runtime
