// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/trace/OtlpExporter.h"

#include "server/infra/curl/Handle.h"
#include "server/infra/trace/OtlpJson.h"

#include <memory>
#include <utility>

namespace pos::trace {

namespace {

constexpr Duration kFirstPause = std::chrono::milliseconds(500);

size_t ignoreAnswer(char *, size_t size, size_t count, void *)
{
    return size * count;
}

} // namespace

OtlpExporter::OtlpExporter(Options options) : m_options(std::move(options)), m_thread([this] { run(); })
{
}

OtlpExporter::~OtlpExporter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void OtlpExporter::take(Span span)
{
    bool isFull = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_queue.size() >= m_options.queue) {
            ++m_dropped;
            return;
        }
        m_queue.append(std::move(span));
        isFull = m_queue.size() == m_options.batch;
    }
    if (isFull)
        m_wake.notify_one();
}

// False when it stops and nothing is left.
bool OtlpExporter::waitForSpans()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, m_options.every, [this] { return m_stopping || m_queue.size() >= m_options.batch; });
    return !m_stopping || !m_queue.isEmpty();
}

void OtlpExporter::run()
{
    while (waitForSpans()) {
        QList<Span> batch;
        {
            const std::lock_guard lock(m_mutex);
            batch = m_queue.first(std::min(m_queue.size(), m_options.batch));
            m_queue.remove(0, batch.size());
        }
        if (batch.isEmpty() || send(batch))
            continue;
        const std::lock_guard lock(m_mutex);
        if (m_stopping) { // whoever stops us waits for one deadline, not for one a batch
            m_dropped += std::exchange(m_queue, {}).size();
            return;
        }
    }
}

// Until the collector has taken it or will never take it; once when we stop. False: it was dropped.
bool OtlpExporter::send(const QList<Span> &batch)
{
    const QByteArray body = toOtlpJson(batch);
    for (Duration pause = kFirstPause;; pause = std::min(pause * 2, m_options.longestPause)) {
        const Answer answer = post(body);
        if (answer == Answer::Taken) {
            m_exported += batch.size();
            m_troubled = false;
            return true;
        }
        if (!std::exchange(m_troubled, true) && m_options.trouble)
            m_options.trouble(QStringLiteral("the collector at %1 takes no traces; those that do not fit are dropped")
                                  .arg(QString::fromUtf8(m_options.endpoint)));
        std::unique_lock lock(m_mutex);
        const bool stopping =
            m_wake.wait_for(lock, answer == Answer::Never ? Duration(0) : pause, [this] { return m_stopping; });
        if (stopping || answer == Answer::Never) {
            m_dropped += batch.size();
            return false;
        }
    }
}

OtlpExporter::Answer OtlpExporter::post(const QByteArray &body)
{
    thread_local const curl::Handle handle = curl::makeHandle();
    CURL *const curl = handle.get();
    if (!curl)
        return Answer::Later;
    const QByteArray url =
        (m_options.endpoint.endsWith('/') ? m_options.endpoint.chopped(1) : m_options.endpoint) + "/v1/traces";
    curl_slist *list = curl_slist_append(nullptr, "Content-Type: application/json");
    list = curl_slist_append(list, "Expect:"); // or curl would wait a second before a long body
    const std::unique_ptr<curl_slist, void (*)(curl_slist *)> headers(list, curl_slist_free_all);
    curl_easy_reset(curl); // keeps the connection
    const auto set = [curl](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
    set(CURLOPT_URL, url.constData());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(m_options.timeout.count()));
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_POSTFIELDS, body.constData());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(CURLOPT_WRITEFUNCTION, &ignoreAnswer);
    if (curl_easy_perform(curl) != CURLE_OK)
        return Answer::Later;
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200 && status < 300)
        return Answer::Taken;
    // As OTLP says: these pass, others do not.
    return status == 429 || status == 502 || status == 503 || status == 504 ? Answer::Later : Answer::Never;
}

} // namespace pos::trace
