// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/audit/AuditRepository.h"
#include "server/audit/ExportRoutes.h"
#include "server/http/Endpoints.h"
#include "server/infra/postgres/Database.h"

namespace pos::audit {

// GET audit/events and audit/events/{id}. The trail holds no personal value, only pseudonyms; who looks into it is
// nevertheless recorded (audit.read, once a look and not for each further page), because what staff did is theirs too.
class AuditRoutes {
public:
    AuditRoutes(pg::Database &database, const Clock &clock)
        : m_database(database), m_clock(clock), m_exports(database, clock)
    {
    }
    void bind(http::Endpoints &endpoints);

private:
    Result<http::Response> list(const http::Call &call);
    Result<http::Response> read(const http::Call &call);
    void recordLook(pg::Transaction &tx, const http::Call &call, const Id &event, qint64 rows,
                    const QStringList &filters);

    pg::Database &m_database;
    const Clock &m_clock;
    AuditRepository m_repository;
    ExportRoutes m_exports;
};

} // namespace pos::audit
