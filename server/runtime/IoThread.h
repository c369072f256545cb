// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace pos::runtime {

// The thread on which all ports of a process are served. Nothing on it may block.
class IoThread {
public:
    IoThread();
    ~IoThread(); // what was made on it must be gone by then
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    // Runs the work there and waits for it, after all that was queued before. Not from the thread itself.
    void run(const std::function<void()> &work);

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_context;
};

} // namespace pos::runtime
