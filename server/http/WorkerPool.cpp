// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/WorkerPool.h"

#include "server/http/ProblemMapper.h"

namespace pos::http {

WorkerPool::WorkerPool(int threads, size_t queueLimit) : m_queueLimit(queueLimit)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::stop()
{
    std::deque<Job> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        waiting.swap(m_queue);
    }
    m_wake.notify_all();
    for (Job &job : waiting)
        job.reply.send(toProblem(
            Error::unavailable(QStringLiteral("stopping"), QStringLiteral("the server is stopping")), *job.request));
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

bool WorkerPool::trySubmit(Job &job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_queue.size() >= m_queueLimit)
            return false;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void WorkerPool::work()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
        if (m_stopping)
            return;
        Job job = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        try {
            if (job.request->clientGone())
                job.reply.send({499, {}, {}, QStringLiteral("the client left before its turn")});
            else
                job.route->handler(job.request, std::move(job.reply));
        } catch (...) {
            // Unwinding has dropped the ReplyHandle, which answered 500; the thread must live on.
        }
    }
}

} // namespace pos::http
