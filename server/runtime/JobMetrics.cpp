// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/JobMetrics.h"

namespace pos::runtime {

Job observed(Job job, const Clock &clock, metrics::ServiceMetrics &metrics)
{
    const metrics::Labels labels{{"task", job.name.constData()}};
    metrics::Gauge lastSuccess = metrics.gauge("pos_job_last_success_timestamp_seconds",
                                               "When a job last ran through, or else this process began.", labels);
    lastSuccess.set(clock.now());
    const std::chrono::seconds interval =
        job.dailyAt ? std::chrono::hours(24) : std::chrono::ceil<std::chrono::seconds>(job.every);
    metrics.gauge("pos_job_interval_seconds", "How often a job runs.", labels).set(interval.count());
    metrics::Counter failed = metrics.counter("pos_job_failed_total", "Runs of a job that failed.", labels);
    metrics::Timer duration = metrics.timer("pos_job_seconds", "Time of one run of a job.", labels);
    job.run = [run = std::move(job.run), lastSuccess, failed, duration,
               &clock](const std::atomic<bool> &stop) mutable -> Result<void> {
        const auto began = std::chrono::steady_clock::now();
        const Result<void> done = run(stop);
        duration.observe(std::chrono::steady_clock::now() - began);
        if (done)
            lastSuccess.set(clock.now());
        else
            failed.add();
        return done;
    };
    return job;
}

} // namespace pos::runtime
