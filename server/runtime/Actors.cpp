// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Actors.h"

namespace pos::runtime {

outbox::Actor actorOf(const http::Call &call)
{
    outbox::Actor actor;
    actor.requestId = call.requestId();
    if (!call.isSignedIn()) {
        actor.kind = "guest";
        return actor;
    }
    const http::Principal &principal = call.principal();
    actor.kind = "user";
    actor.user = principal.user;
    actor.session = principal.session;
    actor.role = contract::toWord(principal.role);
    return actor;
}

outbox::Actor systemActor()
{
    outbox::Actor actor;
    actor.kind = "system";
    return actor;
}

} // namespace pos::runtime
