// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/outbox/Outbox.h"

namespace pos::runtime {

// Who is behind a request, for the audit trail: a guest when nobody is signed in.
outbox::Actor actorOf(const http::Call &call);

// The server itself: a job, a consumer, a command.
outbox::Actor systemActor();

} // namespace pos::runtime
