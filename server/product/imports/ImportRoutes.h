// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/imports/ImportService.h"

namespace pos::product {

// The API `imports`. A file travels in parts of at most 1 MiB, then it is checked, then run.
class ImportRoutes {
public:
    ImportRoutes(const Clock &clock, imports::ImportService &service) : m_clock(clock), m_service(service) { }

    void bind(http::Endpoints &endpoints);

private:
    using Step = Result<imports::Import> (imports::ImportService::*)(const Id &, const outbox::Actor &, const Id &,
                                                                     const imports::ImportService::Claim &);

    imports::ImportService::Claim claim(const http::Call &call, int status) const;
    Result<http::Response> list(const http::Call &call);
    Result<http::Response> create(const http::Call &call);
    Result<http::Response> read(const http::Call &call);
    Result<http::Response> putPart(const http::Call &call);
    Result<http::Response> check(const http::Call &call);
    Result<http::Response> take(const http::Call &call, Step step);
    Result<http::Response> rows(const http::Call &call);
    Result<http::Response> csvTemplate(const http::Call &call);

    const Clock &m_clock;
    imports::ImportService &m_service;
};

} // namespace pos::product
