// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/infra/trace/Span.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace pos::trace {

// Sends spans to a collector as OTLP over HTTP with JSON, on a thread of its own. What the collector does not take in
// time is dropped and counted: no request ever waits for it.
class OtlpExporter {
public:
    struct Options {
        QByteArray endpoint; // OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318"
        qsizetype queue = 4096;
        qsizetype batch = 512;
        Duration every = std::chrono::seconds(1);
        Duration timeout = std::chrono::seconds(5); // of one request
        Duration longestPause = std::chrono::seconds(30); // between tries at a collector that is away
        std::function<void(const QString &)> trouble = {}; // one sentence when the collector goes away or refuses
    };

    explicit OtlpExporter(Options options);
    ~OtlpExporter(); // sends what is there, unless the collector is away
    OtlpExporter(const OtlpExporter &) = delete;
    OtlpExporter &operator=(const OtlpExporter &) = delete;

    void take(Span span); // any thread, never blocks

    qint64 exported() const { return m_exported.load(); }
    qint64 dropped() const { return m_dropped.load(); }

private:
    enum class Answer { Taken, Later, Never };
    void run();
    bool waitForSpans();
    bool send(const QList<Span> &batch);
    Answer post(const QByteArray &body);

    const Options m_options;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    QList<Span> m_queue;
    bool m_stopping = false;
    std::atomic<qint64> m_exported = 0;
    std::atomic<qint64> m_dropped = 0;
    bool m_troubled = false;
    std::thread m_thread;
};

} // namespace pos::trace
