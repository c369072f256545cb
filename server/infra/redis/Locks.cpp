// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/Locks.h"

#include "server/infra/keyring/Crypto.h"

#include <utility>

namespace pos::redis {

namespace {

const QByteArray kProlong = "if redis.call('GET', KEYS[1]) == ARGV[1] then "
                            "return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
const QByteArray kRelease = "if redis.call('GET', KEYS[1]) == ARGV[1] then "
                            "return redis.call('DEL', KEYS[1]) end return 0";

} // namespace

Locks::Locks(Client &client, Duration expiry) : m_client(client), m_expiry(expiry), m_heart([this] { beat(); })
{
}

Locks::~Locks()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_heart.join();
}

Result<std::unique_ptr<Locks::Held>> Locks::take(const QByteArray &key, std::function<void()> lost)
{
    const QByteArray token = keyring::crypto::randomBytes(16).toHex();
    const auto asked = std::chrono::steady_clock::now();
    POS_TRY(const Reply reply, m_client.ask({"SET", key, token, "NX", "PX", QByteArray::number(m_expiry.count())}));
    if (reply.isNothing())
        return nullptr;
    auto held = std::make_unique<Held>(*this, key, token);
    held->m_lost = std::move(lost);
    held->m_until = asked + m_expiry;
    const std::lock_guard lock(m_mutex);
    m_held.emplace(token, held.get());
    return held;
}

void Locks::giveBack(const Held &held)
{
    {
        const std::lock_guard lock(m_mutex);
        m_held.erase(held.m_token);
    }
    m_client.send({{"EVAL", kRelease, "1", held.m_key, held.m_token}});
}

void Locks::lose(Held &held)
{
    if (!std::exchange(held.m_isLost, true) && held.m_lost)
        held.m_lost();
}

void Locks::beat()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, m_expiry / 3, [this] { return m_stopping; }))
        beatOnce(lock);
}

void Locks::beatOnce(std::unique_lock<std::mutex> &lock)
{
    std::vector<std::pair<QByteArray, QByteArray>> mine;
    for (const auto &[token, held] : m_held)
        mine.emplace_back(held->m_key, token);
    for (const auto &[key, token] : mine) {
        lock.unlock();
        const auto asked = std::chrono::steady_clock::now();
        const auto reply = m_client.ask({"EVAL", kProlong, "1", key, token, QByteArray::number(m_expiry.count())});
        lock.lock();
        const auto found = m_held.find(token);
        if (found == m_held.end())
            continue; // given back meanwhile
        if (reply && reply->integer == 1)
            found->second->m_until = asked + m_expiry;
        // Answered and gone, or unanswered for so long that it must have expired: another may hold it.
        else if (reply || std::chrono::steady_clock::now() >= found->second->m_until - m_expiry / 3)
            lose(*found->second);
    }
}

} // namespace pos::redis
