// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/infra/outbox/Outbox.h"
#include "server/infra/postgres/Database.h"
#include "server/runtime/Installation.h"
#include "server/system/LogReader.h"
#include "server/system/WaitingShops.h"

namespace pos::system {

// The server itself over the API: its services, logs, events that lie aside, backups. For the shop that runs the
// server; to every other shop none of it is there. All arguments outlive the endpoints.
class SystemRoutes {
public:
    // installation: null where services are tested alone; the routes then say that they are not available.
    SystemRoutes(pg::Database &database, const Clock &clock, const runtime::Installation *installation);

    void bind(http::Endpoints &endpoints);

private:
    using Handler = Result<http::Response> (SystemRoutes::*)(const http::Call &);
    void bind(http::Endpoints &endpoints, const char *method, const char *pattern, Handler handler);
    Result<void> admit(const http::Call &call);

    Result<http::Response> services(const http::Call &call);
    Result<http::Response> logs(const http::Call &call);
    Result<http::Response> parked(const http::Call &call);
    Result<http::Response> retryParked(const http::Call &call);
    Result<http::Response> backups(const http::Call &call);
    Result<http::Response> startBackup(const http::Call &call);
    Result<http::Response> keepKeys(const http::Call &call);
    Result<http::Response> waitingShops(const http::Call &call);
    Result<http::Response> confirmShop(const http::Call &call);

    QJsonObject backupState() const;
    QJsonArray outsideParts() const;
    QString keysNote() const;
    Result<void> record(const Id &tenant, const outbox::Actor &actor, const char *action, const char *entity,
                        const QJsonObject &details = {}) const;

    pg::Database &m_database;
    const Clock &m_clock;
    const runtime::Installation *m_installation;
    const WaitingShops m_waiting;
    std::mutex m_mutex;
    Id m_shop; // that runs the server, once it is known
};

} // namespace pos::system
