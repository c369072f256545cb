// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/outbox/Outbox.h"

namespace pos::runtime {

// Who a request acts for, as the audit trail names them. Nobody signed in: a guest.
inline outbox::Actor actorOf(const http::Call &call)
{
    if (!call.isSignedIn())
        return {"guest", Id(), Id(), {}, call.requestId()};
    const http::Principal &who = call.principal();
    return {"user", who.user, who.session, contract::toWord(who.role), call.requestId()};
}

} // namespace pos::runtime
