// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/IoThread.h"

namespace pos::runtime {

IoThread::IoThread()
{
    m_thread.setObjectName(QStringLiteral("http"));
    moveToThread(&m_thread);
    m_thread.start();
}

IoThread::~IoThread()
{
    m_thread.quit();
    m_thread.wait();
}

void IoThread::run(const std::function<void()> &work)
{
    const std::lock_guard one(m_one);
    std::unique_lock lock(m_mutex);
    m_work = &work;
    QMetaObject::invokeMethod(this, "runWork", Qt::QueuedConnection);
    m_done.wait(lock, [this] { return !m_work; });
}

void IoThread::runWork()
{
    const std::lock_guard lock(m_mutex);
    (*m_work)();
    m_work = nullptr;
    m_done.notify_all();
}

} // namespace pos::runtime
