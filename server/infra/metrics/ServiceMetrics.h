// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/contract/Routes.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <initializer_list>
#include <memory>
#include <utility>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
} // namespace prometheus

namespace pos::metrics {

using Labels = std::initializer_list<std::pair<const char *, const char *>>;

// Handles: cheap to copy, any thread may use them, valid as long as their ServiceMetrics.
class Counter {
public:
    explicit Counter(prometheus::Counter &counter) : m_counter(&counter) { }
    void add(qint64 count = 1);

private:
    prometheus::Counter *m_counter;
};

class Gauge {
public:
    explicit Gauge(prometheus::Gauge &gauge) : m_gauge(&gauge) { }
    void set(qint64 value);
    void set(Instant at); // as seconds since 1970
    void add(qint64 change);

private:
    prometheus::Gauge *m_gauge;
};

class Timer {
public:
    explicit Timer(prometheus::Histogram &histogram) : m_histogram(&histogram) { }
    void observe(std::chrono::nanoseconds duration);

private:
    prometheus::Histogram *m_histogram;
};

// What keeps one table free of what is no longer needed: cleanup_records_processed_total{table},
// cleanup_duration_seconds{table} and when it last succeeded, counted from the start of the process before that.
class Cleanup {
public:
    Cleanup(Counter records, Timer duration, Gauge lastSuccess)
        : m_records(records), m_duration(duration), m_lastSuccess(lastSuccess)
    {
    }
    void processed(qint64 records) { m_records.add(records); }
    void succeeded(Instant now, std::chrono::nanoseconds took);

private:
    Counter m_records;
    Timer m_duration;
    Gauge m_lastSuccess;
};

// Refused: a sealed field did not open where it lies, which is an alarm.
enum class Encryption { Encrypt, Decrypt, Lookup, WrapKey, UnwrapKey, Refused };

// The metrics of one service, each with a registry of its own. Every family is there from the start, at zero.
// Thread-safe; declare*() and the makers are meant for start-up, the rest for any time.
class ServiceMetrics {
public:
    explicit ServiceMetrics(contract::Service service);
    ~ServiceMetrics();
    ServiceMetrics(const ServiceMetrics &) = delete;
    ServiceMetrics &operator=(const ServiceMetrics &) = delete;

    // http_requests_total and http_request_duration_seconds. `endpoint` is a route's pattern, never a path.
    void declareEndpoint(QByteArrayView method, QByteArrayView endpoint);
    void requestFinished(QByteArrayView method, QByteArrayView endpoint, int status,
                         std::chrono::microseconds duration);

    // db_connections_active, asked when scraped; must not block.
    void readConnectionsFrom(std::function<qint64()> active);

    void encryption(Encryption operation); // encryption_operations_total{operation}
    // pos_encryption_operation_seconds{operation}, of some of them: measuring each would cost more than the work.
    void encryptionTook(Encryption operation, std::chrono::nanoseconds duration);
    void emailSent(qint64 count = 1);      // notification_email_sent_total, notification-service alone
    void auditPersisted(qint64 count);     // audit_events_persisted_total, audit-service alone

    Cleanup cleanup(const char *table);

    // A service's own: `name` begins with pos_, a counter's ends with _total, a timer's with _seconds. The same name
    // and labels give the same metric.
    Counter counter(const char *name, const char *help, Labels labels = {});
    Gauge gauge(const char *name, const char *help, Labels labels = {});
    Timer timer(const char *name, const char *help, Labels labels = {});
    // Asked when scraped; must not block.
    void gaugeFrom(const char *name, const char *help, std::function<qint64()> read, Labels labels = {});
    // The same for what only grows.
    void counterFrom(const char *name, const char *help, std::function<qint64()> read);

    // The text exposition format 0.0.4, for /metrics.
    QByteArray render() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pos::metrics
