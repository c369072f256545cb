// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Routes.h"
#include "server/infra/outbox/EventBus.h"

namespace pos::trace {
class OtlpExporter;
}

namespace pos::runtime {

// The consumer, its work part of the trace of the request that made the event; its statements and events are marked
// with that. `traces` is null where none are made.
outbox::Consumer traced(outbox::Consumer consumer, contract::Service service, trace::OtlpExporter *traces);

} // namespace pos::runtime
