// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/contract/Routes.h"
#include "server/infra/cluster/DatabaseHost.h"
#include "server/infra/logging/Logger.h"
#include "server/runtime/BackupRuns.h"

#include <QJsonArray>

#include <functional>

namespace pos::runtime {

// One service as seen from this process.
struct ServiceState {
    contract::Service service;
    bool here = false;
    QString address = {}; // where it listens, or is reached
    bool ready = false;
    QJsonArray parts = {};              // of its /ready
    QString detail = {};                // why it is not ready
    QString version = {};
    std::optional<Instant> since = {};  // it listens
    std::optional<logging::LastError> lastError = {}; // of services here
};

// What a process knows of the whole server, for the pages that show and run it. Outlives every service; any thread.
struct Installation {
    const config::Settings &settings;
    const cluster::DatabaseHost &host;
    BackupRuns &backups;
    QString logFolder;
    Instant startedAt;
    std::function<std::vector<ServiceState>()> services; // asks them: workers only
    std::function<qint64()> eventsWaiting;
    std::function<qint64()> eventsParked;
    std::function<Result<void>()> checkEvents; // Unavailable while the brokers that are set do not answer
    std::function<Result<void>()> checkCache; // why Redis is away, where there is one
};

// The shop whose owners run the server: the first that was made on it. Null while there is none.
Result<Id> shopThatRunsTheServer(pg::Database &database);

} // namespace pos::runtime
