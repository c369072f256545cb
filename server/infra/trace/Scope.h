// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/trace/Span.h"
#include "server/infra/trace/TraceParent.h"

#include <optional>

namespace pos::trace {

class OtlpExporter;

// Whose work a thread does: what a statement's connection and an event made meanwhile are marked with.
struct Context {
    OtlpExporter *exporter = nullptr; // null: traces are passed on, none are made here
    QByteArray service;
    QByteArray traceparent;

    bool isRecorded() const { return exporter && isSampled(traceparent); }
};

// Of the calling thread; null outside a Scope.
const Context *current();

// The calling thread works within `context` until this goes; scopes nest.
class Scope {
public:
    explicit Scope(Context context);
    ~Scope();
    Scope(const Scope &) = delete;
    Scope &operator=(const Scope &) = delete;

private:
    const Context m_context;
    const Context *m_before;
};

// One step within the current scope, which it is the child of; nothing where that is not recorded.
class Step {
public:
    Step(const char *name, Span::Kind kind);
    ~Step();
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

    void add(const char *key, QByteArrayView text)
    {
        if (m_exporter)
            m_span.attributes.append({key, text.toByteArray()});
    }
    void setFailed() { m_span.failed = true; }

private:
    std::optional<Scope> m_scope;
    OtlpExporter *m_exporter = nullptr;
    Span m_span;
    std::chrono::steady_clock::time_point m_began;
};

} // namespace pos::trace
