// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/trace/Scope.h"

#include "server/infra/trace/OtlpExporter.h"

#include <utility>

namespace pos::trace {

namespace {

thread_local const Context *t_current = nullptr;

} // namespace

const Context *current()
{
    return t_current;
}

Scope::Scope(Context context) : m_context(std::move(context)), m_before(std::exchange(t_current, &m_context))
{
}

Scope::~Scope()
{
    t_current = m_before;
}

Step::Step(const char *name, Span::Kind kind)
{
    const Context *around = current();
    if (!around || !around->isRecorded())
        return;
    m_exporter = around->exporter;
    m_span.service = around->service;
    m_span.name = name;
    m_span.kind = kind;
    m_span.parent = spanIdOf(around->traceparent);
    m_span.traceparent = childOf(around->traceparent);
    m_span.began = std::chrono::system_clock::now();
    m_began = std::chrono::steady_clock::now();
    m_scope.emplace(Context{m_exporter, m_span.service, m_span.traceparent});
}

Step::~Step()
{
    if (!m_exporter)
        return;
    m_scope.reset();
    m_span.took = std::chrono::steady_clock::now() - m_began;
    m_exporter->take(std::move(m_span));
}

} // namespace pos::trace
