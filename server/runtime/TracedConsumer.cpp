// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/TracedConsumer.h"

#include "server/infra/trace/Scope.h"

namespace pos::runtime {

outbox::Consumer traced(outbox::Consumer consumer, contract::Service service, trace::OtlpExporter *traces)
{
    consumer.handle = [handle = std::move(consumer.handle), name = contract::programName(service),
                       traces](pg::Transaction &tx, const outbox::Event &event) -> Result<void> {
        if (!trace::isTraceParent(event.traceparent))
            return handle(tx, event);
        const trace::Scope origin({traces, name, event.traceparent});
        trace::Step step("process", trace::Span::Kind::Consumer);
        step.add("messaging.destination.name", event.topic);
        step.add("cloudevents.event_type", event.type);
        Result<void> done = handle(tx, event);
        if (!done)
            step.setFailed();
        return done;
    };
    return consumer;
}

} // namespace pos::runtime
