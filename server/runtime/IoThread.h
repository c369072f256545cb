// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace pos::runtime {

// The thread on which all ports of a process are served. Nothing on it may block.
class IoThread : public QObject {
    Q_OBJECT

public:
    IoThread();
    ~IoThread() override; // what was made on it must be gone by then

    // Runs the work there and waits for it, after all that was queued before. Not from the thread itself.
    void run(const std::function<void()> &work);

private Q_SLOTS:
    void runWork();

private:
    QThread m_thread;
    // Handed over under a lock of our own, which ThreadSanitizer sees; Qt's it does not.
    std::mutex m_one; // caller at a time
    std::mutex m_mutex;
    std::condition_variable m_done;
    const std::function<void()> *m_work = nullptr;
};

} // namespace pos::runtime
