// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/outbox/Outbox.h"

namespace pos::order {

// Who changes an order, and by which request.
struct Caller {
    Id tenant;
    outbox::Actor actor;
    std::optional<contract::Role> role; // nothing: the system
    int terminal = 0;                   // its number range; 0: none of the shop's tills
    QByteArray traceparent;

    static Caller of(const http::Call &call);
    bool may(contract::Permission permission) const { return !role || contract::isGranted(*role, permission); }
};

} // namespace pos::order
