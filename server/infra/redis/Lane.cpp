// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/Lane.h"

#include "server/infra/redis/Protocol.h"

#include <cerrno>
#include <hiredis/hiredis.h>
#include <poll.h>

namespace pos::redis {

namespace {

timeval timeOf(Duration time)
{
    return {time.count() / 1000, time.count() % 1000 * 1000};
}

bool isTaken(const std::optional<Reply> &reply)
{
    return reply && !reply->isRefusal();
}

} // namespace

void Lane::Free::operator()(redisContext *context) const
{
    redisFree(context);
}

std::unique_ptr<Lane> Lane::open(const Place &place, const Client::Options &options)
{
    Context context(redisConnectWithTimeout(place.host.constData(), place.port, timeOf(options.deadline)));
    if (!context || context->err != REDIS_OK || redisSetTimeout(context.get(), timeOf(options.deadline)) != REDIS_OK)
        return nullptr;
    redisEnableKeepAlive(context.get());
    std::unique_ptr<Lane> lane(new Lane(std::move(context), place.connection));
    if (!options.password.isEmpty() && !isTaken(lane->ask(Protocol::format({"AUTH", options.password.reveal()}))))
        return nullptr;
    if (!isTaken(lane->ask(Protocol::format({"SELECT", QByteArray::number(options.database)}))))
        return nullptr;
    return lane;
}

std::optional<Reply> Lane::ask(const QByteArray &formatted)
{
    void *answer = nullptr;
    errno = 0;
    if (redisAppendFormattedCommand(m_context.get(), formatted.constData(), static_cast<size_t>(formatted.size()))
            != REDIS_OK
        || redisGetReply(m_context.get(), &answer) != REDIS_OK || !answer) {
        m_late = m_context->err == REDIS_ERR_IO && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ETIMEDOUT);
        return {};
    }
    Reply reply = Protocol::convert(*static_cast<redisReply *>(answer));
    freeReplyObject(answer);
    return reply;
}

bool Lane::isQuiet() const
{
    pollfd socket{m_context->fd, POLLIN, 0};
    return ::poll(&socket, 1, 0) == 0;
}

} // namespace pos::redis
