// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/cache/Cache.h"
#include "server/infra/redis/Client.h"

namespace pos::redis {

// Shared by all processes. What was written before the connection was made is believed only once the connection has
// lasted for `settle`: until then a process that ended something while Redis was away has had no chance to say so.
class RedisCache final : public cache::Cache {
public:
    RedisCache(Client &client, Duration settle) : m_client(client), m_settle(settle) { }

    Result<QList<std::optional<Entry>>> get(const QByteArrayList &keys) override;
    Result<void> put(const QByteArray &key, const QByteArray &value, Duration keep) override;

private:
    Client &m_client;
    const Duration m_settle;
};

} // namespace pos::redis
