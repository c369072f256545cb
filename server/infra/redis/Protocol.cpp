// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/Protocol.h"

#include <hiredis/hiredis.h>

namespace pos::redis {

Reply Protocol::convert(const redisReply &from)
{
    Reply reply;
    switch (from.type) {
    case REDIS_REPLY_INTEGER:
        reply.type = Reply::Type::Integer;
        reply.integer = from.integer;
        break;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
    case REDIS_REPLY_ERROR:
        reply.type = from.type == REDIS_REPLY_ERROR ? Reply::Type::Refusal : Reply::Type::Text;
        reply.text = QByteArray(from.str, static_cast<qsizetype>(from.len));
        break;
    case REDIS_REPLY_ARRAY:
        reply.type = Reply::Type::List;
        for (size_t i = 0; i < from.elements; ++i)
            reply.items.push_back(convert(*from.element[i]));
        break;
    default: break;
    }
    return reply;
}

void Protocol::Free::operator()(redisReader *reader) const
{
    redisReaderFree(reader);
}

Protocol::Protocol()
{
    reset();
}

Protocol::~Protocol() = default;

void Protocol::reset()
{
    m_reader.reset(redisReaderCreate());
    m_broken = !m_reader;
}

QByteArray Protocol::format(const QByteArrayList &command)
{
    std::vector<const char *> words;
    std::vector<size_t> lengths;
    for (const QByteArray &word : command) {
        words.push_back(word.constData());
        lengths.push_back(static_cast<size_t>(word.size()));
    }
    char *wire = nullptr;
    const int size = redisFormatCommandArgv(&wire, static_cast<int>(command.size()), words.data(), lengths.data());
    if (size < 0)
        return {};
    const QByteArray formatted(wire, size);
    redisFreeCommand(wire);
    return formatted;
}

bool Protocol::feed(const QByteArray &bytes)
{
    if (!m_broken
        && (redisReaderFeed(m_reader.get(), bytes.constData(), static_cast<size_t>(bytes.size())) != REDIS_OK
            || static_cast<qsizetype>(m_reader->len - m_reader->pos) > kLargest))
        m_broken = true;
    return !m_broken;
}

std::optional<Reply> Protocol::next()
{
    if (m_broken)
        return {};
    void *answer = nullptr;
    if (redisReaderGetReply(m_reader.get(), &answer) != REDIS_OK) {
        m_broken = true;
        return {};
    }
    if (!answer)
        return {};
    Reply reply = convert(*static_cast<redisReply *>(answer));
    freeReplyObject(answer);
    return reply;
}

} // namespace pos::redis
