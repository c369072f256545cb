// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/redis/Client.h"

struct redisContext;

namespace pos::redis {

// One more connection to the same Redis, on which who asks writes and waits itself: half the processor time of asking
// through the client's thread. Without TLS. Used by one thread at a time.
class Lane {
public:
    // Where the client is connected, and the how manieth connection that is.
    struct Place {
        QByteArray host; // a number
        quint16 port = 0;
        quint64 connection = 0;
    };

    // Nothing when Redis does not take it.
    static std::unique_ptr<Lane> open(const Place &place, const Client::Options &options);

    // Nothing when no answer came, whether or not Redis was asked: the lane is of no use any more.
    std::optional<Reply> ask(const QByteArray &formatted);
    bool isLate() const { return m_late; } // the answer did not come within the deadline
    // Still connected, as far as can be told without asking.
    bool isQuiet() const;
    quint64 connection() const { return m_connection; }

private:
    struct Free {
        void operator()(redisContext *context) const;
    };
    using Context = std::unique_ptr<redisContext, Free>;
    Lane(Context context, quint64 connection) : m_context(std::move(context)), m_connection(connection) { }

    Context m_context;
    const quint64 m_connection;
    bool m_late = false;
};

} // namespace pos::redis
