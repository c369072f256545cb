// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace pos::ui::test {

// Asks the GUI thread from another one, again and again, how long it takes to answer. What the thread waited
// for a processor, which other programs had, is not counted against it: that is known from the scheduler.
// Made on the GUI thread; watches until it goes.
class GuiWatchdog {
public:
    GuiWatchdog();
    ~GuiWatchdog();

    static std::chrono::milliseconds allowed(); // more is complained of
    std::chrono::milliseconds longest() const { return std::chrono::milliseconds(m_longest.load()); }
    void forget() { m_longest = 0; } // what was measured so far
    // Empty when the thread was never busy for too long; else how long it was. For QCOMPARE.
    QString complaint() const;

private:
    using Time = std::chrono::steady_clock::time_point;

    void watch();
    void measure(Time asked, qint64 delayedBefore);
    qint64 delayed() const; // ns the GUI thread was ready to run and could not

    const int m_thread; // of the GUI, as the kernel numbers it
    QObject m_target;   // lives on the GUI thread
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_answered = false;
    bool m_stop = false;
    std::atomic<qint64> m_longest = 0;
    std::thread m_watcher;
};

} // namespace pos::ui::test
