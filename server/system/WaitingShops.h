// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Outbox.h"
#include "server/infra/postgres/Database.h"

#include <vector>

namespace pos::system {

struct WaitingShop {
    Id id;
    QString name;
    QString slug;
    Instant createdAt;
};

// Shops whose owner has not confirmed the address. Without a mail server nobody can: then who runs the server says that
// the owner is known to them. Nothing of the person is read for it: only the shop's name and when it was made.
class WaitingShops {
public:
    WaitingShops(pg::Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    Result<std::vector<WaitingShop>> list() const; // the oldest first, at most 200
    // NotFound when that shop does not wait.
    Result<void> confirm(const Id &shop, const Id &operatingShop, const outbox::Actor &actor) const;

private:
    pg::Database &m_database;
    const Clock &m_clock;
};

} // namespace pos::system
