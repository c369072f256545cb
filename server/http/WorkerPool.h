// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Router.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace pos::http {

// A fixed number of threads and a queue with an end. Thread-safe.
class WorkerPool {
public:
    struct Job {
        const Route *route;
        RequestPtr request;
        ReplyHandle reply;
    };

    WorkerPool(int threads, size_t queueLimit);
    ~WorkerPool();
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    // What waits is answered 503, what runs is finished. After it nothing is taken any more.
    void stop();
    int threads() const { return static_cast<int>(m_threads.size()); }
    // Leaves the job untouched when the queue is full.
    bool trySubmit(Job &job);

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    const size_t m_queueLimit;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace pos::http
