// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/redis/Reply.h"

#include <QByteArrayList>

#include <memory>
#include <optional>

struct redisReader;
struct redisReply;

namespace pos::redis {

// Redis' language, by hiredis: what goes over the wire, and what comes back piece by piece.
class Protocol {
public:
    Protocol();
    ~Protocol();
    Protocol(const Protocol &) = delete;
    Protocol &operator=(const Protocol &) = delete;

    // Empty only when there is no memory.
    static QByteArray format(const QByteArrayList &command);
    static Reply convert(const redisReply &from);

    // False when it is no Redis that speaks, or when an answer is larger than anything we ask for.
    bool feed(const QByteArray &bytes);
    // The next whole answer; nothing while it is not there yet.
    std::optional<Reply> next();
    bool isBroken() const { return m_broken; }
    void reset();

private:
    static constexpr qsizetype kLargest = 4 * 1024 * 1024;
    struct Free {
        void operator()(redisReader *reader) const;
    };
    std::unique_ptr<redisReader, Free> m_reader;
    bool m_broken = false;
};

} // namespace pos::redis
