// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/SharedLimit.h"

#include "server/infra/keyring/Crypto.h"

#include <utility>

namespace pos::redis {

namespace {

using namespace std::chrono;

constexpr Duration kGather = milliseconds(50);
constexpr qsizetype kMostKeys = 5'000; // at once; what is beyond stays with this process

// KEYS: the bucket. ARGV: microseconds a token, depth, tokens, how long ago the first was taken. By Redis' own clock.
const QByteArray kCharge =
    "local t = redis.call('TIME') "
    "local now = t[1] * 1000000 + t[2] "
    "local full = tonumber(redis.call('GET', KEYS[1]) or '0') "
    "full = math.max(full, now - ARGV[4]) + ARGV[1] * ARGV[3] "
    "full = math.min(full, now + ARGV[2]) "
    "if full <= now then return 0 end "
    "redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000)) "
    "return full - now";

} // namespace

struct SharedLimit::Shared : std::enable_shared_from_this<Shared> {
    struct Taken {
        int count = 0;
        steady_clock::time_point since;
    };

    Shared(Client &with, Policy given, QByteArray secret, Learn learner)
        : client(with), policy(std::move(given)), salt(std::move(secret)), learn(std::move(learner))
    {
    }

    void tell();
    QByteArrayList charge(const QByteArray &key, const Taken &taken) const;

    Client &client;
    const Policy policy;
    const QByteArray salt;
    const Learn learn;
    std::mutex mutex;
    QHash<QByteArray, Taken> gathered;
};

SharedLimit::SharedLimit(Client &client, Policy policy, QByteArray salt, Learn learn)
    : d(std::make_shared<Shared>(client, std::move(policy), std::move(salt), std::move(learn)))
{
}

void SharedLimit::taken(const QByteArray &key)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(d->mutex);
        isFirst = d->gathered.isEmpty();
        const auto found = d->gathered.find(key);
        if (found != d->gathered.end())
            ++found->count;
        else if (d->gathered.size() < kMostKeys)
            d->gathered.insert(key, {1, steady_clock::now()});
    }
    if (isFirst)
        d->client.later(kGather, [shared = d] { shared->tell(); });
}

QByteArrayList SharedLimit::Shared::charge(const QByteArray &key, const Taken &taken) const
{
    const qint64 cost = 1'000'000 / policy.perSecond;
    const QByteArray name =
        "limit:" + policy.name + ':' + keyring::crypto::hmacSha256(salt, policy.name + '\n' + key).left(16).toHex();
    const auto age = duration_cast<microseconds>(steady_clock::now() - taken.since);
    return {"EVAL",
            kCharge,
            "1",
            name,
            QByteArray::number(cost),
            QByteArray::number(cost * policy.burst),
            QByteArray::number(taken.count),
            QByteArray::number(qint64{age.count()})};
}

void SharedLimit::Shared::tell()
{
    QHash<QByteArray, Taken> told;
    {
        const std::lock_guard lock(mutex);
        told.swap(gathered);
    }
    for (auto one = told.cbegin(); one != told.cend(); ++one) {
        client.send({charge(one.key(), one.value())},
                    [shared = shared_from_this(), key = one.key()](const Result<std::vector<Reply>> &replies) {
                        if (replies && replies->front().integer > 0)
                            shared->learn(key, microseconds(replies->front().integer));
                    });
    }
}

} // namespace pos::redis
