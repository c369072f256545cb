// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/AccessToken.h"
#include "server/infra/keyring/PasswordHasher.h"
#include "server/infra/keyring/PersonalData.h"
#include "server/infra/outbox/Outbox.h"
#include "server/runtime/SessionStates.h"

namespace pos::auth {

inline constexpr auto kSource = "auth-service";

// What every part of auth-service works with. Borrowed: all of it outlives them.
struct AuthParts {
    pg::Database &database;
    const Clock &clock;
    keyring::PersonalData personal;
    std::shared_ptr<const keyring::TokenKeys> tokenKeys;
    keyring::PasswordHasher &hasher;
    bool registrationOpen = false;
    runtime::SessionStates *states = nullptr; // null where nobody remembers any
};

// Who stands at the door, not known yet.
struct Visitor {
    outbox::Actor actor;
    QByteArray address;   // hashed before it is stored
    QString userAgent;    // sealed before it is stored

    outbox::Actor as(const Id &user, const QByteArray &role = {}) const
    {
        return {"user", user, Id(), role, actor.requestId};
    }
};

// Who is signed in.
struct Member {
    Id tenant;
    Id user;
    Id session;
    outbox::Actor actor;
};

} // namespace pos::auth
