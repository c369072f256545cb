// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/PosServer.h"

#include "core/base/Version.h"
#include "server/infra/cluster/Backup.h"
#include "server/infra/outbox/Outbox.h"
#include "server/infra/probe/ReadyProbe.h"
#include "server/runtime/Actors.h"
#include "server/runtime/FirstRun.h"
#include "server/runtime/JobMetrics.h"
#include "server/runtime/ProcessMetrics.h"

namespace pos::runtime {

using contract::Service;

namespace {

constexpr size_t kQueue = 1024;
constexpr qint64 kBodies = 256 * 1024 * 1024;
constexpr int kConnectionsForJobs = 2;

} // namespace

PosServer::PosServer(Options options) : m_options(std::move(options))
{
}

PosServer::~PosServer()
{
    stop();
}

Result<std::unique_ptr<PosServer>> PosServer::start(Options options)
{
    if (options.services.isEmpty()) {
        for (int i = 0; i < contract::kServiceCount; ++i)
            options.services.append(static_cast<Service>(i));
    }
    auto server = std::unique_ptr<PosServer>(new PosServer(std::move(options)));
    POS_CHECK(server->openStore());
    POS_CHECK(server->makeServices());
    POS_CHECK(server->listen());
    return server;
}

Result<void> PosServer::openStore()
{
    const config::Settings &settings = m_options.settings;
    const bool gatewayAlone = m_options.services == QList{Service::Gateway};
    if (!gatewayAlone) {
        // PostgreSQL's own troubles are logged as soon as there is a log; until then they end the start.
        POS_TRY(m_store, Store::open({.settings = settings,
                                      .clock = m_options.clock,
                                      .program = m_options.program,
                                      .connections = settings.workerCount() + kConnectionsForJobs,
                                      .progress = m_options.progress,
                                      .incident = [this](const QString &sentence) {
                                          if (logging::Logger *log = m_incidentLog)
                                              log->error("PostgreSQL", {{"detail", sentence}});
                                      }}));
    }
    POS_TRY(m_logs, logging::Logs::open({.directory = settings.dataDir + QStringLiteral("/logs"),
                                         .level = logging::levelFromWord(settings.logLevel)}));
    POS_TRY(m_log, m_logs->service(m_options.program.toLatin1()));
    m_incidentLog = m_log.get();
    for (const QString &warning : settings.warnings)
        m_log->warn(warning.toUtf8());
    return {};
}

std::unique_ptr<keyring::FieldCipher> PosServer::cipherFor(metrics::ServiceMetrics &metrics) const
{
    using Operation = keyring::FieldCipher::Operation;
    return std::make_unique<keyring::FieldCipher>([&metrics](Operation operation, std::chrono::nanoseconds took) {
        const auto counted = operation == Operation::Encrypt   ? metrics::Encryption::Encrypt
                             : operation == Operation::Decrypt ? metrics::Encryption::Decrypt
                                                               : metrics::Encryption::Refused;
        metrics.encryption(counted);
        if (took.count() > 0)
            metrics.encryptionTook(counted, took);
    });
}

Result<void> PosServer::makeServices()
{
    const config::Settings &settings = m_options.settings;
    m_io = std::make_unique<IoThread>();
    m_pool = std::make_unique<http::WorkerPool>(settings.workerCount(), kQueue);
    m_budget = std::make_shared<http::MemoryBudget>(kBodies);
    m_perUser = std::make_unique<http::RateLimiter>(
        http::RateLimiter::Policy{"user", settings.ratePerUser, settings.ratePerUser * 2});
    http::Authenticator authenticate;
    if (m_store) {
        m_authenticator =
            std::make_unique<SessionAuthenticator>(m_store->database(), m_store->tokenKeys(), m_options.clock);
        authenticate = [this](const http::Request &request) { return m_authenticator->authenticate(request); };
    }
    m_runner = std::make_unique<http::EndpointRunner>(std::move(authenticate), m_perUser.get());
    m_scheduler = std::make_unique<Scheduler>(m_options.clock, *m_log);
    if (m_store)
        m_events = std::make_unique<outbox::OutboxDispatcher>(
            m_store->database(), m_options.clock, *m_log,
            outbox::OutboxDispatcher::Options{.listenUrl = m_store->host().url(cluster::DatabaseHost::Role::System)});
    makeInstallation();
    for (const Service service : m_options.services)
        POS_CHECK(makeService(service));
    addDailyBackup();
    if (const auto gateway = m_hosts.find(Service::Gateway); gateway != m_hosts.end()) {
        gateway->second->addReadyField("version", [] { return QJsonValue(version()); });
        if (m_events)
            gateway->second->addReadyField("events_waiting", [this] { return QJsonValue(m_events->pending()); });
    }
    if (m_events && !m_hosts.empty()) {
        // Of the process, so in the registry of one service: the gateway's, where it runs.
        metrics::ServiceMetrics &metrics = m_hosts.begin()->second->metrics();
        metrics.gaugeFrom("pos_outbox_pending", "Events that lie before the consumers of this process.",
                          [this] { return m_events->pending(); });
        metrics.gaugeFrom("pos_events_parked", "Events that a consumer could not take and that were laid aside.",
                          [this] { return m_events->parked(); });
    }

    if (const auto gateway = m_hosts.find(Service::Gateway); gateway != m_hosts.end()) {
        std::map<Service, ServiceHost *> here;
        for (const auto &[service, host] : m_hosts) {
            if (service != Service::Gateway)
                here.emplace(service, host.get());
        }
        POS_TRY(m_gateway, m_options.gateway(*gateway->second, here, settings));
    }
    return {};
}

void PosServer::makeInstallation()
{
    if (!m_store)
        return;
    m_backups = std::make_unique<BackupRuns>(m_store->host(), m_options.clock, m_options.settings.backupDir);
    m_installation.reset(new Installation{.settings = m_options.settings,
                                          .host = m_store->host(),
                                          .backups = *m_backups,
                                          .logFolder = m_options.settings.dataDir + QStringLiteral("/logs"),
                                          .startedAt = m_options.clock.now(),
                                          .services = [this] { return serviceStates(); },
                                          .eventsWaiting = [this] { return m_events->pending(); },
                                          .eventsParked = [this] { return m_events->parked(); }});
}

std::vector<ServiceState> PosServer::serviceStates() const
{
    std::vector<ServiceState> states;
    for (int i = 0; i < contract::kServiceCount; ++i) {
        const auto service = static_cast<Service>(i);
        ServiceState state{.service = service};
        QJsonObject said;
        if (const auto found = m_hosts.find(service); found != m_hosts.end()) {
            const ServiceHost &host = *found->second;
            state.here = true;
            state.address =
                QStringLiteral("%1:%2")
                    .arg(service == Service::Gateway ? m_options.settings.listenAddress : QStringLiteral("127.0.0.1"))
                    .arg(host.port());
            state.lastError = host.lastError();
            said = host.readiness();
        } else {
            const QString &url = m_options.settings.serviceUrls[static_cast<size_t>(i)];
            state.address =
                url.isEmpty() ? QStringLiteral("http://127.0.0.1:%1").arg(m_options.settings.portBase + i) : url;
            const auto answer = probe::readyOf(state.address.toLatin1());
            said = answer ? *answer : QJsonObject{{QStringLiteral("detail"), answer.error().detail}};
        }
        state.ready = said[u"status"] == QStringLiteral("ready");
        state.detail = said[u"detail"].toString();
        state.parts = said[u"parts"].toArray();
        state.version = said[u"version"].toString();
        if (const auto since = instantFromRfc3339(said[u"since"].toString()))
            state.since = *since;
        states.push_back(std::move(state));
    }
    return states;
}

// Of the private database alone; who runs one elsewhere backs it up there, or with posctl.
void PosServer::addDailyBackup()
{
    const bool makesBackups = m_store && cluster::DatabaseHost::isEmbedded(m_options.settings);
    metrics::ServiceMetrics &metrics = m_hosts.begin()->second->metrics();
    observeProcess(metrics, m_options.settings.dataDir, makesBackups ? m_backups.get() : nullptr);
    if (!makesBackups)
        return;
    Job backup{
        .name = "daily-backup", .dailyAt = m_options.settings.backupAt, .run = [this](const std::atomic<bool> &) {
            return m_backups->daily([this](const QString &file, const auto &made) { auditBackup(file, made); });
        }};
    m_scheduler->add(observed(std::move(backup), m_options.clock, metrics));
}

void PosServer::auditBackup(const QString &file, const Result<cluster::Backup::Manifest> &made)
{
    const auto shop = shopThatRunsTheServer(m_store->database());
    if (!shop || shop->isNull())
        return; // nothing has been sold yet
    const auto recorded = m_store->database().forTenant(*shop, [&](pg::Transaction &tx) -> Result<void> {
        outbox::AuditEntry entry;
        entry.action = made ? "backup.made" : "backup.failed";
        entry.entity = "backup";
        entry.details = {{QStringLiteral("file"), file}, {QStringLiteral("bytes"), made ? made->bytes : 0}};
        outbox::appendAudit(tx, m_options.clock, "runtime", *shop, systemActor(), entry);
        return {};
    });
    if (!recorded)
        m_log->error("a backup was not recorded", recorded.error());
}

Result<void> PosServer::makeService(Service service)
{
    POS_TRY(auto host, ServiceHost::make(service, {m_options.clock, *m_logs, *m_io, *m_pool, m_budget, *m_runner}));
    if (m_store) {
        host->addCheck({"database", [this] { return m_store->database().ping(); }});
        host->addCheck({"keys", [this] { return m_store->keys().check(); }});
        if (service == Service::Gateway)
            host->addReadyField("first_run", firstRun(m_store->database()));
        host->metrics().readConnectionsFrom([this] { return qint64{m_store->database().activeConnections()}; });
    }
    if (service != Service::Gateway) {
        const auto factory = m_options.modules.find(service);
        if (factory == m_options.modules.end())
            return fail(Error::internal(
                QStringLiteral("this program holds no %1").arg(QLatin1StringView(contract::programName(service)))));
        m_ciphers.push_back(cipherFor(host->metrics()));
        POS_TRY(ServiceModule module,
                factory->second({m_options.settings, m_options.clock, m_store->database(), m_store->keys(),
                                 m_store->subjectKeys(), m_store->tokenKeys(), *m_ciphers.back(), host->log(),
                                 host->metrics(), m_installation.get()}));
        for (Job &job : module.jobs)
            m_scheduler->add(observed(std::move(job), m_options.clock, host->metrics()));
        for (outbox::Consumer &consumer : module.consumers)
            m_events->subscribe(std::move(consumer));
        POS_CHECK(host->adopt(std::move(module)));
    }
    m_hosts.emplace(service, std::move(host));
    return {};
}

Result<void> PosServer::listen()
{
    const config::Settings &settings = m_options.settings;
    for (const auto &[service, host] : m_hosts) {
        const bool isGateway = service == Service::Gateway;
        const QHostAddress address(isGateway ? settings.listenAddress : QStringLiteral("127.0.0.1"));
        const int port = m_options.anyPort ? 0 : settings.portBase + contract::portOffset(service);
        POS_TRY(m_ports[service], host->listen(address, static_cast<quint16>(port)));
        host->log().info("listening", {{"port", m_ports[service]}});
    }
    if (m_events)
        POS_CHECK(m_events->start());
    m_scheduler->start();
    return {};
}

quint16 PosServer::port(Service service) const
{
    const auto found = m_ports.find(service);
    return found == m_ports.end() ? 0 : found->second;
}

// No new requests, then those at work, then jobs and events, then the ports, the database last.
void PosServer::stop()
{
    if (std::exchange(m_stopped, true))
        return;
    for (const auto &[service, host] : m_hosts)
        host->stopAccepting();
    if (m_pool)
        m_pool->stop();
    if (m_backups)
        m_backups->stop(); // a daily one too: the scheduler waits for its runs
    if (m_scheduler)
        m_scheduler->stop();
    if (m_events)
        m_events->stop();
    m_hosts.clear();
    m_gateway.reset();
    m_events.reset();
    m_scheduler.reset();
    m_installation.reset();
    m_backups.reset();
    m_ciphers.clear();
    m_runner.reset();
    m_pool.reset();
    m_io.reset();
    m_store.reset();
    if (m_log)
        m_log->info("stopped");
    m_log.reset();
    m_logs.reset();
}

} // namespace pos::runtime
