// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/redis/Client.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace pos::redis {

// Keys that one process at a time holds: set with a random token, prolonged three times as often as they expire, and
// taken away only by who set them. A lock in Redis is a courtesy, not a proof: it can be flushed, or expire in a
// pause. What must not happen twice also holds a lock in PostgreSQL. Thread-safe; workers only.
class Locks {
public:
    // Given back when it goes.
    class Held {
    public:
        Held(Locks &locks, QByteArray key, QByteArray token)
            : m_locks(locks), m_key(std::move(key)), m_token(std::move(token))
        {
        }
        ~Held() { m_locks.giveBack(*this); }
        Held(const Held &) = delete;
        Held &operator=(const Held &) = delete;

    private:
        friend class Locks;
        Locks &m_locks;
        const QByteArray m_key;
        const QByteArray m_token;
        std::function<void()> m_lost;
        std::chrono::steady_clock::time_point m_until; // known to be ours
        bool m_isLost = false;
    };

    explicit Locks(Client &client, Duration expiry = std::chrono::seconds(15));
    ~Locks(); // when nothing is held any more
    Locks(const Locks &) = delete;
    Locks &operator=(const Locks &) = delete;

    // Null when another holds it. `lost` is called once, on another thread, when it is no longer known to be ours.
    // Error: Redis cannot be asked.
    Result<std::unique_ptr<Held>> take(const QByteArray &key, std::function<void()> lost);

private:
    void giveBack(const Held &held);
    void beat();
    void beatOnce(std::unique_lock<std::mutex> &lock);
    static void lose(Held &held);

    Client &m_client;
    const Duration m_expiry;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<QByteArray, Held *> m_held; // by token
    bool m_stopping = false;
    std::thread m_heart;
};

} // namespace pos::redis
