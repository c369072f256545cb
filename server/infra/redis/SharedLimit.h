// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/redis/Client.h"

#include <QHash>

#include <memory>
#include <mutex>

namespace pos::redis {

// What all processes together have let through, as the debt of a token bucket that lies in Redis. Nobody waits for it:
// each process decides by its own bucket, tells here what it let through, and learns within two tenths of a second what
// the others did. Without Redis the process' own bucket is all there is. Thread-safe; never blocks.
class SharedLimit {
public:
    struct Policy {
        QByteArray name;
        int perSecond = 1;
        int burst = 1;
    };
    // The time until the bucket would be full again. Called on the client's thread.
    using Learn = std::function<void(const QByteArray &key, std::chrono::microseconds debt)>;

    // Names in Redis are hashes with `salt`: who reads them there learns no address.
    SharedLimit(Client &client, Policy policy, QByteArray salt, Learn learn);

    void taken(const QByteArray &key);

private:
    struct Shared;
    std::shared_ptr<Shared> d;
};

} // namespace pos::redis
