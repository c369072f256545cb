// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/infra/trace/OtlpExporter.h"
#include "server/runtime/EventDelivery.h"
#include "server/runtime/Installation.h"
#include "server/runtime/JobTurns.h"
#include "server/runtime/ServiceHost.h"
#include "server/runtime/SessionAuthenticator.h"
#include "server/runtime/SharedState.h"
#include "server/runtime/Store.h"
#include "server/runtime/WaitingPorts.h"

#include <atomic>
#include <map>

namespace pos::runtime {

// The whole server of one process: a store, the services that were asked for with their ports, events
// and jobs. Starts in order and stops in the opposite order; both block. Knows no service by name: the
// programs hand in what there is (app/).
class PosServer {
public:
    // Fills the gateway's host: routes to what is here and to what is elsewhere.
    using GatewayBuilder = std::function<Result<std::shared_ptr<void>>(
        ServiceHost &gateway, const std::map<contract::Service, ServiceHost *> &here,
        const config::Settings &settings)>;
    struct Options {
        const config::Settings &settings;
        const Clock &clock;
        QString program;                           // "pos-server"
        QList<contract::Service> services;         // in port order; empty: all
        std::map<contract::Service, ModuleFactory> modules;
        GatewayBuilder gateway;
        std::function<void(const QString &)> progress = {};
        bool anyPort = false;                      // tests: the system chooses every port
        std::function<bool()> givesUp = {};        // asked while parts elsewhere are waited for
    };

    static Result<std::unique_ptr<PosServer>> start(Options options);
    ~PosServer(); // stop()
    PosServer(const PosServer &) = delete;
    PosServer &operator=(const PosServer &) = delete;

    void stop();
    quint16 port(contract::Service service) const; // 0: not in this process
    pg::Database &database() { return m_store->database(); }

private:
    explicit PosServer(Options options);
    Result<void> openLogs();
    Result<void> openIdentity();
    void makeThreads();
    Result<void> openStore();
    Result<void> openStoreOnce();
    Result<void> whenPartsAreThere(const std::function<Result<void>()> &step);
    Result<std::unique_ptr<WaitingPorts>> openWaitingPorts();
    bool needsStore() const { return m_options.services != QList{contract::Service::Gateway}; }
    const QString &addressOf(contract::Service service) const;
    quint16 portOf(contract::Service service) const;
    void openTraces();
    Result<void> makeServices();
    void showEvents();
    void showVault();
    bool keysFailFor(const char *reason) const;
    void makeInstallation();
    void addDailyBackup();
    void auditBackup(const QString &file, const Result<cluster::Backup::Manifest> &made);
    std::vector<ServiceState> serviceStates() const;
    Result<void> makeService(contract::Service service);
    Result<void> listen();
    std::unique_ptr<keyring::FieldCipher> cipherFor(metrics::ServiceMetrics &metrics) const;

    const Options m_options;
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<logging::Logger> m_log;
    std::atomic<logging::Logger *> m_incidentLog = nullptr; // read by the thread that watches PostgreSQL
    std::unique_ptr<trace::OtlpExporter> m_traces; // null: none are made
    std::unique_ptr<Store> m_store; // null in a process that is a gateway and nothing else
    std::shared_ptr<const keyring::InternalIdentity> m_identity;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<http::WorkerPool> m_pool;
    std::unique_ptr<SharedState> m_shared;
    std::unique_ptr<http::RateLimiter> m_perUser;
    std::unique_ptr<SessionAuthenticator> m_authenticator; // null without a store
    std::unique_ptr<http::EndpointRunner> m_runner;
    std::unique_ptr<BackupRuns> m_backups; // null without a store
    std::unique_ptr<Installation> m_installation;
    std::vector<std::unique_ptr<keyring::FieldCipher>> m_ciphers;
    std::unique_ptr<EventDelivery> m_events; // null without a store
    std::unique_ptr<JobTurns> m_turns; // null without a store
    std::unique_ptr<Scheduler> m_scheduler;
    std::shared_ptr<http::MemoryBudget> m_budget;
    std::shared_ptr<void> m_gateway; // what the gateway's routes refer to; goes after the hosts
    std::map<contract::Service, std::unique_ptr<ServiceHost>> m_hosts;
    std::map<contract::Service, quint16> m_ports;
    bool m_stopped = false;
};

} // namespace pos::runtime
