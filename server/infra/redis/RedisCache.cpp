// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/RedisCache.h"

namespace pos::redis {

namespace {

// Value and time left of all keys at one instant; a script is not interrupted.
const QByteArray kGet = "local found = {} "
                        "for i, key in ipairs(KEYS) do "
                        "found[2 * i - 1] = redis.call('GET', key) "
                        "found[2 * i] = redis.call('PTTL', key) "
                        "end return found";

} // namespace

Result<QList<std::optional<cache::Cache::Entry>>> RedisCache::get(const QByteArrayList &keys)
{
    const auto connected = m_client.connectedFor();
    if (!connected || *connected < m_settle)
        return fail(Error::unavailable(QLatin1StringView(Client::kAway),
                                       QStringLiteral("redis: what it holds is not believed yet")));
    POS_TRY(const Reply reply, m_client.look(QByteArrayList{"EVAL", kGet, QByteArray::number(keys.size())} + keys));
    if (reply.items.size() != static_cast<size_t>(keys.size()) * 2)
        return fail(Error::unavailable(QLatin1StringView(Client::kAway), QStringLiteral("redis: not what was asked")));
    QList<std::optional<Entry>> entries;
    for (size_t i = 0; i < reply.items.size(); i += 2) {
        const Reply &value = reply.items[i];
        if (value.type != Reply::Type::Text)
            entries.append(std::nullopt);
        else
            entries.append(Entry{value.text, Duration(reply.items[i + 1].integer)});
    }
    return entries;
}

Result<void> RedisCache::put(const QByteArray &key, const QByteArray &value, Duration keep)
{
    POS_CHECK(m_client.ask({"SET", key, value, "PX", QByteArray::number(keep.count())}));
    return {};
}

} // namespace pos::redis
