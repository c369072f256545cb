// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/BrokerWatch.h"

#include "server/infra/kafka/Handle.h"
#include "server/infra/kafka/TopicMaker.h"

namespace pos::kafka {

namespace {

// From here on no connection's old trouble explains anything.
const QString kNoAnswerYet = QStringLiteral("no answer yet");

} // namespace

BrokerWatch::BrokerWatch(std::shared_ptr<const Options> options, logging::Logger &log)
    : m_options(std::move(options)), m_log(log), m_trouble(kNoAnswerYet)
{
    m_sentence = awaySentence();
}

BrokerWatch::~BrokerWatch()
{
    stop();
}

void BrokerWatch::start()
{
    m_thread = std::thread([this] { run(); });
}

void BrokerWatch::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> BrokerWatch::check() const
{
    if (m_up)
        return {};
    const std::lock_guard lock(m_mutex);
    return fail(Error::unavailable(QStringLiteral("kafka_down"), m_sentence));
}

void BrokerWatch::noteTrouble(const QString &reason)
{
    const std::lock_guard lock(m_mutex);
    m_trouble = reason;
}

void BrokerWatch::run()
{
    Listener listener{.log = &m_log, .trouble = [this](const QString &reason) { noteTrouble(reason); }};
    Result<Handle> handle = openHandle(RD_KAFKA_PRODUCER, *m_options, {}, listener);
    if (!handle) {
        const std::lock_guard lock(m_mutex);
        m_sentence = handle.error().detail;
        m_log.error("events wait: Kafka cannot be used", handle.error());
        return;
    }
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        const Result<void> outcome = ask(handle->get());
        set(outcome);
        lock.lock();
        m_wake.wait_for(lock, m_options->askEvery, [this] { return m_stopping; });
    }
}

Result<void> BrokerWatch::ask(rd_kafka_t *handle)
{
    const rd_kafka_metadata_t *found = nullptr;
    const auto error = rd_kafka_metadata(handle, m_hasTopics ? 0 : 1, nullptr, &found,
                                         static_cast<int>(m_options->answerWithin.count()));
    rd_kafka_poll(handle, 0);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
        m_hasTopics = false; // who comes back may have lost them
        const std::lock_guard lock(m_mutex);
        return fail(Error::unavailable(QStringLiteral("kafka_down"), awaySentence()));
    }
    const std::unique_ptr<const rd_kafka_metadata_t, decltype(&rd_kafka_metadata_destroy)> metadata(
        found, &rd_kafka_metadata_destroy);
    if (!m_hasTopics) {
        POS_CHECK(TopicMaker(handle, *m_options, m_log).makeMissing(*metadata));
        m_hasTopics = true;
    }
    return {};
}

void BrokerWatch::set(const Result<void> &outcome)
{
    bool changed = false;
    {
        const std::lock_guard lock(m_mutex);
        changed = outcome.has_value() != m_up || (!outcome && !m_said);
        m_sentence = outcome ? QString() : outcome.error().detail;
        if (outcome)
            m_trouble = kNoAnswerYet;
        m_said = true;
        m_up = outcome.has_value();
    }
    if (!changed)
        return;
    if (outcome)
        m_log.info("kafka: the brokers answer", {{"brokers", m_options->brokers.join(',')}});
    else
        m_log.error("events wait: Kafka is away", outcome.error());
}

QString BrokerWatch::awaySentence() const
{
    return QStringLiteral("kafka: client has run out of available brokers (tried %1): %2")
        .arg(QString::fromLatin1(m_options->brokers.join(", ")), m_trouble);
}

} // namespace pos::kafka
