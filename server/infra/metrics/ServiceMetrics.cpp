// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/metrics/ServiceMetrics.h"

#include "core/base/Version.h"

#include <QDateTime>
#include <QFile>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <unistd.h>

#include <array>
#include <map>
#include <mutex>

namespace pos::metrics {

namespace {

// Seconds; from a cached lookup to a report that should have been a job.
const prometheus::Histogram::BucketBoundaries kBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                       0.25,  0.5,    1,     2.5,  5,     10};

// Seconds; a field of personal data takes half a microsecond, a key that a server elsewhere unwraps some milliseconds.
const prometheus::Histogram::BucketBoundaries kFineBuckets{2.5e-7, 5e-7, 1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5,
                                                           1e-4,   1e-3, 5e-3, 2.5e-2, 0.1,  1};

constexpr std::array<const char *, 6> kOperations{"encrypt", "decrypt", "lookup", "wrap_key", "unwrap_key", "refused"};

std::string text(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<size_t>(bytes.size())};
}

// A client may invent methods; each would be a time series of its own.
std::string methodLabel(QByteArrayView method)
{
    for (const char *known : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
        if (method == known)
            return known;
    }
    return "other";
}

prometheus::Labels copied(Labels labels)
{
    prometheus::Labels result;
    for (const auto &[key, value] : labels)
        result.emplace(key, value);
    return result;
}

double seconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> columns = file.readAll().split(' ');
    return columns.size() > 1 ? columns[1].toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

void Counter::add(qint64 count)
{
    m_counter->Increment(static_cast<double>(count));
}

void Gauge::set(qint64 value)
{
    m_gauge->Set(static_cast<double>(value));
}

void Gauge::add(qint64 change)
{
    m_gauge->Increment(static_cast<double>(change));
}

