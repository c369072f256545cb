// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/IoThread.h"

namespace pos::runtime {

IoThread::IoThread() : m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("http"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

IoThread::~IoThread()
{
    m_thread.quit();
    m_thread.wait();
}

void IoThread::run(const std::function<void()> &work)
{
    QMetaObject::invokeMethod(m_context.get(), work, Qt::BlockingQueuedConnection);
}

} // namespace pos::runtime
