// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/ReplyHandle.h"

#include "server/http/HttpServer.h"
#include "server/http/ProblemMapper.h"

#include <QThread>

namespace pos::http {

void ReplyChannel::post(const ReplyAddress &address, Response response)
{
    std::unique_lock lock(m_mutex);
    HttpServer *server = m_server;
    if (!server)
        return;
    if (QThread::currentThread() == server->thread()) {
        // Only this thread may delete the server, so it stays alive without the lock.
        lock.unlock();
        server->deliver(address, std::move(response));
        return;
    }
    const bool isFirst = m_posted.empty();
    m_posted.emplace_back(address, std::move(response));
    if (isFirst)
        QMetaObject::invokeMethod(server, "deliverPosted", Qt::QueuedConnection);
}

std::vector<std::pair<ReplyAddress, Response>> ReplyChannel::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_posted, {});
}

void ReplyChannel::close()
{
    const std::lock_guard lock(m_mutex);
    m_server = nullptr;
}

ReplyHandle::ReplyHandle(std::shared_ptr<ReplyChannel> channel, ReplyAddress address)
    : m_state(new State{std::move(channel), std::move(address)})
{
}

ReplyHandle &ReplyHandle::operator=(ReplyHandle &&other) noexcept
{
    ReplyHandle old(std::move(*this));
    m_state = std::move(other.m_state);
    return *this;
}

ReplyHandle::~ReplyHandle()
{
    if (m_state && !m_state->answered) {
        const RequestPtr request = m_state->address.request;
        send(toProblem(Error::internal(QStringLiteral("the handler gave no answer")), *request));
    }
}

bool ReplyHandle::send(Response response)
{
    if (!m_state || m_state->answered.exchange(true))
        return false;
    m_state->channel->post(m_state->address, std::move(response));
    return true;
}

} // namespace pos::http
