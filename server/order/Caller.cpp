// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/Caller.h"

#include "server/runtime/Actors.h"

namespace pos::order {

Caller Caller::of(const http::Call &call)
{
    const http::Principal &who = call.principal();
    Caller caller;
    caller.tenant = who.tenant;
    caller.actor = runtime::actorOf(call);
    caller.role = who.role;
    const QByteArray digits = who.terminal.startsWith('T') ? who.terminal.mid(1) : who.terminal;
    caller.terminal = digits.toShort(); // 0 where the token names none
    caller.traceparent = call.traceparent();
    return caller;
}

} // namespace pos::order
