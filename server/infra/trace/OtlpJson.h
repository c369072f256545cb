// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/trace/Span.h"

namespace pos::trace {

// The body of POST /v1/traces: OTLP's ExportTraceServiceRequest in its JSON form, one resource a service.
QByteArray toOtlpJson(const QList<Span> &spans);

} // namespace pos::trace
