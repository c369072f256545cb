// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QByteArray>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace pos::logging {
class Logger;
}

namespace pos::runtime {

class JobTurns;

// Work that comes round by itself. Runs on a thread of its own and may block; never runs twice at a time, in all
// processes that share a database.
struct Job {
    QByteArray name;                              // for the log: "stock-proof"
    Duration every = {};                          // from the end of one run to the start of the next
    std::optional<int> dailyAt = {};              // or: minutes after midnight in the machine's zone
    // Long work looks at `stop`. A daily job that failed has had its day; one that was Cancelled is run again.
    std::function<Result<void>(const std::atomic<bool> &stop)> run;
};

// When a daily job runs next, strictly after `now`. A time that the clock skips that day is taken an hour later.
Instant nextDaily(Instant now, int minutesAfterMidnight);

// One thread a job. add() before start(); stop() waits for the runs at work. Without `turns` every job is this
// process's; with them it outlives the scheduler.
class Scheduler {
public:
    Scheduler(const Clock &clock, logging::Logger &log, JobTurns *turns = nullptr)
        : m_clock(clock), m_log(log), m_turns(turns)
    {
    }
    static constexpr Duration kAskAgain = std::chrono::seconds(5); // whether who does a daily job still lives
    ~Scheduler() { stop(); }
    Scheduler(const Scheduler &) = delete;
    Scheduler &operator=(const Scheduler &) = delete;

    void add(Job job) { m_jobs.push_back(std::move(job)); }
    void start();
    void stop();

private:
    void work(const Job &job, Instant started);
    void workPeriodically(const Job &job);
    void workDaily(const Job &job, Instant started);
    Result<void> runOnce(const Job &job);
    bool isOurTurn(const Job &job);
    bool pause(Duration time);
    bool waitUntil(Instant due);

    const Clock &m_clock;
    logging::Logger &m_log;
    JobTurns *const m_turns; // null: none
    std::vector<Job> m_jobs;
    std::vector<std::thread> m_threads;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::atomic<bool> m_stopping = false;
};

} // namespace pos::runtime
