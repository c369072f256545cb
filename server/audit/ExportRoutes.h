// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/infra/postgres/Database.h"

namespace pos::audit {

// POST exports: who is about to write a whole list to a file says so first. Allowed to whom the list
// itself is; the audit trail keeps which one, by whom, and by which filters.
class ExportRoutes {
public:
    ExportRoutes(pg::Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }
    void bind(http::Endpoints &endpoints);

private:
    Result<http::Response> create(const http::Call &call);

    pg::Database &m_database;
    const Clock &m_clock;
};

} // namespace pos::audit
