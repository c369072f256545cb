// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/PosServer.h"

#include "server/infra/cluster/Backup.h"
#include "server/infra/outbox/Outbox.h"
#include "server/infra/probe/ReadyProbe.h"
#include "server/infra/vault/VaultKeyService.h"
#include "server/runtime/Actors.h"
#include "server/runtime/FirstRun.h"
#include "server/runtime/JobMetrics.h"
#include "server/runtime/ProcessMetrics.h"
#include "server/runtime/TracedConsumer.h"

#include <QFileInfo>

#include <thread>

namespace pos::runtime {

using contract::Service;

namespace {

constexpr size_t kQueue = 1024;
constexpr qint64 kBodies = 256 * 1024 * 1024;
constexpr int kConnectionsForJobs = 2;
constexpr int kWaitingWorkers = 64;
constexpr Duration kWaitPause = std::chrono::milliseconds(500);

// Several processes may share a folder of logs: each names its own.
QByteArray logNameOf(const QString &program, const QList<Service> &services)
{
    QByteArray name = program.toLatin1();
    for (const Service service : services) {
        if (services.size() < contract::kServiceCount)
            name += '-' + contract::toWord(service);
    }
    return name;
}

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

// A private database comes first: it holds the data folder, and until then nothing may be written there.
Result<void> PosServer::openStore()
{
    const bool ownsFolder = needsStore() && cluster::DatabaseHost::isEmbedded(m_options.settings);
    if (ownsFolder)
        POS_CHECK(openStoreOnce());
    POS_CHECK(openLogs());
    POS_CHECK(openIdentity());
    makeThreads();
    if (needsStore() && !ownsFolder)
        return whenPartsAreThere([this] { return openStoreOnce(); });
    return {};
}

Result<void> PosServer::openStoreOnce()
{
    POS_TRY(m_store, Store::open({.settings = m_options.settings,
                                  .clock = m_options.clock,
                                  .program = m_options.program,
                                  .connections = m_options.settings.workerCount() + kConnectionsForJobs,
                                  .progress = m_options.progress,
                                  .incident = [this](const QString &sentence) {
                                      if (logging::Logger *log = m_incidentLog)
                                          log->error("PostgreSQL", {{"detail", sentence}});
                                  }}));
    return {};
}

// Parts elsewhere may start after us: then we wait, say for what, and come up by ourselves.
Result<void> PosServer::whenPartsAreThere(const std::function<Result<void>()> &step)
{
    std::unique_ptr<WaitingPorts> ports;
    QString said;
    for (;;) {
        const Result<void> done = step();
        if (done)
            return {};
        // Whoever gives a wrong password is told at once; who has waited for the database waits for its roles, too.
        const QString &reason = done.error().reason;
        const bool comesBack =
            reason == QStringLiteral("database_unavailable") || reason == QStringLiteral("vault_unreachable")
            || reason == QStringLiteral("vault_sealed") || (ports && reason == QStringLiteral("database_refused"));
        if (!comesBack || cluster::DatabaseHost::isEmbedded(m_options.settings)
            || (m_options.givesUp && m_options.givesUp()))
            return done;
        if (!ports) {
            POS_TRY(ports, openWaitingPorts());
        }
        ports->waitFor(done.error());
        if (said != done.error().detail) {
            said = done.error().detail;
            m_log->warn("waiting to start", {{"detail", said}});
            if (m_options.progress)
                m_options.progress(QStringLiteral("Waiting: %1").arg(said));
        }
        std::this_thread::sleep_for(kWaitPause);
    }
}

Result<std::unique_ptr<WaitingPorts>> PosServer::openWaitingPorts()
{
    static const http::EndpointRunner nobody({}, nullptr);
    QList<WaitingPorts::Port> wanted;
    for (const Service service : m_options.services)
        wanted.append({service, QHostAddress(addressOf(service)), portOf(service)});
    return WaitingPorts::open(wanted, {m_options.clock, *m_logs, *m_io, *m_pool, m_budget, nobody, m_identity});
}

void PosServer::makeThreads()
{
    const config::Settings &settings = m_options.settings;
    m_io = std::make_unique<IoThread>();
    // Without services of its own a gateway's workers do nothing but wait for others.
    const bool onlyWaits = !needsStore() && settings.workers == 0;
    m_pool = std::make_unique<http::WorkerPool>(onlyWaits ? kWaitingWorkers : settings.workerCount(), kQueue);
    m_budget = std::make_shared<http::MemoryBudget>(kBodies);
}

const QString &PosServer::addressOf(Service service) const
{
    const config::Settings &settings = m_options.settings;
    return service == Service::Gateway ? settings.listenAddress : settings.serviceListen;
}

quint16 PosServer::portOf(Service service) const
{
    return m_options.anyPort ? quint16{0}
                             : static_cast<quint16>(m_options.settings.portBase + contract::portOffset(service));
}

Result<void> PosServer::openLogs()
{
    const config::Settings &settings = m_options.settings;
    POS_TRY(m_logs, logging::Logs::open({.directory = settings.dataDir + QStringLiteral("/logs"),
                                         .level = logging::levelFromWord(settings.logLevel)}));
    POS_TRY(m_log, m_logs->service(logNameOf(m_options.program, m_options.services)));
    m_incidentLog = m_log.get();
    for (const QString &warning : settings.warnings)
        m_log->warn(warning.toUtf8());
    openTraces();
    return {};
}

Result<void> PosServer::openIdentity()
{
    const config::Settings &settings = m_options.settings;
    if (settings.internalKey.isEmpty()) {
        POS_TRY(m_identity, keyring::InternalIdentity::open(QFileInfo(settings.encryptionKeyPath).absolutePath()));
    } else {
        POS_TRY(m_identity, keyring::InternalIdentity::fromText(settings.internalKey));
    }
    return {};
}

void PosServer::openTraces()
{
    if (m_options.settings.otlpEndpoint.isEmpty())
        return;
    trace::OtlpExporter::Options options;
    options.endpoint = m_options.settings.otlpEndpoint.toUtf8();
    options.trouble = [this](const QString &sentence) { m_log->warn("traces", {{"detail", sentence}}); };
    m_traces = std::make_unique<trace::OtlpExporter>(std::move(options));
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
    m_perUser = std::make_unique<http::RateLimiter>(
        http::RateLimiter::Policy{"user", settings.ratePerUser, settings.ratePerUser * 2});
    POS_TRY(m_shared, SharedState::open(settings, m_options.clock, *m_log));
    m_shared->share(*m_perUser);
    http::Authenticator authenticate;
    if (m_store) {
        m_authenticator = std::make_unique<SessionAuthenticator>(m_store->database(), m_store->tokenKeys(),
                                                                 m_options.clock, m_shared->sessions());
        authenticate = [this](const http::Request &request) { return m_authenticator->authenticate(request); };
    }
    m_runner = std::make_unique<http::EndpointRunner>(std::move(authenticate), m_perUser.get());
    if (m_store)
        m_turns = std::make_unique<JobTurns>(m_store->host().url(cluster::DatabaseHost::Role::System));
    m_scheduler = std::make_unique<Scheduler>(m_options.clock, *m_log, m_turns.get());
    if (m_store)
        m_events = std::make_unique<EventDelivery>(m_store->database(), m_options.clock, *m_log, settings,
                                                   m_store->host().url(cluster::DatabaseHost::Role::System));
    makeInstallation();
    for (const Service service : m_options.services)
        POS_CHECK(makeService(service));
    addDailyBackup();
    if (m_events && !m_hosts.empty())
        showEvents();
    if (m_store && !m_hosts.empty())
        showVault();
    if (!m_hosts.empty())
        m_shared->countInto(m_hosts.begin()->second->metrics());

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

void PosServer::showEvents()
{
    if (const auto gateway = m_hosts.find(Service::Gateway); gateway != m_hosts.end())
        gateway->second->addReadyField("events_waiting", [this] { return QJsonValue(m_events->pending()); });
    // Of the process, so in the registry of one service: the gateway's, where it runs.
    metrics::ServiceMetrics &metrics = m_hosts.begin()->second->metrics();
    metrics.gaugeFrom("pos_outbox_pending",
                      "Events that lie before the consumers of this process, or before the relay.",
                      [this] { return m_events->pending(); });
    metrics.gaugeFrom("pos_events_parked", "Events that a consumer could not take and that were laid aside.",
                      [this] { return m_events->parked(); });
    if (m_events->isThroughKafka())
        metrics.gaugeFrom("pos_kafka_up", "Whether the Kafka brokers answer.",
                          [this] { return m_events->check() ? 1 : 0; });
}

void PosServer::showVault()
{
    metrics::ServiceMetrics &metrics = m_hosts.begin()->second->metrics();
    metrics.gaugeFrom("pos_vault_sealed", "1 while Vault says that it is sealed.",
                      [this] { return qint64{keysFailFor("vault_sealed")}; });
    metrics.gaugeFrom("pos_vault_unreachable", "1 while Vault does not answer.",
                      [this] { return qint64{keysFailFor("vault_unreachable")}; });
    metrics.gaugeFrom("pos_vault_prepared_keys", "Data keys that are wrapped already for people to come.", [this] {
        return m_store->vault() ? static_cast<qint64>(m_store->vault()->prepared()) : qint64{0};
    });
    metrics.gaugeFrom("pos_vault_requests", "Requests sent to Vault since the start.",
                      [this] { return m_store->vault() ? m_store->vault()->requests() : qint64{0}; });
}

bool PosServer::keysFailFor(const char *reason) const
{
    const auto checked = m_store->keys().check();
    return !checked && checked.error().reason == QLatin1StringView(reason);
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
                                          .eventsParked = [this] { return m_events->parked(); },
                                          .checkEvents = [this] { return m_events->check(); },
                                          .checkCache = [this] { return m_shared->checkRedis(); }});
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
            state.address = QStringLiteral("%1:%2").arg(addressOf(service)).arg(host.port());
            state.lastError = host.lastError();
            said = host.readiness();
        } else {
            const QList<QByteArray> instances = m_options.settings.instancesOf(i);
            state.address = QString::fromLatin1(instances.join(", "));
            for (const QByteArray &instance : instances) {
                const auto answer = probe::readyOf(instance);
                said = answer ? *answer : QJsonObject{{QStringLiteral("detail"), answer.error().detail}};
                if (said[u"status"] == QStringLiteral("ready"))
                    break;
            }
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
    observeTraces(metrics, m_traces.get());
    if (!makesBackups)
        return;
    Job backup{
        .name = "daily-backup", .dailyAt = m_options.settings.backupAt, .run = [this](const std::atomic<bool> &) {
            return m_backups->daily([this](const QString &file, const auto &made) { auditBackup(file, made); });
        }};
    m_scheduler->add(observed(m_shared->locked(std::move(backup)), m_options.clock, metrics));
}

void PosServer::auditBackup(const QString &file, const Result<cluster::Backup::Manifest> &made)
{
    const auto shop = shopThatRunsTheServer(m_store->database());
    if (!shop || shop->isNull())
        return; // nothing has been sold yet
    const auto recorded = outbox::recordAudit(m_store->database(), m_options.clock, "runtime", *shop, systemActor(),
                                              BackupRuns::auditEntry(file, made));
    if (!recorded)
        m_log->error("a backup was not recorded", recorded.error());
}

Result<void> PosServer::makeService(Service service)
{
    POS_TRY(auto host, ServiceHost::make(service, {m_options.clock, *m_logs, *m_io, *m_pool, m_budget, *m_runner,
                                                   m_identity, m_traces.get(),
                                                   [this](http::RateLimiter &limiter) { m_shared->share(limiter); }}));
    if (auto check = m_shared->check())
        host->addCheck(std::move(*check));
    if (m_store) {
        host->addCheck({"database", [this] { return m_store->database().ping(); }});
        // Sales go on without these two.
        host->addCheck({.part = "keys", .check = [this] { return m_store->keys().check(); }, .isNeeded = false});
        if (m_events->isThroughKafka())
            host->addCheck({.part = "kafka", .check = [this] { return m_events->check(); }, .isNeeded = false});
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
                                 host->metrics(), m_installation.get(), &m_shared->sessions()}));
        for (Job &job : module.jobs)
            m_scheduler->add(observed(m_shared->locked(std::move(job)), m_options.clock, host->metrics()));
        for (outbox::Consumer &consumer : module.consumers)
            m_events->subscribe(traced(std::move(consumer), service, m_traces.get()));
        POS_CHECK(host->adopt(std::move(module)));
    }
    m_hosts.emplace(service, std::move(host));
    return {};
}

Result<void> PosServer::listen()
{
    if (m_events)
        POS_CHECK(whenPartsAreThere([this] { return m_events->start(); }));
    for (const auto &[service, host] : m_hosts) {
        POS_TRY(m_ports[service], host->listen(QHostAddress(addressOf(service)), portOf(service)));
        host->log().info("listening", {{"port", m_ports[service]}});
    }
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
    if (m_shared)
        m_shared->stop(); // it tells limits that go next
    m_hosts.clear();
    m_gateway.reset();
    m_events.reset();
    m_scheduler.reset();
    m_turns.reset();
    m_installation.reset();
    m_backups.reset();
    m_ciphers.clear();
    m_runner.reset();
    m_authenticator.reset();
    m_shared.reset();
    m_pool.reset();
    m_io.reset();
    m_store.reset();
    m_traces.reset(); // sends what is left
    if (m_log)
        m_log->info("stopped");
    m_log.reset();
    m_logs.reset();
}

} // namespace pos::runtime