void Gauge::set(Instant at)
{
    set(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

void Cleanup::succeeded(Instant now, std::chrono::nanoseconds took)
{
    m_duration.observe(took);
    m_lastSuccess.set(now);
}

void Timer::observe(std::chrono::nanoseconds duration)
{
    m_histogram->Observe(seconds(duration));
}

class ServiceMetrics::Private {
public:
    prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
    prometheus::Family<prometheus::Counter> *requests = nullptr;
    prometheus::Family<prometheus::Histogram> *durations = nullptr;
    std::array<prometheus::Counter *, kOperations.size()> operations{};
    std::array<prometheus::Histogram *, kOperations.size()> operationTimes{};
    prometheus::Counter *emails = nullptr;
    prometheus::Counter *audited = nullptr;

    // Add() makes a new metric each time before it finds the old one; a request should not pay for that.
    struct Endpoint {
        prometheus::Histogram *duration = nullptr;
        std::map<int, prometheus::Counter *> byStatus;
    };
    std::mutex endpointMutex;
    std::map<std::pair<std::string, std::string>, Endpoint> endpoints;

    struct Source {
        prometheus::Gauge *gauge;
        std::function<qint64()> read;
    };
    mutable std::mutex mutex;
    std::vector<Source> sources;
    struct CountSource {
        prometheus::Counter *counter;
        std::function<qint64()> read;
    };
    std::vector<CountSource> countSources;

    prometheus::Family<prometheus::Counter> &counters(const char *name, const char *help)
    {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    }
    prometheus::Family<prometheus::Gauge> &gauges(const char *name, const char *help)
    {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
    }
    prometheus::Family<prometheus::Histogram> &histograms(const char *name, const char *help)
    {
        return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
    }
    void finished(QByteArrayView method, QByteArrayView pattern, int status, double count, const double *duration)
    {
        const auto key = std::pair(methodLabel(method), text(pattern));
        const std::scoped_lock lock(endpointMutex);
        Endpoint &endpoint = endpoints[key];
        if (!endpoint.duration)
            endpoint.duration = &durations->Add({{"method", key.first}, {"endpoint", key.second}}, kBuckets);
        prometheus::Counter *&counter = endpoint.byStatus[status];
        if (!counter)
            counter =
                &requests->Add({{"method", key.first}, {"endpoint", key.second}, {"status", std::to_string(status)}});
        counter->Increment(count);
        if (duration)
            endpoint.duration->Observe(*duration);
    }
    void read(prometheus::Gauge &gauge, std::function<qint64()> from)
    {
        const std::scoped_lock lock(mutex);
        for (Source &source : sources) {
            if (source.gauge == &gauge) {
                source.read = std::move(from);
                return;
            }
        }
        sources.push_back({&gauge, std::move(from)});
    }
};

ServiceMetrics::ServiceMetrics(contract::Service service) : d(std::make_unique<Private>())
{
    d->requests = &d->counters("http_requests_total", "Requests answered, by method, route and status.");
    d->durations =
        &d->histograms("http_request_duration_seconds", "Time from the whole request to the written answer.");
    d->gauges("db_connections_active", "Database connections that are working now.").Add({});
    auto &operations = d->counters("encryption_operations_total", "Operations on personal data and its keys.");
    for (size_t i = 0; i < kOperations.size(); ++i)
        d->operations[i] = &operations.Add({{"operation", kOperations[i]}});
    auto &times = d->histograms("pos_encryption_operation_seconds", "Time of some of these operations.");
    for (size_t i = 0; i < kOperations.size(); ++i)
        d->operationTimes[i] = &times.Add({{"operation", kOperations[i]}}, kFineBuckets);
    if (service == contract::Service::Notification)
        d->emails = &d->counters("notification_email_sent_total", "Mails handed over with success.").Add({});
    if (service == contract::Service::Audit)
        d->audited = &d->counters("audit_events_persisted_total", "Audit events stored.").Add({});
    d->gauges("pos_build_info", "1, with the version of the program.")
        .Add({{"version", version().toStdString()}, {"service", text(contract::programName(service))}})
        .Set(1);
    gaugeFrom("process_resident_memory_bytes", "Resident memory of the whole process.", residentBytes);
}

ServiceMetrics::~ServiceMetrics() = default;

void ServiceMetrics::declareEndpoint(QByteArrayView method, QByteArrayView endpoint)
{
    d->finished(method, endpoint, 200, 0, nullptr);
}

void ServiceMetrics::requestFinished(QByteArrayView method, QByteArrayView endpoint, int status,
                                     std::chrono::microseconds duration)
{
    const double time = seconds(duration);
    d->finished(method, endpoint, status, 1, &time);
}

void ServiceMetrics::readConnectionsFrom(std::function<qint64()> active)
{
    gaugeFrom("db_connections_active", "Database connections that are working now.", std::move(active));
}

void ServiceMetrics::encryption(Encryption operation)
{
    d->operations[static_cast<size_t>(operation)]->Increment();
}

void ServiceMetrics::encryptionTook(Encryption operation, std::chrono::nanoseconds duration)
{
    d->operationTimes[static_cast<size_t>(operation)]->Observe(seconds(duration));
}

Cleanup ServiceMetrics::cleanup(const char *table)
{
    Gauge lastSuccess =
        gauge("pos_cleanup_last_success_timestamp_seconds",
              "When the cleanup of a table last ran through, or else this process began.", {{"table", table}});
    lastSuccess.set(QDateTime::currentSecsSinceEpoch());
    return {counter("cleanup_records_processed_total", "Records that retention removed.", {{"table", table}}),
            timer("cleanup_duration_seconds", "Time of one run of a table's cleanup.", {{"table", table}}),
            lastSuccess};
}

void ServiceMetrics::emailSent(qint64 count)
{
    Q_ASSERT(d->emails);
    d->emails->Increment(static_cast<double>(count));
}

void ServiceMetrics::auditPersisted(qint64 count)
{
    Q_ASSERT(d->audited);
    d->audited->Increment(static_cast<double>(count));
}

Counter ServiceMetrics::counter(const char *name, const char *help, Labels labels)
{
    return Counter(d->counters(name, help).Add(copied(labels)));
}

Gauge ServiceMetrics::gauge(const char *name, const char *help, Labels labels)
{
    return Gauge(d->gauges(name, help).Add(copied(labels)));
}

Timer ServiceMetrics::timer(const char *name, const char *help, Labels labels)
{
    return Timer(d->histograms(name, help).Add(copied(labels), kBuckets));
}

void ServiceMetrics::gaugeFrom(const char *name, const char *help, std::function<qint64()> read, Labels labels)
{
    d->read(d->gauges(name, help).Add(copied(labels)), std::move(read));
}

void ServiceMetrics::counterFrom(const char *name, const char *help, std::function<qint64()> read)
{
    prometheus::Counter &counter = d->counters(name, help).Add({});
    const std::scoped_lock lock(d->mutex);
    d->countSources.push_back({&counter, std::move(read)});
}

QByteArray ServiceMetrics::render() const
{
    {
        const std::scoped_lock lock(d->mutex);
        for (const Private::Source &source : d->sources)
            source.gauge->Set(static_cast<double>(source.read()));
        for (const Private::CountSource &source : d->countSources)
            source.counter->Increment(static_cast<double>(source.read()) - source.counter->Value());
    }
    return QByteArray::fromStdString(prometheus::TextSerializer().Serialize(d->registry.Collect()));
}

} // namespace pos::metrics
