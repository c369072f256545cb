// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/SharedLimit.h"

#include "server/infra/keyring/Crypto.h"

#include <utility>

namespace pos::redis {

namespace {

using namespace std::chrono;

constexpr Duration kGather = milliseconds(50);
constexpr qsizetype kMostKeys = 5'000; // at once; what is beyond stays with this process
constexpr qsizetype kKeysOfOne = 100;  // command: Redis answers nobody else meanwhile

// KEYS: the buckets. ARGV: microseconds a token, depth; then of each bucket the tokens, and how long ago the first was
// taken. By Redis' own clock. Returns the debts.
const QByteArray kCharge = "local t = redis.call('TIME') "
                           "local now = t[1] * 1000000 + t[2] "
                           "local debts = {} "
                           "for i, key in ipairs(KEYS) do "
                           "local full = tonumber(redis.call('GET', key) or '0') "
                           "full = math.max(full, now - ARGV[2 * i + 2]) + ARGV[1] * ARGV[2 * i + 1] "
                           "full = math.min(full, now + ARGV[2]) "
                           "debts[i] = math.max(0, full - now) "
                           "if full > now then "
                           "redis.call('SET', key, string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000)) "
                           "end "
                           "end "
                           "return debts";

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
    void charge(const QByteArrayList &keys, const QByteArrayList &takings);
    QByteArray nameOf(const QByteArray &key) const;

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

QByteArray SharedLimit::Shared::nameOf(const QByteArray &key) const
{
    return "limit:" + policy.name + ':' + keyring::crypto::hmacSha256(salt, policy.name + '\n' + key).left(16).toHex();
}

void SharedLimit::Shared::tell()
{
    QHash<QByteArray, Taken> told;
    {
        const std::lock_guard lock(mutex);
        told.swap(gathered);
    }
    const auto now = steady_clock::now();
    QByteArrayList keys;
    QByteArrayList takings;
    for (auto one = told.cbegin(); one != told.cend(); ++one) {
        keys.append(one.key());
        takings += {QByteArray::number(one->count),
                    QByteArray::number(qint64{duration_cast<microseconds>(now - one->since).count()})};
        if (keys.size() == kKeysOfOne) {
            charge(keys, takings);
            keys.clear();
            takings.clear();
        }
    }
    if (!keys.isEmpty())
        charge(keys, takings);
}

void SharedLimit::Shared::charge(const QByteArrayList &keys, const QByteArrayList &takings)
{
    const qint64 cost = 1'000'000 / policy.perSecond;
    QByteArrayList command{"EVAL", kCharge, QByteArray::number(keys.size())};
    for (const QByteArray &key : keys)
        command.append(nameOf(key));
    command += {QByteArray::number(cost), QByteArray::number(cost * policy.burst)};
    command += takings;
    client.send({command}, [shared = shared_from_this(), keys](const Result<std::vector<Reply>> &replies) {
        if (!replies)
            return;
        const std::vector<Reply> &debts = replies->front().items;
        for (size_t i = 0; i < debts.size() && qsizetype(i) < keys.size(); ++i) {
            if (debts[i].integer > 0)
                shared->learn(keys[qsizetype(i)], microseconds(debts[i].integer));
        }
    });
}

} // namespace pos::redis
