// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/GuiWatchdog.h"

#include <QFile>

#include <algorithm>

#include <unistd.h>

namespace pos::ui::test {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

std::chrono::milliseconds GuiWatchdog::allowed()
{
    return 100ms * POS_TEST_PATIENCE;
}

GuiWatchdog::GuiWatchdog() : m_thread(::gettid()), m_watcher([this] { watch(); })
{
}

GuiWatchdog::~GuiWatchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_watcher.join();
}

void GuiWatchdog::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_answered = false;
        const Time asked = steady_clock::now();
        const qint64 before = delayed();
        QMetaObject::invokeMethod(
            &m_target,
            [this] {
                {
                    const std::lock_guard answered(m_mutex);
                    m_answered = true;
                }
                m_wake.notify_all();
            },
            Qt::QueuedConnection);
        while (!m_answered && !m_stop) { // also while it hangs: what never answers is seen too
            m_wake.wait_for(lock, 20ms);
            measure(asked, before);
        }
        m_wake.wait_for(lock, 4ms, [this] { return m_stop; });
    }
}

void GuiWatchdog::measure(Time asked, qint64 delayedBefore)
{
    const std::chrono::nanoseconds passed = steady_clock::now() - asked;
    const qint64 busy = (passed.count() - (delayed() - delayedBefore)) / 1'000'000;
    m_longest = std::max(m_longest.load(), busy);
}

qint64 GuiWatchdog::delayed() const
{
    QFile file(QStringLiteral("/proc/self/task/%1/schedstat").arg(m_thread));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
}

QString GuiWatchdog::complaint() const
{
    return longest() <= allowed() ? QString()
                                  : QStringLiteral("the window did not answer for %1 ms").arg(longest().count());
}

} // namespace pos::ui::test
